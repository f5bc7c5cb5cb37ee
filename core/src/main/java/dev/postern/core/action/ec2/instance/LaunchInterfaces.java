package dev.postern.core.action.ec2.instance;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.elasticip.PublicAddresses;
import dev.postern.core.action.ec2.networkinterface.InterfaceAddresses;
import dev.postern.core.action.ec2.networkinterface.InterfaceAttachments;
import dev.postern.core.action.ec2.networkinterface.NewInterface;
import dev.postern.core.action.ec2.securitygroup.GroupLookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Subnet;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;

/**
 * The interfaces that an instance starts with: those of {@code NetworkInterface.N}, of which one has device index 0, all in one VPC and zone.
 *
 * @param subnet where the primary interface is
 */
record LaunchInterfaces(Subnet subnet, List<InstanceNetworkInterfaceSpecification> specifications) {

  /** Checks the specifications against each other. */
  static LaunchInterfaces of(Snapshot snapshot, Caller caller, List<InstanceNetworkInterfaceSpecification> given, int maxCount) {
    if (given.stream().map(s -> Lookup.given(s.deviceIndex(), "NetworkInterface.DeviceIndex")).distinct().count() < given.size()) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Each network interface requires a unique device index.");
    }
    InstanceNetworkInterfaceSpecification primary =
        given.stream()
            .filter(s -> s.deviceIndex() == 0)
            .findFirst()
            .orElseThrow(() -> Ec2Error.INVALID_PARAMETER_COMBINATION.with("When specifying network interfaces, you must include a device at index 0."));
    if (given.size() > 1 && given.stream().anyMatch(s -> Boolean.TRUE.equals(s.associatePublicIpAddress()))) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with(
          "The associatePublicIPAddress parameter cannot be specified when launching with multiple network interfaces.");
    }
    for (InstanceNetworkInterfaceSpecification one : given) {
      checkExisting(one);
      if (maxCount > 1 && (one.networkInterfaceId() != null || one.privateIpAddress() != null || one.hasPrivateIpAddresses())) {
        throw Ec2Error.INVALID_PARAMETER_COMBINATION.with(
            "Network interface ids and private IP addresses may not be specified when launching more than one instance.");
      }
    }
    return new LaunchInterfaces(subnet(snapshot, caller, primary), given);
  }

  /** Refuses what a given interface has already decided. */
  private static void checkExisting(InstanceNetworkInterfaceSpecification one) {
    boolean decided =
        one.subnetId() != null
            || one.hasGroups()
            || one.privateIpAddress() != null
            || one.hasPrivateIpAddresses()
            || one.secondaryPrivateIpAddressCount() != null
            || one.description() != null
            || one.associatePublicIpAddress() != null;
    if (one.networkInterfaceId() != null && decided) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with(
          "A network interface may not specify both a network interface ID and attributes of a new network interface.");
    }
  }

  private static Subnet subnet(Snapshot snapshot, Caller caller, InstanceNetworkInterfaceSpecification one) {
    if (one.networkInterfaceId() == null) {
      return one.subnetId() == null
          ? LaunchSubnet.ofDefaultVpc(snapshot, caller, Optional.empty())
          : Lookup.require(snapshot, caller, Subnet.class, Kind.SUBNET, one.subnetId());
    }
    NetworkInterface existing =
        Lookup.require(snapshot, caller, NetworkInterface.class, Kind.NETWORK_INTERFACE, one.networkInterfaceId());
    return Lookup.require(snapshot, caller, Subnet.class, Kind.SUBNET, existing.subnetId());
  }

  /** The snapshot with the interfaces made and attached to an instance. */
  Snapshot attached(Snapshot snapshot, Caller caller, String instanceId, TreePMap<String, String> tags, Facts facts) {
    Snapshot next = snapshot;
    for (InstanceNetworkInterfaceSpecification one : specifications) {
      next =
          one.networkInterfaceId() == null
              ? withNew(next, caller, one, instanceId, tags, facts)
              : withExisting(next, caller, one, instanceId, facts);
    }
    return next;
  }

  private Snapshot withNew(
      Snapshot snapshot,
      Caller caller,
      InstanceNetworkInterfaceSpecification one,
      String instanceId,
      TreePMap<String, String> tags,
      Facts facts) {
    Subnet place = one.deviceIndex() == 0 ? subnet : sameZone(subnet(snapshot, caller, one));
    List<String> groups = GroupLookup.forInterface(snapshot, caller, place, one.groups());
    List<String> addresses =
        InterfaceAddresses.chosen(snapshot, place, one.privateIpAddress(), one.privateIpAddresses(), one.secondaryPrivateIpAddressCount());
    NetworkInterface made = NewInterface.owned(caller, place, addresses, groups, one.description() == null ? "" : one.description(), facts);
    boolean lend =
        one.associatePublicIpAddress() == null
            ? specifications.size() == 1 && place.mapPublicIpOnLaunch()
            : one.associatePublicIpAddress();
    boolean delete = one.deleteOnTermination() == null || one.deleteOnTermination();
    NetworkInterface held =
        made.withAttachment(Optional.of(NewInterface.attachment(instanceId, one.deviceIndex(), delete, facts)))
            .withPublicIp(lend ? Optional.of(PublicAddresses.pick(snapshot, caller.region(), facts.seed())) : Optional.empty());
    return snapshot.with(held).withTags(held.key(), tags);
  }

  private Snapshot withExisting(
      Snapshot snapshot, Caller caller, InstanceNetworkInterfaceSpecification one, String instanceId, Facts facts) {
    NetworkInterface free =
        Lookup.require(snapshot, caller, NetworkInterface.class, Kind.NETWORK_INTERFACE, one.networkInterfaceId());
    if (free.attachment().isPresent()) {
      throw Ec2Error.NETWORK_INTERFACE_IN_USE.with(free.id());
    }
    sameZone(Lookup.require(snapshot, caller, Subnet.class, Kind.SUBNET, free.subnetId()));
    boolean delete = Boolean.TRUE.equals(one.deleteOnTermination());
    return InterfaceAttachments.attached(snapshot, free, NewInterface.attachment(instanceId, one.deviceIndex(), delete, facts));
  }

  private Subnet sameZone(Subnet other) {
    if (!other.vpcId().equals(subnet.vpcId()) || !other.availabilityZone().equals(subnet.availabilityZone())) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with(
          "Network interfaces of one instance must be in the same VPC and Availability Zone: subnet " + other.id() + " is not.");
    }
    return other;
  }
}
