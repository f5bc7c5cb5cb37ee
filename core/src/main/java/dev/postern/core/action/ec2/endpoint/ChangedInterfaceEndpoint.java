package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.networkinterface.InterfaceAttachments;
import dev.postern.core.action.ec2.networkinterface.NewInterface;
import dev.postern.core.action.ec2.securitygroup.GroupLookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.EndpointNames;
import dev.postern.core.services.ServiceCatalog;
import dev.postern.core.services.ServiceOffer;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointRequest;

/**
 * What a request makes of an interface endpoint: other subnets, addresses, groups, private DNS, another policy. Removals come before additions, and
 * another address in a subnet is another network interface.
 * <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html">AWS</a>
 */
final class ChangedInterfaceEndpoint {
  private ChangedInterfaceEndpoint() {}

  static Snapshot of(Snapshot snapshot, Caller caller, VpcEndpoint endpoint, ModifyVpcEndpointRequest request, Facts facts) {
    checkParameters(request);
    if (endpoint.connection().filter(c -> c.acceptance() == VpcEndpoint.Acceptance.REJECTED).isPresent()) {
      throw Ec2Error.INCORRECT_STATE.with("The endpoint " + endpoint.id() + " is in the state rejected and cannot be modified.");
    }
    ServiceOffer offer = ServiceCatalog.offer(snapshot, endpoint);
    Vpc vpc = Lookup.require(snapshot, caller, Vpc.class, Kind.VPC, endpoint.vpcId());
    Map<String, String> asked = EndpointSubnets.addresses(request.subnetConfigurations());
    List<String> removed = Lookup.requireAll(snapshot, caller, Subnet.class, Kind.SUBNET, request.removeSubnetIds()).stream().map(Subnet::id).toList();
    associated("Subnet", removed, endpoint.subnetIds(), endpoint);
    List<NetworkInterface> kept = EndpointNames.interfaces(snapshot, endpoint).stream().filter(n -> !removed.contains(n.subnetId())).toList();
    List<Subnet> added = EndpointSubnets.chosen(snapshot, caller, vpc.id(), offer, request.addSubnetIds(), subnets(snapshot, caller, kept));
    EndpointSubnets.checkKnown(
        asked, Stream.concat(kept.stream().map(NetworkInterface::subnetId), added.stream().map(Subnet::id)).toList());
    List<NetworkInterface> replaced =
        kept.stream().filter(n -> asked.containsKey(n.subnetId()) && !n.primaryIp().equals(asked.get(n.subnetId()))).toList();
    Snapshot freed = snapshot;
    for (NetworkInterface gone : EndpointNames.interfaces(snapshot, endpoint)) {
      freed = !kept.contains(gone) || replaced.contains(gone) ? InterfaceAttachments.deleted(freed, gone) : freed;
    }
    List<EndpointSubnets.Place> places =
        EndpointSubnets.places(freed, Stream.concat(subnets(snapshot, caller, replaced).stream(), added.stream()).toList(), asked);
    List<String> groupIds = groups(snapshot, caller, endpoint, request);
    String policy = EndpointPolicy.changed(endpoint, request);
    PrivateDns dns = PrivateDns.changed(snapshot, vpc, offer, endpoint, request.privateDnsEnabled(), request.dnsOptions());
    List<NetworkInterface> interfaces = new ArrayList<>(kept.stream().map(n -> n.withGroupIds(groupIds)).toList());
    for (EndpointSubnets.Place place : places) {
      NetworkInterface made = NewInterface.ofEndpoint(caller, place.subnet(), place.privateIp(), groupIds, endpoint.id(), facts);
      // In the place of the one it replaces, or at the end.
      if (interfaces.stream().anyMatch(n -> n.subnetId().equals(made.subnetId()))) {
        interfaces.replaceAll(n -> n.subnetId().equals(made.subnetId()) ? made : n);
      } else {
        interfaces.add(made);
      }
    }
    VpcEndpoint changed = endpoint.with(List.of(), policy).withGroups(groupIds).withPrivateDns(dns.enabled(), dns.inboundResolverOnly());
    return with(freed, interfaces, endpoint.connection().map(c -> changed.withConnection(named(c, dns, offer))).orElse(changed));
  }

  /** A name that was there when private DNS was turned on stays, whatever the service's owner does with it. */
  private static VpcEndpoint.Connection named(VpcEndpoint.Connection connection, PrivateDns dns, ServiceOffer offer) {
    Optional<String> name = connection.privateDnsName().or(() -> offer.privateDnsNames().stream().findFirst()).filter(_ -> dns.enabled());
    return new VpcEndpoint.Connection(connection.id(), connection.serviceId(), connection.acceptance(), name);
  }

  private static Snapshot with(Snapshot freed, List<NetworkInterface> interfaces, VpcEndpoint endpoint) {
    Snapshot next = freed;
    for (NetworkInterface networkInterface : interfaces) {
      next = next.with(networkInterface);
    }
    return next.with(
        endpoint.withInterfaces(
            interfaces.stream().map(NetworkInterface::subnetId).toList(), interfaces.stream().map(NetworkInterface::id).toList()));
  }

  private static void checkParameters(ModifyVpcEndpointRequest request) {
    EndpointParameters parameters = EndpointParameters.INTERFACE.ofModify();
    parameters.without("AddRouteTableId", request.hasAddRouteTableIds());
    parameters.without("RemoveRouteTableId", request.hasRemoveRouteTableIds());
    parameters.checkSupport(request.ipAddressTypeAsString(), request.dnsOptions());
  }

  private static List<Subnet> subnets(Snapshot snapshot, Caller caller, List<NetworkInterface> interfaces) {
    return interfaces.stream().map(n -> Lookup.require(snapshot, caller, Subnet.class, Kind.SUBNET, n.subnetId())).toList();
  }

  private static List<String> groups(Snapshot snapshot, Caller caller, VpcEndpoint endpoint, ModifyVpcEndpointRequest request) {
    List<String> removed = request.removeSecurityGroupIds();
    removed.forEach(id -> Lookup.wellFormed(Kind.SECURITY_GROUP, id));
    associated("Security group", removed, endpoint.groupIds(), endpoint);
    Set<String> left = new LinkedHashSet<>(endpoint.groupIds());
    removed.forEach(left::remove);
    left.addAll(request.addSecurityGroupIds());
    if (left.isEmpty()) {
      throw Ec2Error.INVALID_PARAMETER.with("The endpoint " + endpoint.id() + " must keep at least one security group.");
    }
    return GroupLookup.forVpc(snapshot, caller, endpoint.vpcId(), List.copyOf(left));
  }

  private static void associated(String noun, List<String> removed, List<String> present, VpcEndpoint endpoint) {
    for (String id : removed) {
      if (!present.contains(id)) {
        throw Ec2Error.INVALID_PARAMETER.with(noun + " " + id + " is not associated with " + endpoint.id() + ".");
      }
    }
  }
}
