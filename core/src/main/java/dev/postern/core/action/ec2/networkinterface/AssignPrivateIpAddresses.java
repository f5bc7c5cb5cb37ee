package dev.postern.core.action.ec2.networkinterface;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.subnet.SubnetAddresses;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Subnet;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.AssignPrivateIpAddressesRequest;
import software.amazon.awssdk.services.ec2.model.AssignPrivateIpAddressesResponse;
import software.amazon.awssdk.services.ec2.model.AssignedPrivateIpAddress;

/**
 * Gives a network interface secondary private addresses, named ones or a number of free ones.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssignPrivateIpAddresses.html">AWS</a>
 *
 * <p>Errors: {@code InvalidNetworkInterfaceID.NotFound}, {@code AuthFailure}, {@code InvalidParameterCombination},
 * {@code InvalidParameterValue}, {@code InvalidIPAddress.InUse}, {@code InsufficientFreeAddressesInSubnet}.
 */
public final class AssignPrivateIpAddresses implements Action<AssignPrivateIpAddressesRequest, AssignPrivateIpAddressesResponse> {
  public static final Operation<AssignPrivateIpAddressesRequest, AssignPrivateIpAddressesResponse> OPERATION =
      Operation.of(
          "AssignPrivateIpAddresses",
          AssignPrivateIpAddressesRequest.class,
          new AssignPrivateIpAddresses(),
          "NetworkInterfaceId",
          "PrivateIpAddress",
          "SecondaryPrivateIpAddressCount",
          "AllowReassignment");

  @Override
  public Applied<AssignPrivateIpAddressesResponse> apply(
      Snapshot snapshot, Caller caller, AssignPrivateIpAddressesRequest request, Facts facts) {
    NetworkInterface old =
        InterfaceAttachments.requireOwned(
            Lookup.require(snapshot, caller, NetworkInterface.class, Kind.NETWORK_INTERFACE, request.networkInterfaceId()));
    if (request.privateIpAddresses().isEmpty() == (request.secondaryPrivateIpAddressCount() == null)) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with(
          "Exactly one of privateIpAddresses and secondaryPrivateIpAddressCount must be specified.");
    }
    Subnet subnet = Lookup.require(snapshot, caller, Subnet.class, Kind.SUBNET, old.subnetId());
    List<String> asked = request.privateIpAddresses().stream().distinct().filter(ip -> !old.privateIps().contains(ip)).toList();
    Snapshot freed = Boolean.TRUE.equals(request.allowReassignment()) ? taken(snapshot, subnet, asked) : snapshot;
    List<String> added =
        request.secondaryPrivateIpAddressCount() == null
            ? asked.stream().map(ip -> SubnetAddresses.require(freed, subnet, ip)).toList()
            : SubnetAddresses.pick(freed, subnet, request.secondaryPrivateIpAddressCount(), Set.of());
    NetworkInterface changed = old.withPrivateIps(Stream.concat(old.privateIps().stream(), added.stream()).toList());
    return Applied.of(
        freed.with(changed),
        AssignPrivateIpAddressesResponse.builder()
            .networkInterfaceId(old.id())
            .assignedPrivateIpAddresses(added.stream().map(ip -> AssignedPrivateIpAddress.builder().privateIpAddress(ip).build()).toList())
            .build());
  }

  /** Without these addresses on other interfaces of the subnet, whose secondary ones they must be. */
  private static Snapshot taken(Snapshot snapshot, Subnet subnet, List<String> addresses) {
    Snapshot next = snapshot;
    for (NetworkInterface other : snapshot.inNetwork(NetworkInterface.class, subnet.vpcId())) {
      if (!other.subnetId().equals(subnet.id()) || addresses.contains(other.primaryIp()) || other.requesterManaged()) {
        continue;
      }
      List<String> left = other.privateIps().stream().filter(ip -> !addresses.contains(ip)).toList();
      if (left.size() < other.privateIps().size()) {
        next = SecondaryAddresses.removed(next, other, left);
      }
    }
    return next;
  }
}
