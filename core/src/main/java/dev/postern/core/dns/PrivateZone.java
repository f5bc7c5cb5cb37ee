package dev.postern.core.dns;

import dev.postern.core.model.HostedZone;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.EndpointNames;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A zone that some VPCs' resolvers answer and nobody else: a hosted zone of a customer, or a hidden one that holds private names of an
 * interface endpoint. A name below it that has no record is not looked for anywhere else.
 * <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html">AWS</a>
 */
final class PrivateZone {
  /** An escaped character: by its octal number, or any other by itself. */
  private static final Pattern OCTAL = Pattern.compile("\\\\(?:([0-3][0-7]{2})|.)");

  private final String id;
  private final String name;
  private final String origin;
  private final Map<String, Map<RecordType, HostedZone.RecordSet>> sets = new HashMap<>();

  /** Every name that exists: those with records, and those in between (RFC 4592, 2.2.2). */
  private final Set<String> names = new HashSet<>();

  private PrivateZone(String id, String name, String origin) {
    this.id = id;
    this.name = name;
    this.origin = origin;
    names.add(name);
  }

  static PrivateZone of(HostedZone zone) {
    PrivateZone read = new PrivateZone(zone.id(), zone.name(), zone.id());
    zone.records().forEach(read::put);
    return read;
  }

  private void put(HostedZone.RecordSet set) {
    RecordType.named(set.type()).ifPresent(type -> sets.computeIfAbsent(set.name(), _ -> new EnumMap<>(RecordType.class)).put(type, zoneFile(set)));
    for (String each = set.name(); each.length() > name.length(); each = parent(each)) {
      names.add(each);
    }
  }

  /** The zones that an endpoint's private names are in: one for each name, a name and the names below it together. */
  static List<PrivateZone> of(VpcEndpoint endpoint) {
    List<EndpointNames.Entry> entries = EndpointNames.of(endpoint, List.of());
    EndpointNames.Entry regional = entries.getFirst();
    HostedZone.AliasTarget target = new HostedZone.AliasTarget(regional.hostedZoneId(), regional.name(), true);
    Map<String, PrivateZone> zones = new LinkedHashMap<>();
    for (EndpointNames.Entry entry : entries.subList(1, entries.size())) {
      String name = EndpointNames.privateDomain(entry.name());
      PrivateZone zone = zones.computeIfAbsent(name, _ -> new PrivateZone(entry.hostedZoneId(), name, endpoint.id()));
      zone.put(new HostedZone.RecordSet(entry.name(), RecordType.A.name(), 0, List.of(), Optional.of(target)));
    }
    return List.copyOf(zones.values());
  }

  /** With the escapes of a zone file, which are decimal (RFC 1035, 5.1), where Route 53 has octal ones. */
  private static HostedZone.RecordSet zoneFile(HostedZone.RecordSet set) {
    if (set.values().stream().noneMatch(value -> value.contains("\\"))) {
      return set;
    }
    List<String> values =
        set.values().stream()
            .map(value -> OCTAL.matcher(value).replaceAll(m -> m.group(1) == null ? "$0" : "\\\\%03d".formatted(Integer.parseInt(m.group(1), 8))))
            .toList();
    return new HostedZone.RecordSet(set.name(), set.type(), set.ttl(), values, set.alias());
  }

  String id() {
    return id;
  }

  /** The hosted zone, or the endpoint whose names these are. */
  String origin() {
    return origin;
  }

  String name() {
    return name;
  }

  /** The records of a name of this zone or below it, a wildcard's where it has none of its own; empty when there is no such name. */
  Optional<Map<RecordType, HostedZone.RecordSet>> at(String asked) {
    if (names.contains(asked)) {
      return Optional.of(sets.getOrDefault(asked, Map.of()));
    }
    String encloser = parent(asked);
    while (encloser.length() > name.length() && !names.contains(encloser)) {
      encloser = parent(encloser);
    }
    return Optional.ofNullable(sets.get("*." + encloser));
  }

  private static String parent(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1);
  }
}
