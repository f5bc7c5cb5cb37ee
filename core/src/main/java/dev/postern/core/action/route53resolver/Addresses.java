package dev.postern.core.action.route53resolver;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.networkinterface.InterfaceAttachments;
import dev.postern.core.action.ec2.networkinterface.NewInterface;
import dev.postern.core.action.ec2.subnet.SubnetAddresses;
import dev.postern.core.error.ResolverError;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.model.Subnet;
import dev.postern.core.state.Snapshot;
import org.jspecify.annotations.Nullable;

/** The addresses of a resolver endpoint, each a network interface of its own in one subnet. */
final class Addresses {
  static final int FEWEST = 2;
  static final int MOST = 6;

  private Addresses() {}

  static Subnet subnet(Snapshot snapshot, Caller caller, @Nullable String id) {
    String given = Given.required(id, "ipAddresses.subnetId");
    return Given.said(() -> Lookup.require(snapshot, caller, Subnet.class, Kind.SUBNET, given));
  }

  /** The endpoint with one more address; not yet in the snapshot, but its new interface is. */
  static Added plus(Snapshot snapshot, Caller caller, ResolverEndpoint endpoint, Subnet subnet, @Nullable String ip, Facts facts) {
    if (!subnet.vpcId().equals(endpoint.vpcId())) {
      throw ResolverError.INVALID_PARAMETER.with("The subnet '" + subnet.id() + "' is not in the VPC '" + endpoint.vpcId() + "' of the resolver endpoint.");
    }
    if (endpoint.addresses().size() >= MOST) {
      throw ResolverError.LIMIT_EXCEEDED.with("A resolver endpoint has at most " + MOST + " IP addresses.");
    }
    String address = Given.said(() -> ip == null ? SubnetAddresses.pick(snapshot, subnet) : SubnetAddresses.require(snapshot, subnet, ip));
    String id = facts.seed().id("rni");
    NetworkInterface made = NewInterface.ofResolverEndpoint(caller, subnet, address, endpoint.groupIds(), endpoint.id(), id, facts);
    return new Added(snapshot.with(made), endpoint.plus(new ResolverEndpoint.Address(id, subnet.id(), address, made.id())));
  }

  /** Without the interface of an address. */
  static Snapshot minus(Snapshot snapshot, ResolverEndpoint.Address address) {
    return snapshot
        .located(NetworkInterface.class, address.networkInterfaceId())
        .map(networkInterface -> InterfaceAttachments.deleted(snapshot, networkInterface))
        .orElse(snapshot);
  }

  record Added(Snapshot next, ResolverEndpoint endpoint) {}
}
