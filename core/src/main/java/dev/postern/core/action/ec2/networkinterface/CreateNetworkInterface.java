package dev.postern.core.action.ec2.networkinterface;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Idempotency;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.action.ec2.securitygroup.GroupLookup;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Subnet;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceResponse;

/**
 * Makes a network interface in a subnet. <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html">AWS</a>
 *
 * <p>Errors: {@code InvalidSubnetID.NotFound}, {@code InvalidGroup.NotFound}, {@code InvalidParameter},
 * {@code SecurityGroupsPerInterfaceLimitExceeded}, {@code InvalidParameterValue}, {@code InvalidIPAddress.InUse},
 * {@code InsufficientFreeAddressesInSubnet}, {@code IdempotentParameterMismatch}.
 */
public final class CreateNetworkInterface implements Action<CreateNetworkInterfaceRequest, CreateNetworkInterfaceResponse> {
  private static final String NAME = "CreateNetworkInterface";

  public static final Operation<CreateNetworkInterfaceRequest, CreateNetworkInterfaceResponse> OPERATION =
      Operation.of(
          NAME,
          CreateNetworkInterfaceRequest.class,
          new CreateNetworkInterface(),
          "SubnetId",
          "Description",
          "PrivateIpAddress",
          "PrivateIpAddresses",
          "SecondaryPrivateIpAddressCount",
          "SecurityGroupId",
          "TagSpecification",
          "ClientToken");

  @Override
  public Applied<CreateNetworkInterfaceResponse> apply(Snapshot snapshot, Caller caller, CreateNetworkInterfaceRequest request, Facts facts) {
    Optional<NetworkInterface> earlier =
        Idempotency.earlier(snapshot, caller, NAME, request.clientToken(), request, facts).stream()
            .flatMap(id -> snapshot.find(NetworkInterface.class, Lookup.key(caller, Kind.NETWORK_INTERFACE, id)).stream())
            .findFirst();
    if (earlier.isPresent()) {
      return answer(snapshot, earlier.get(), request);
    }
    Subnet subnet = Lookup.require(snapshot, caller, Subnet.class, Kind.SUBNET, request.subnetId());
    List<String> groups = GroupLookup.forInterface(snapshot, caller, subnet, request.groups());
    List<String> addresses =
        InterfaceAddresses.chosen(
            snapshot, subnet, request.privateIpAddress(), request.privateIpAddresses(), request.secondaryPrivateIpAddressCount());
    TreePMap<String, String> tags = Tags.of(request.tagSpecifications(), Kind.NETWORK_INTERFACE);
    String description = request.description() == null ? "" : request.description();
    NetworkInterface made = NewInterface.owned(caller, subnet, addresses, groups, description, facts);
    Snapshot next =
        Idempotency.remember(
            snapshot.with(made).withTags(made.key(), tags), caller, NAME, request.clientToken(), request, facts, List.of(made.id()));
    return answer(next, made, request);
  }

  private static Applied<CreateNetworkInterfaceResponse> answer(
      Snapshot next, NetworkInterface made, CreateNetworkInterfaceRequest request) {
    return Applied.of(
        next,
        CreateNetworkInterfaceResponse.builder().networkInterface(InterfaceView.of(next, made)).clientToken(request.clientToken()).build());
  }
}
