package dev.postern.core.action.ec2.networkinterface;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.NetworkInterface.Attachment;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;

/** Lists network interfaces. <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html">AWS</a> */
public final class DescribeNetworkInterfaces implements Action<DescribeNetworkInterfacesRequest, DescribeNetworkInterfacesResponse> {
  public static final Operation<DescribeNetworkInterfacesRequest, DescribeNetworkInterfacesResponse> OPERATION =
      Operation.describing(
          "DescribeNetworkInterfaces",
          DescribeNetworkInterfacesRequest.class,
          new DescribeNetworkInterfaces(),
          filters(Snapshot.EMPTY).names(),
          "NetworkInterfaceId",
          "NextToken",
          "MaxResults");

  private static Filters<NetworkInterface> filters(Snapshot snapshot) {
    Filters<NetworkInterface> own =
        Filters.<NetworkInterface>none()
            .on("availability-zone", NetworkInterface::availabilityZone)
            .on("description", NetworkInterface::description)
            .onEach("group-id", NetworkInterface::groupIds)
            .onEach("group-name", n -> InterfaceView.groups(snapshot, n).stream().map(GroupIdentifier::groupName).toList())
            .on("interface-type", NetworkInterface::interfaceType)
            .on("mac-address", NetworkInterface::macAddress)
            .on("network-interface-id", NetworkInterface::id)
            .on("owner-id", n -> n.key().account())
            .onEach("private-ip-address", NetworkInterface::privateIps)
            .onEach("private-dns-name", n -> InterfaceAddresses.privateName(snapshot, n, n.primaryIp()).stream().toList())
            .onEach("requester-id", n -> n.requesterId().stream().toList())
            .onFlag("requester-managed", NetworkInterface::requesterManaged)
            .onFlag("source-dest-check", NetworkInterface::sourceDestCheck)
            .on("status", InterfaceView::status)
            .on("subnet-id", NetworkInterface::subnetId)
            .on("vpc-id", NetworkInterface::vpcId)
            .onEach("addresses.private-ip-address", NetworkInterface::privateIps)
            .onEach("addresses.association.public-ip", n -> publics(snapshot, n).map(InterfaceAddresses.Public::ip).toList());
    return associations(attachments(own), snapshot);
  }

  private static Filters<NetworkInterface> attachments(Filters<NetworkInterface> filters) {
    return filters
        .onEach("attachment.attachment-id", attachment(Attachment::id))
        .onEach("attachment.delete-on-termination", attachment(a -> String.valueOf(a.deleteOnTermination())))
        .onEach("attachment.device-index", attachment(a -> String.valueOf(a.deviceIndex())))
        .onEach("attachment.instance-id", n -> n.hostId().filter(_ -> !n.requesterManaged()).stream().toList())
        .onEach("attachment.status", attachment(_ -> "attached"));
  }

  private static Filters<NetworkInterface> associations(Filters<NetworkInterface> filters, Snapshot snapshot) {
    return filters
        .onEach("association.allocation-id", n -> elastic(snapshot, n).map(ElasticIp::id).toList())
        .onEach(
            "association.association-id",
            n -> elastic(snapshot, n).map(ElasticIp::association).flatMap(Optional::stream).map(ElasticIp.Association::id).toList())
        .onEach("association.ip-owner-id", n -> publics(snapshot, n).map(InterfaceAddresses.Public::ownerId).toList())
        .onEach("association.public-ip", n -> publics(snapshot, n).map(InterfaceAddresses.Public::ip).toList())
        .onEach(
            "association.public-dns-name",
            n -> publics(snapshot, n).flatMap(p -> InterfaceAddresses.publicName(snapshot, n, p.ip()).stream()).toList());
  }

  private static Function<NetworkInterface, List<String>> attachment(Function<Attachment, String> value) {
    return n -> n.attachment().map(value).stream().toList();
  }

  private static Stream<InterfaceAddresses.Public> publics(Snapshot snapshot, NetworkInterface n) {
    return n.privateIps().stream().flatMap(ip -> InterfaceAddresses.publicOf(snapshot, n, ip).stream());
  }

  private static Stream<ElasticIp> elastic(Snapshot snapshot, NetworkInterface n) {
    return publics(snapshot, n).flatMap(p -> p.elasticIp().stream());
  }

  @Override
  public Applied<DescribeNetworkInterfacesResponse> apply(
      Snapshot snapshot, Caller caller, DescribeNetworkInterfacesRequest request, Facts facts) {
    if (!request.networkInterfaceIds().isEmpty() && request.maxResults() != null) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with("The parameter NetworkInterfaceIds cannot be used with the parameter MaxResults");
    }
    List<NetworkInterface> asked =
        Lookup.asked(snapshot, caller, NetworkInterface.class, Kind.NETWORK_INTERFACE, request.networkInterfaceIds());
    List<NetworkInterface> found = filters(snapshot).apply(snapshot, request.filters(), asked);
    Page<NetworkInterface> page = Page.of(found, request.nextToken(), request.maxResults(), 5, 1000);
    return Applied.of(
        snapshot,
        DescribeNetworkInterfacesResponse.builder()
            .networkInterfaces(page.items().stream().map(n -> InterfaceView.of(snapshot, n)).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }
}
