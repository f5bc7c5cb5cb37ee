package dev.postern.core.action.ec2.instance;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Idempotency;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.action.ec2.subnet.SubnetAddresses;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Instance;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Subnet;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * Starts instances, each a machine of its own in its subnet; any {@code ami-} id stands for this one machine image.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html">AWS</a>
 *
 * <p>Errors: {@code MissingParameter}, {@code InvalidParameterValue}, {@code InvalidParameterCombination}, {@code InvalidAMIID.Malformed},
 * {@code InvalidSubnetID.NotFound}, {@code VPCIdNotSpecified}, {@code MissingInput}, {@code InvalidGroup.NotFound}, {@code InvalidParameter},
 * {@code InvalidIPAddress.InUse}, {@code InsufficientFreeAddressesInSubnet}, {@code InvalidNetworkInterface.InUse},
 * {@code IdempotentParameterMismatch}, {@code UnsupportedOperation}.
 */
public final class RunInstances implements Action<RunInstancesRequest, RunInstancesResponse> {
  private static final String NAME = "RunInstances";

  public static final Operation<RunInstancesRequest, RunInstancesResponse> OPERATION =
      Operation.of(
          NAME,
          RunInstancesRequest.class,
          new RunInstances(),
          "ImageId",
          "InstanceType",
          "MinCount",
          "MaxCount",
          "KeyName",
          "UserData",
          "SubnetId",
          "PrivateIpAddress",
          "SecurityGroupId",
          "Placement.AvailabilityZone",
          "NetworkInterface.DeviceIndex",
          "NetworkInterface.NetworkInterfaceId",
          "NetworkInterface.SubnetId",
          "NetworkInterface.SecurityGroupId",
          "NetworkInterface.PrivateIpAddress",
          "NetworkInterface.PrivateIpAddresses",
          "NetworkInterface.SecondaryPrivateIpAddressCount",
          "NetworkInterface.AssociatePublicIpAddress",
          "NetworkInterface.DeleteOnTermination",
          "NetworkInterface.Description",
          "IamInstanceProfile",
          "MetadataOptions.HttpTokens",
          "MetadataOptions.HttpEndpoint",
          "Monitoring.Enabled",
          "EbsOptimized",
          "TagSpecification",
          "ClientToken");

  @Override
  public Applied<RunInstancesResponse> apply(Snapshot snapshot, Caller caller, RunInstancesRequest request, Facts facts) {
    List<Instance> earlier =
        Idempotency.earlier(snapshot, caller, NAME, request.clientToken(), request, facts).stream()
            .flatMap(id -> snapshot.find(Instance.class, Lookup.key(caller, Kind.INSTANCE, id)).stream())
            .toList();
    if (!earlier.isEmpty()) {
      return answer(snapshot, earlier);
    }
    LaunchOptions options = LaunchOptions.of(snapshot, caller, request);
    LaunchInterfaces interfaces = LaunchInterfaces.of(snapshot, caller, specifications(snapshot, caller, request), options.maxCount());
    TreePMap<String, String> tags = tags(request, Kind.INSTANCE);
    TreePMap<String, String> interfaceTags = tags(request, Kind.NETWORK_INTERFACE);
    Subnet subnet = interfaces.subnet();
    String reservationId = facts.seed().id("r");
    Snapshot next = Instances.swept(snapshot, caller, facts);
    List<Instance> made = new ArrayList<>();
    for (int i = 0; i < count(snapshot, subnet, interfaces, options); i++) {
      Instance instance =
          new Instance(
              Lookup.key(caller, Kind.INSTANCE, facts.seed().id("i")),
              subnet.vpcId(),
              subnet.id(),
              subnet.availabilityZone(),
              options.imageId(),
              options.instanceType(),
              reservationId,
              i,
              Optional.ofNullable(request.keyName()),
              options.userData(),
              options.instanceProfileArn(),
              options.httpTokensRequired(),
              facts.now(),
              request.clientToken() == null ? "" : request.clientToken(),
              Instance.State.RUNNING,
              Optional.empty());
      next = interfaces.attached(next.with(instance).withTags(instance.key(), tags), caller, instance.id(), interfaceTags, facts);
      made.add(instance);
    }
    List<String> ids = made.stream().map(Instance::id).toList();
    return answer(Idempotency.remember(next, caller, NAME, request.clientToken(), request, facts, ids), made);
  }

  /** The interfaces as given, or the one that the instance-level parameters spell. */
  private static List<InstanceNetworkInterfaceSpecification> specifications(Snapshot snapshot, Caller caller, RunInstancesRequest request) {
    if (!request.networkInterfaces().isEmpty()) {
      if (request.subnetId() != null) {
        throw Ec2Error.INVALID_PARAMETER_COMBINATION.with(
            "Network interfaces and an instance-level subnet ID may not be specified on the same request");
      }
      if (request.hasSecurityGroupIds()) {
        throw Ec2Error.INVALID_PARAMETER_COMBINATION.with(
            "Network interfaces and an instance-level security groups may not be specified on the same request");
      }
      if (request.privateIpAddress() != null) {
        throw Ec2Error.INVALID_PARAMETER_COMBINATION.with(
            "Network interfaces and an instance-level private IP address may not be specified on the same request");
      }
      return request.networkInterfaces();
    }
    InstanceNetworkInterfaceSpecification.Builder one =
        InstanceNetworkInterfaceSpecification.builder()
            .deviceIndex(0)
            .subnetId(LaunchOptions.subnet(snapshot, caller, request).id())
            .privateIpAddress(request.privateIpAddress());
    return List.of(request.hasSecurityGroupIds() ? one.groups(request.securityGroupIds()).build() : one.build());
  }

  /** As many as the subnet has room for, between the minimum and the maximum. */
  private static int count(Snapshot snapshot, Subnet subnet, LaunchInterfaces interfaces, LaunchOptions options) {
    long each =
        interfaces.specifications().stream()
            .filter(s -> s.networkInterfaceId() == null)
            .mapToLong(s -> 1L + (s.secondaryPrivateIpAddressCount() == null ? 0 : s.secondaryPrivateIpAddressCount()))
            .sum();
    long room = each == 0 ? options.maxCount() : SubnetAddresses.available(snapshot, subnet) / each;
    if (room < options.minCount()) {
      throw Ec2Error.INSUFFICIENT_FREE_ADDRESSES.with();
    }
    return (int) Math.min(room, options.maxCount());
  }

  private static TreePMap<String, String> tags(RunInstancesRequest request, Kind kind) {
    List<TagSpecification> others =
        request.tagSpecifications().stream()
            .filter(t -> !Kind.INSTANCE.resourceType().equals(t.resourceTypeAsString()))
            .filter(t -> !Kind.NETWORK_INTERFACE.resourceType().equals(t.resourceTypeAsString()))
            .toList();
    Tags.of(others, kind);
    return Tags.of(request.tagSpecifications().stream().filter(t -> kind.resourceType().equals(t.resourceTypeAsString())).toList(), kind);
  }

  private static Applied<RunInstancesResponse> answer(Snapshot next, List<Instance> made) {
    return new Applied<>(
        next,
        observed ->
            RunInstancesResponse.builder()
                .reservationId(made.getFirst().reservationId())
                .ownerId(made.getFirst().key().account())
                .groups(List.of())
                .instances(made.stream().map(i -> InstanceView.of(next, i, observed)).toList())
                .build());
  }
}
