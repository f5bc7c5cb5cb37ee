package dev.postern.core.services;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a public host name stands for: a service in a Region, or a service that all Regions share.
 *
 * @param region absent for a name without a Region: it is answered from the asker's own
 * @param prefix the labels in front of the service's own name, such as a bucket; empty without
 */
public record PublicHost(PublicService service, Optional<String> region, String prefix) {
  /** Exact names, and names with a leading {@code *.} that stands for one or more labels. */
  private static final Map<String, PublicHost> NAMES = names();

  /** Reads a name in any letter case, with or without the final dot; empty when no service here has it. */
  public static Optional<PublicHost> of(String host) {
    String name = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).toLowerCase(Locale.ROOT);
    PublicHost exact = NAMES.get(name);
    if (exact != null) {
      return Optional.of(exact);
    }
    for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
      PublicHost wild = NAMES.get("*" + name.substring(dot));
      if (wild != null) {
        return Optional.of(new PublicHost(wild.service, wild.region, name.substring(0, dot)));
      }
    }
    return Optional.empty();
  }

  private static Map<String, PublicHost> names() {
    Map<String, PublicHost> names = new HashMap<>();
    for (String region : PrefixLists.regions()) {
      for (PrefixList list : PrefixLists.of(region)) {
        PublicService service = PublicService.valueOf(list.service().toUpperCase(Locale.ROOT));
        list.hosts().forEach(h -> names.put(h, new PublicHost(service, Optional.of(region), "")));
      }
      for (PublicService service : List.of(PublicService.EC2, PublicService.STS, PublicService.LAMBDA)) {
        for (String host : regional(service, region)) {
          names.put(host, new PublicHost(service, Optional.of(region), ""));
        }
      }
    }
    for (PublicService service : List.of(PublicService.STS, PublicService.IAM, PublicService.CHECKIP)) {
      names.put(service.code() + ".amazonaws.com", new PublicHost(service, Optional.empty(), ""));
    }
    names.put("ec2.amazonaws.com", new PublicHost(PublicService.EC2, Optional.of("us-east-1"), ""));
    return Map.copyOf(names);
  }

  private static List<String> regional(PublicService service, String region) {
    List<String> hosts = new ArrayList<>();
    hosts.add(service.code() + "." + region + ".amazonaws.com");
    if (service != PublicService.STS) {
      hosts.add(service.code() + "." + region + ".api.aws");
    }
    return hosts;
  }
}
