package dev.postern.core.action.ec2.networkinterface;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.UnassignPrivateIpAddressesRequest;
import software.amazon.awssdk.services.ec2.model.UnassignPrivateIpAddressesResponse;

/**
 * Takes secondary private addresses from a network interface.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UnassignPrivateIpAddresses.html">AWS</a>
 *
 * <p>Errors: {@code InvalidNetworkInterfaceID.NotFound}, {@code AuthFailure}, {@code InvalidParameterValue}.
 */
public final class UnassignPrivateIpAddresses implements Action<UnassignPrivateIpAddressesRequest, UnassignPrivateIpAddressesResponse> {
  public static final Operation<UnassignPrivateIpAddressesRequest, UnassignPrivateIpAddressesResponse> OPERATION =
      Operation.of(
          "UnassignPrivateIpAddresses",
          UnassignPrivateIpAddressesRequest.class,
          new UnassignPrivateIpAddresses(),
          "NetworkInterfaceId",
          "PrivateIpAddress");

  @Override
  public Applied<UnassignPrivateIpAddressesResponse> apply(
      Snapshot snapshot, Caller caller, UnassignPrivateIpAddressesRequest request, Facts facts) {
    NetworkInterface old =
        InterfaceAttachments.requireOwned(
            Lookup.require(snapshot, caller, NetworkInterface.class, Kind.NETWORK_INTERFACE, request.networkInterfaceId()));
    if (request.privateIpAddresses().isEmpty()) {
      throw Ec2Error.MISSING_PARAMETER.with("PrivateIpAddress");
    }
    for (String ip : request.privateIpAddresses()) {
      if (!old.privateIps().contains(ip)) {
        throw Ec2Error.INVALID_PARAMETER_VALUE.with("Some of the specified addresses are not assigned to interface " + old.id());
      }
      if (ip.equals(old.primaryIp())) {
        throw Ec2Error.INVALID_PARAMETER_VALUE.with("The primary private IP address " + ip + " cannot be unassigned.");
      }
    }
    List<String> left = old.privateIps().stream().filter(ip -> !request.privateIpAddresses().contains(ip)).toList();
    return Applied.of(SecondaryAddresses.removed(snapshot, old, left), UnassignPrivateIpAddressesResponse.builder().build());
  }
}
