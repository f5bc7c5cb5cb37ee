package dev.postern.core.services;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a public host name stands for: a service in a Region, or a service that all Regions share.
 *
 * @param region absent for a name without a Region: it is answered from the asker's own
 * @param prefix the labels in front of the service's own name, such as a bucket; empty without
 */
public record PublicHost(PublicService service, Optional<String> region, String prefix) {
  private static final String REGION = "{region}";

  /** Names with {@link #REGION} in the place of the Region; a leading {@code *.} stands for one or more labels. */
  private static final Map<String, PublicHost> REGIONAL = new HashMap<>();

  /** Names without a Region. */
  private static final Map<String, PublicHost> FIXED = new HashMap<>();

  static {
    for (PublicService service : PublicService.all()) {
      for (String host : service.hosts()) {
        (host.contains(REGION) ? REGIONAL : FIXED).put(host, new PublicHost(service, Optional.empty(), ""));
      }
      service.usEast1Hosts().forEach(h -> FIXED.put(h, new PublicHost(service, Optional.of("us-east-1"), "")));
    }
  }

  /** Reads a name in any letter case, with or without the final dot; empty when no service here has it. */
  public static Optional<PublicHost> of(String host) {
    String name = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).toLowerCase(Locale.ROOT);
    // From the right: a Region's name further left belongs to a bucket.
    for (int end = name.length(); end > 0; ) {
      int start = name.lastIndexOf('.', end - 1) + 1;
      String label = name.substring(start, end);
      if (!PrefixLists.of(label).isEmpty()) {
        Optional<PublicHost> found = find(REGIONAL, name.substring(0, start) + REGION + name.substring(end));
        if (found.isPresent()) {
          return found.map(h -> new PublicHost(h.service, Optional.of(label), h.prefix));
        }
      }
      end = start - 1;
    }
    return find(FIXED, name);
  }

  /** The names of a service in a Region, and those without a Region; wildcards begin with {@code *.}. */
  public static List<String> names(PublicService service, String region) {
    return Stream.concat(
            service.hosts().stream().map(h -> h.replace(REGION, region)),
            region.equals("us-east-1") ? service.usEast1Hosts().stream() : Stream.empty())
        .toList();
  }

  private static Optional<PublicHost> find(Map<String, PublicHost> names, String name) {
    PublicHost exact = names.get(name);
    if (exact != null) {
      return Optional.of(exact);
    }
    for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
      PublicHost wild = names.get("*" + name.substring(dot));
      if (wild != null) {
        return Optional.of(new PublicHost(wild.service, wild.region, name.substring(0, dot)));
      }
    }
    return Optional.empty();
  }
}
