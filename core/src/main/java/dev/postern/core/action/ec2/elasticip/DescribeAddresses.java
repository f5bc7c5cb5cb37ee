package dev.postern.core.action.ec2.elasticip;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.Kind;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;

/**
 * Lists Elastic IPs.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddresses.html">AWS</a>
 *
 * <p>Errors: {@code InvalidAllocationID.NotFound}, {@code InvalidAddress.NotFound}, {@code InvalidParameterValue}.
 */
public final class DescribeAddresses implements Action<DescribeAddressesRequest, DescribeAddressesResponse> {
  private static final Filters<ElasticIp> FILTERS =
      Filters.<ElasticIp>none()
          .on("allocation-id", ElasticIp::id)
          .onEach("association-id", e -> e.association().map(ElasticIp.Association::id).stream().toList())
          .on("domain", _ -> "vpc")
          .onEach("instance-id", e -> e.association().flatMap(ElasticIp.Association::instanceId).stream().toList())
          .on("network-border-group", e -> e.key().region())
          .onEach("network-interface-id", e -> e.association().map(ElasticIp.Association::networkInterfaceId).stream().toList())
          .onEach("network-interface-owner-id", e -> e.association().map(_ -> e.key().account()).stream().toList())
          .onEach("private-ip-address", e -> e.association().map(ElasticIp.Association::privateIp).stream().toList())
          .on("public-ip", ElasticIp::publicIp);

  public static final Operation<DescribeAddressesRequest, DescribeAddressesResponse> OPERATION =
      Operation.describing(
          "DescribeAddresses",
          DescribeAddressesRequest.class,
          new DescribeAddresses(),
          FILTERS.names(),
          "PublicIp",
          "AllocationId");

  @Override
  public Applied<DescribeAddressesResponse> apply(Snapshot snapshot, Caller caller, DescribeAddressesRequest request, Facts facts) {
    List<ElasticIp> byId = Lookup.requireAll(snapshot, caller, ElasticIp.class, Kind.ELASTIC_IP, request.allocationIds());
    List<ElasticIp> byIp = request.publicIps().stream().map(ip -> Addresses.withPublicIp(snapshot, caller, ip)).toList();
    boolean all = byId.isEmpty() && byIp.isEmpty();
    List<ElasticIp> asked = all ? Addresses.all(snapshot, caller) : Stream.concat(byId.stream(), byIp.stream()).distinct().toList();
    return Applied.of(
        snapshot,
        DescribeAddressesResponse.builder()
            .addresses(FILTERS.apply(snapshot, request.filters(), asked).stream().map(e -> AddressView.of(snapshot, e)).toList())
            .build());
  }
}
