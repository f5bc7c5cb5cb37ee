package dev.postern.core.services;

import dev.postern.core.region.Zone;
import dev.postern.core.model.LoadBalancer;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.VpcEndpointService;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One service under one endpoint type, as {@code DescribeVpcEndpointServices} lists it; S3 and DynamoDB are two offers under one name. Those of
 * users are of type Interface.
 *
 * @param serviceName {@code com.amazonaws.REGION.sqs} and the like
 * @param region where the service is
 * @param type {@code Gateway} or {@code Interface}
 * @param serviceId {@code vpce-svc-} and 17 hexadecimal digits
 * @param baseEndpointDnsNames the name that endpoint-specific names end in; for gateways the public host
 * @param wildcardNames whether an endpoint's own names begin with {@code *.}, as S3's do for {@code bucket}, {@code accesspoint} and
 *     {@code control}
 * @param privateDnsNames the hosts that private DNS answers; none for gateways
 * @param policySupported whether endpoint policies are accepted
 * @param ipAddressTypes {@code ipv4}, {@code ipv6}
 * @param zoneLetters the zones of the Region that offer it, by letter; empty means all
 * @param ports the TCP ports that an interface endpoint passes; none for gateways
 * @param crossRegion whether interface endpoints in other Regions reach it
 * @param user what is said of a user's endpoint service; empty for AWS's
 */
public record ServiceOffer(
    String serviceName,
    String region,
    String type,
    String serviceId,
    List<String> baseEndpointDnsNames,
    boolean wildcardNames,
    List<String> privateDnsNames,
    boolean policySupported,
    List<String> ipAddressTypes,
    String zoneLetters,
    List<Integer> ports,
    boolean crossRegion,
    Optional<OfUser> user) {

  /**
   * A user's endpoint service.
   *
   * @param account whose it is
   * @param privateDnsName verified or not
   */
  public record OfUser(String account, boolean acceptanceRequired, Optional<VpcEndpointService.PrivateDnsName> privateDnsName) {}

  /** What a user's endpoint service offers; it is there in the zones of its load balancers. */
  public static ServiceOffer of(Snapshot snapshot, VpcEndpointService service) {
    String letters =
        service.loadBalancerIds().stream()
            .flatMap(id -> snapshot.located(LoadBalancer.class, id).stream())
            .flatMap(b -> b.nodes().stream())
            .map(n -> n.zone().substring(n.zone().length() - 1))
            .distinct()
            .sorted()
            .collect(Collectors.joining());
    return ofUser(
        service.serviceName(), service.key().region(), service.id(), service.verifiedName(), letters,
        Optional.of(new OfUser(service.key().account(), service.acceptanceRequired(), service.privateDnsName())));
  }

  /** What an endpoint leads to that was made for a user's service, whatever has become of the service. */
  static ServiceOffer of(VpcEndpoint endpoint, VpcEndpoint.Connection connection) {
    return ofUser(endpoint.serviceName(), endpoint.serviceRegion(), connection.serviceId(), connection.privateDnsName(), "", Optional.empty());
  }

  private static ServiceOffer ofUser(String name, String region, String id, Optional<String> privateName, String zoneLetters, Optional<OfUser> user) {
    return new ServiceOffer(
        name, region, "Interface", id, List.of(id + "." + region + VpceZones.SUFFIX), false, privateName.map(List::of).orElse(List.of()), false,
        List.of("ipv4"), zoneLetters, List.of(), false, user);
  }

  /**
   * The zones whose endpoints reach no other Region.
   * <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html">AWS</a>
   */
  private static final Set<String> NOT_CROSS_REGION = Set.of("use1-az3", "usw1-az2", "apne1-az3", "apne2-az2", "apne2-az4");
  private static final int HTTPS = 443;

  public boolean isInterface() {
    return type.equals("Interface");
  }

  /** The ports on which something can answer in Postern: it serves HTTPS alone, and a packet to another port is dropped as if nobody offered it. */
  public List<Integer> answeredPorts() {
    return ports.stream().filter(p -> p == HTTPS).toList();
  }

  /** Whether an endpoint in this zone reaches it: a zone of its Region that offers it, or one of another Region where it is offered there too. */
  public boolean isReachedFrom(Zone zone) {
    return zone.region().equals(region)
        ? zoneLetters.isEmpty() || zoneLetters.indexOf(zone.name().charAt(zone.name().length() - 1)) >= 0
        : crossRegion && !NOT_CROSS_REGION.contains(zone.id());
  }
}
