package dev.postern.core.action.ec2.instance;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.action.ec2.networkinterface.InterfaceAddresses;
import dev.postern.core.action.ec2.networkinterface.InterfaceView;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Instance;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.NetworkInterface.Attachment;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Reservation;

/** Lists instances by reservation. <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html">AWS</a> */
public final class DescribeInstances implements Action<DescribeInstancesRequest, DescribeInstancesResponse> {
  public static final Operation<DescribeInstancesRequest, DescribeInstancesResponse> OPERATION =
      Operation.describing(
          "DescribeInstances",
          DescribeInstancesRequest.class,
          new DescribeInstances(),
          filters(Snapshot.EMPTY, Observed.NOTHING).names(),
          "InstanceId",
          "NextToken",
          "MaxResults");

  private static Filters<Instance> filters(Snapshot snapshot, Observed observed) {
    Filters<Instance> own =
        Filters.<Instance>none()
            .on("architecture", i -> InstanceTypes.architecture(i.instanceType()))
            .on("availability-zone", Instance::availabilityZone)
            .on("client-token", Instance::clientToken)
            .onEach("iam-instance-profile.arn", i -> i.instanceProfileArn().stream().toList())
            .on("image-id", Instance::imageId)
            .on("instance-id", Instance::id)
            .on("instance-state-code", i -> String.valueOf(Instances.state(i, observed).code()))
            .on("instance-state-name", i -> Instances.state(i, observed).wire())
            .on("instance-type", Instance::instanceType)
            .onEach("key-name", i -> i.keyName().stream().toList())
            .on("launch-index", i -> String.valueOf(i.launchIndex()))
            .on("metadata-options.http-tokens", i -> i.httpTokensRequired() ? "required" : "optional")
            .on("owner-id", i -> i.key().account())
            .on("reservation-id", Instance::reservationId);
    return interfaces(primary(own, snapshot), snapshot);
  }

  private static Filters<Instance> primary(Filters<Instance> filters, Snapshot snapshot) {
    return filters
        .onEach("dns-name", i -> names(snapshot, i))
        .onEach("ip-address", i -> InstanceView.publicIp(snapshot, i).map(InterfaceAddresses.Public::ip).stream().toList())
        .onEach("private-ip-address", ofPrimary(snapshot, n -> List.of(n.primaryIp())))
        .onEach("private-dns-name", ofPrimary(snapshot, n -> InterfaceAddresses.privateName(snapshot, n, n.primaryIp()).stream().toList()))
        .onEach("source-dest-check", ofPrimary(snapshot, n -> List.of(String.valueOf(n.sourceDestCheck()))))
        .onEach("subnet-id", ofPrimary(snapshot, n -> List.of(n.subnetId())))
        .onEach("vpc-id", ofPrimary(snapshot, n -> List.of(n.vpcId())))
        .onEach("instance.group-id", ofPrimary(snapshot, NetworkInterface::groupIds))
        .onEach("instance.group-name", ofPrimary(snapshot, n -> groupNames(snapshot, n)));
  }

  private static Filters<Instance> interfaces(Filters<Instance> filters, Snapshot snapshot) {
    String prefix = "network-interface.";
    return filters
        .onEach(prefix + "network-interface-id", ofEach(snapshot, n -> List.of(n.id())))
        .onEach(prefix + "addresses.private-ip-address", ofEach(snapshot, NetworkInterface::privateIps))
        .onEach(prefix + "private-ip-address", ofEach(snapshot, n -> List.of(n.primaryIp())))
        .onEach(prefix + "description", ofEach(snapshot, n -> List.of(n.description())))
        .onEach(prefix + "group-id", ofEach(snapshot, NetworkInterface::groupIds))
        .onEach(prefix + "group-name", ofEach(snapshot, n -> groupNames(snapshot, n)))
        .onEach(prefix + "mac-address", ofEach(snapshot, n -> List.of(n.macAddress())))
        .onEach(prefix + "source-dest-check", ofEach(snapshot, n -> List.of(String.valueOf(n.sourceDestCheck()))))
        .onEach(prefix + "subnet-id", ofEach(snapshot, n -> List.of(n.subnetId())))
        .onEach(prefix + "vpc-id", ofEach(snapshot, n -> List.of(n.vpcId())))
        .onEach(prefix + "attachment.attachment-id", ofEach(snapshot, n -> n.attachment().map(Attachment::id).stream().toList()))
        .onEach(
            prefix + "association.public-ip",
            ofEach(
                snapshot,
                n -> n.privateIps().stream()
                    .flatMap(ip -> InterfaceAddresses.publicOf(snapshot, n, ip).stream())
                    .map(InterfaceAddresses.Public::ip)
                    .toList()));
  }

  private static List<String> groupNames(Snapshot snapshot, NetworkInterface n) {
    return InterfaceView.groups(snapshot, n).stream().map(GroupIdentifier::groupName).toList();
  }

  private static List<String> names(Snapshot snapshot, Instance instance) {
    return InstanceView.primary(snapshot, instance)
        .flatMap(n -> InstanceView.publicIp(snapshot, instance).flatMap(p -> InterfaceAddresses.publicName(snapshot, n, p.ip())))
        .stream()
        .toList();
  }

  private static Function<Instance, List<String>> ofPrimary(Snapshot snapshot, Function<NetworkInterface, List<String>> values) {
    return i -> InstanceView.primary(snapshot, i).map(values).orElse(List.of());
  }

  private static Function<Instance, List<String>> ofEach(Snapshot snapshot, Function<NetworkInterface, List<String>> values) {
    return i -> InstanceView.interfaces(snapshot, i).stream().flatMap(n -> values.apply(n).stream()).toList();
  }

  @Override
  public Applied<DescribeInstancesResponse> apply(Snapshot snapshot, Caller caller, DescribeInstancesRequest request, Facts facts) {
    if (!request.instanceIds().isEmpty() && request.maxResults() != null) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with("The parameter instancesSet cannot be used with the parameter maxResults");
    }
    List<Instance> asked = Instances.asked(snapshot, caller, facts, request.instanceIds());
    List<Instance> found = filters(snapshot, facts.observed()).apply(snapshot, request.filters(), asked);
    Page<Instance> page = Page.of(found, request.nextToken(), request.maxResults(), 5, 1000);
    Map<String, List<Instance>> reservations =
        page.items().stream().collect(Collectors.groupingBy(Instance::reservationId, LinkedHashMap::new, Collectors.toList()));
    return Applied.of(
        snapshot,
        DescribeInstancesResponse.builder()
            .reservations(reservations.values().stream().map(r -> shown(snapshot, r, facts.observed())).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }

  private static Reservation shown(Snapshot snapshot, List<Instance> instances, Observed observed) {
    return Reservation.builder()
        .reservationId(instances.getFirst().reservationId())
        .ownerId(instances.getFirst().key().account())
        .groups(List.of())
        .instances(instances.stream().map(i -> InstanceView.of(snapshot, i, observed)).toList())
        .build();
  }
}
