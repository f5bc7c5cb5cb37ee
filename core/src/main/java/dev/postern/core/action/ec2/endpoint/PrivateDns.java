package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.EndpointNames;
import dev.postern.core.services.ServiceCatalog;
import dev.postern.core.services.ServiceOffer;
import dev.postern.core.state.Snapshot;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DnsOptionsSpecification;

/**
 * Whether a VPC answers a service's own names with an interface endpoint's addresses, and to whom.
 * <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-private-dns">AWS</a>
 *
 * <p>For a service that also has gateway endpoints, which is S3, the answers may be for inbound resolver endpoints alone, so that the VPC's hosts
 * stay with the gateway endpoint. Switching private DNS on means that unless the request says otherwise.
 * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns-s3">AWS</a>
 *
 * @param inboundResolverOnly absent where a service has no such choice
 */
record PrivateDns(boolean enabled, Optional<Boolean> inboundResolverOnly) {

  /**
   * What a request for a new endpoint asks for.
   *
   * <p>{@code PrivateDnsEnabled} left out is on where the service is AWS's and has names and the VPC both attributes. For S3 it is off when the VPC has no
   * gateway endpoint and the request says nothing of inbound resolver endpoints: AWS's own example of such a call succeeds with it off.
   */
  static PrivateDns ofNew(Snapshot snapshot, Vpc vpc, ServiceOffer offer, @Nullable Boolean enabled, @Nullable DnsOptionsSpecification options) {
    Optional<Boolean> option = option(vpc, offer, options);
    boolean possible = offer.user().isEmpty() && vpc.enableDnsSupport() && vpc.enableDnsHostnames() && !offer.privateDnsNames().isEmpty();
    boolean on = enabled != null ? enabled : possible && (!isChoice(vpc, offer) || option.isPresent() || hasGateway(snapshot, vpc, offer));
    PrivateDns asked = new PrivateDns(on, isChoice(vpc, offer) ? Optional.of(option.orElse(on)) : Optional.empty());
    return asked.checked(snapshot, vpc, offer, Optional.empty());
  }

  /** What a request makes of an endpoint's; one that does not touch it is not checked again. */
  static PrivateDns changed(
      Snapshot snapshot, Vpc vpc, ServiceOffer offer, VpcEndpoint endpoint, @Nullable Boolean enabled, @Nullable DnsOptionsSpecification options) {
    Optional<Boolean> option = option(vpc, offer, options);
    if (enabled == null && option.isEmpty()) {
      return new PrivateDns(endpoint.privateDnsEnabled(), endpoint.inboundResolverOnly());
    }
    boolean on = enabled == null ? endpoint.privateDnsEnabled() : enabled;
    boolean turnedOn = on && !endpoint.privateDnsEnabled();
    Optional<Boolean> inbound =
        isChoice(vpc, offer) ? option.or(() -> turnedOn ? Optional.of(true) : endpoint.inboundResolverOnly()) : Optional.empty();
    return new PrivateDns(on, inbound).checked(snapshot, vpc, offer, Optional.of(endpoint.id()));
  }

  private static Optional<Boolean> option(Vpc vpc, ServiceOffer offer, @Nullable DnsOptionsSpecification options) {
    Optional<Boolean> given = Optional.ofNullable(options).map(DnsOptionsSpecification::privateDnsOnlyForInboundResolverEndpoint);
    if (given.orElse(false) && !isChoice(vpc, offer)) {
      throw Ec2Error.INVALID_PARAMETER.with(
          "PrivateDnsOnlyForInboundResolverEndpoint is not supported for the service " + offer.serviceName() + " in VPC " + vpc.id() + ".");
    }
    return given.filter(_ -> isChoice(vpc, offer));
  }

  /** Whether the VPC could have a gateway endpoint for the same names. */
  private static boolean isChoice(Vpc vpc, ServiceOffer offer) {
    return !offer.privateDnsNames().isEmpty()
        && offer.region().equals(vpc.key().region())
        && ServiceCatalog.named(offer.region(), offer.serviceName()).stream().anyMatch(o -> !o.isInterface());
  }

  private PrivateDns checked(Snapshot snapshot, Vpc vpc, ServiceOffer offer, Optional<String> self) {
    if (enabled) {
      checkNames(snapshot, vpc, offer, self);
    }
    if (inboundResolverOnly.orElse(false) && !hasGateway(snapshot, vpc, offer)) {
      throw Ec2Error.INVALID_PARAMETER.with(
          "To set PrivateDnsOnlyForInboundResolverEndpoint to true, the VPC " + vpc.id() + " must have a Gateway endpoint for the service.");
    }
    return this;
  }

  private static void checkNames(Snapshot snapshot, Vpc vpc, ServiceOffer offer, Optional<String> self) {
    if (!vpc.enableDnsSupport() || !vpc.enableDnsHostnames()) {
      throw Ec2Error.INVALID_PARAMETER.with(
          "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for " + vpc.id());
    }
    if (offer.privateDnsNames().isEmpty() && offer.user().flatMap(ServiceOffer.OfUser::privateDnsName).isPresent()) {
      throw Ec2Error.INVALID_PARAMETER.with(
          "Private DNS can't be enabled because the service " + offer.serviceName() + " has not verified the private DNS name.");
    }
    if (offer.privateDnsNames().isEmpty()) {
      throw Ec2Error.INVALID_PARAMETER.with(
          "Private DNS can't be enabled because the service " + offer.serviceName() + " does not provide a private DNS name.");
    }
    Set<String> taken = new HashSet<>();
    snapshot.inNetwork(HostedZone.class, vpc.id()).forEach(z -> taken.add(z.name()));
    snapshot.inNetwork(VpcEndpoint.class, vpc.id()).stream()
        .filter(e -> !Optional.of(e.id()).equals(self))
        .flatMap(e -> EndpointNames.privateNames(e).stream())
        .forEach(n -> taken.add(EndpointNames.privateDomain(n)));
    offer.privateDnsNames().stream().filter(n -> taken.contains(EndpointNames.privateDomain(n))).findFirst().ifPresent(name -> {
      throw Ec2Error.INVALID_PARAMETER.with(
          "private-dns-enabled cannot be set because there is already a conflicting DNS domain for " + name + " in the VPC " + vpc.id());
    });
  }

  private static boolean hasGateway(Snapshot snapshot, Vpc vpc, ServiceOffer offer) {
    return snapshot.inNetwork(VpcEndpoint.class, vpc.id()).stream()
        .anyMatch(e -> e.type() == VpcEndpoint.Type.GATEWAY && e.serviceName().equals(offer.serviceName()));
  }
}
