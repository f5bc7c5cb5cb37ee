package dev.postern.core.services;

import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The DNS names of interface endpoints: a regional one and one for each zone, which resolve anywhere, and the service's own as private names.
 * <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-dns-hostnames">AWS</a>
 *
 * <p>All names are lower case and without a final dot; a leading {@code *.} stands for one or more labels. Which interfaces a name stands for is
 * said here; whether their zones are healthy, and whether the endpoint is available, is for the resolver to look at.
 */
public final class EndpointNames {
  private static final Pattern OWN =
      Pattern.compile("(?:(.+)\\.)?(vpce-[0-9a-f]{17})-([a-z0-9]{8})(?:-([a-z0-9-]+))?\\.(.+)");

  private EndpointNames() {}

  /**
   * A name of an endpoint.
   *
   * @param zone of a zonal name
   * @param hostedZoneId the public zone for the endpoint's own names, a hidden one for each private name
   */
  public record Entry(String name, Optional<String> zone, String hostedZoneId) {}

  /**
   * An endpoint's own name, taken apart.
   *
   * @param zone of a zonal name, {@code us-east-1a}
   * @param prefix the labels in front, such as {@code bucket} or {@code my-bucket.bucket}; empty without
   * @param base what follows the endpoint's label, {@code s3.us-east-1.vpce.amazonaws.com}
   */
  public record Parsed(String endpointId, String token, Optional<String> zone, String prefix, String base) {}

  /**
   * What an endpoint's own name stands for.
   *
   * @param interfaces all of the endpoint's, or its one in the name's zone; in the order of its subnets
   */
  public record Target(VpcEndpoint endpoint, Parsed name, List<NetworkInterface> interfaces) {}

  /** {@code vpce-0abc…-token.sqs.us-east-1.vpce.amazonaws.com}, for S3 with {@code *.} in front. */
  public static String regional(VpcEndpoint endpoint) {
    return own(endpoint, "");
  }

  /** {@code vpce-0abc…-token-us-east-1a.sqs.us-east-1.vpce.amazonaws.com}, for S3 with {@code *.} in front. */
  public static String zonal(VpcEndpoint endpoint, String zone) {
    return own(endpoint, "-" + zone);
  }

  /** The service's own names that the endpoint's VPC resolves to its interfaces; none while private DNS is off. */
  public static List<String> privateNames(VpcEndpoint endpoint) {
    return endpoint.privateDnsEnabled() ? ServiceCatalog.offer(endpoint).privateDnsNames() : List.of();
  }

  /** The domain of the hidden zone that holds a private name: without {@code *.}. */
  public static String privateDomain(String privateName) {
    return privateName.startsWith("*.") ? privateName.substring(2) : privateName;
  }

  /** Every name as {@code dnsEntrySet} lists them: regional, zonal in the order of the subnets, private. */
  public static List<Entry> of(VpcEndpoint endpoint, List<NetworkInterface> interfaces) {
    String zoneId = VpceZones.ofBase(base(endpoint));
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry(regional(endpoint), Optional.empty(), zoneId));
    if (hasZonalNames(endpoint)) {
      for (NetworkInterface networkInterface : interfaces) {
        String zone = networkInterface.availabilityZone();
        entries.add(new Entry(zonal(endpoint, zone), Optional.of(zone), zoneId));
      }
    }
    privateNames(endpoint).forEach(name -> entries.add(new Entry(name, Optional.empty(), VpceZones.ofPrivateName(endpoint.id(), name))));
    return entries;
  }

  /** The endpoint's interfaces in the order of its subnets. */
  public static List<NetworkInterface> interfaces(Snapshot snapshot, VpcEndpoint endpoint) {
    ResourceKey key = endpoint.key();
    return endpoint.networkInterfaceIds().stream()
        .map(id -> new ResourceKey(key.account(), key.region(), Kind.NETWORK_INTERFACE, id))
        .map(k -> snapshot.find(NetworkInterface.class, k).orElseThrow())
        .toList();
  }

  /** What a host name stands for, in any letter case, with or without the final dot; empty when no endpoint has such a name. */
  public static Optional<Target> find(Snapshot snapshot, String host) {
    return parse(host).flatMap(name -> snapshot.located(VpcEndpoint.class, name.endpointId()).flatMap(e -> target(snapshot, e, name)));
  }

  /** Takes a host name apart that has the form of an endpoint's own; empty when it has not. */
  public static Optional<Parsed> parse(String host) {
    String name = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).toLowerCase(Locale.ROOT);
    // Names of this form are few among those that are asked for; the search is cheaper than the pattern.
    Matcher matcher = OWN.matcher(name.contains("vpce-") ? name : "");
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String prefix = matcher.group(1) == null ? "" : matcher.group(1);
    return Optional.of(new Parsed(matcher.group(2), matcher.group(3), Optional.ofNullable(matcher.group(4)), prefix, matcher.group(5)));
  }

  private static Optional<Target> target(Snapshot snapshot, VpcEndpoint endpoint, Parsed name) {
    boolean same = endpoint.type() == VpcEndpoint.Type.INTERFACE && name.token().equals(endpoint.dnsToken()) && name.base().equals(base(endpoint));
    if (!same || name.prefix().isEmpty() == ServiceCatalog.offer(endpoint).wildcardNames()) {
      return Optional.empty();
    }
    List<NetworkInterface> all = interfaces(snapshot, endpoint);
    if (name.zone().isEmpty()) {
      return Optional.of(new Target(endpoint, name, all));
    }
    List<NetworkInterface> there = all.stream().filter(n -> n.availabilityZone().equals(name.zone().get())).toList();
    return there.isEmpty() || !hasZonalNames(endpoint) ? Optional.empty() : Optional.of(new Target(endpoint, name, there));
  }

  private static String own(VpcEndpoint endpoint, String suffix) {
    String wildcard = ServiceCatalog.offer(endpoint).wildcardNames() ? "*." : "";
    return wildcard + endpoint.id() + "-" + endpoint.dnsToken() + suffix + "." + base(endpoint);
  }

  private static String base(VpcEndpoint endpoint) {
    return ServiceCatalog.offer(endpoint).baseEndpointDnsNames().getFirst();
  }

  /** An endpoint to another Region's service has regional names alone. */
  private static boolean hasZonalNames(VpcEndpoint endpoint) {
    return endpoint.serviceRegion().equals(endpoint.key().region());
  }
}
