package dev.postern.core.action.ec2.peering;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.state.Snapshot;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeVpcPeeringConnectionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcPeeringConnectionsResponse;

/**
 * Lists the peering connections that have an end in the caller's account and Region, and for a while those that are over.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcPeeringConnections.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcPeeringConnectionID.NotFound}, {@code InvalidParameterValue}, {@code InvalidNextToken}.
 */
public final class DescribeVpcPeeringConnections
    implements Action<DescribeVpcPeeringConnectionsRequest, DescribeVpcPeeringConnectionsResponse> {
  /** How responses write a time. */
  private static final DateTimeFormatter WIRE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private record Seen(VpcPeeringConnection connection, ResourceKey tagged) {}

  private static final Filters<Seen> FILTERS =
      side(side(Filters.<Seen>tagged(Seen::tagged), "accepter", VpcPeeringConnection::accepter), "requester", VpcPeeringConnection::requester)
          .onEach("expiration-time", DescribeVpcPeeringConnections::expiration)
          .on("status-code", s -> ConnectionView.code(s.connection().state()))
          .on("status-message", s -> s.connection().statusMessage())
          .on("vpc-peering-connection-id", s -> s.connection().id());

  public static final Operation<DescribeVpcPeeringConnectionsRequest, DescribeVpcPeeringConnectionsResponse> OPERATION =
      Operation.describing(
          "DescribeVpcPeeringConnections",
          DescribeVpcPeeringConnectionsRequest.class,
          new DescribeVpcPeeringConnections(),
          FILTERS.names(),
          "VpcPeeringConnectionId",
          "NextToken",
          "MaxResults");

  @Override
  public Applied<DescribeVpcPeeringConnectionsResponse> apply(
      Snapshot snapshot, Caller caller, DescribeVpcPeeringConnectionsRequest request, Facts facts) {
    List<Seen> asked =
        asked(snapshot, caller, request.vpcPeeringConnectionIds(), facts.now())
            .map(c -> new Seen(c, ConnectionView.tagged(caller, c)))
            .toList();
    Page<Seen> page =
        Page.of(FILTERS.apply(snapshot, request.filters(), asked), s -> s.connection().id(), request.nextToken(), request.maxResults(), 5, 1000);
    return Applied.of(
        snapshot,
        DescribeVpcPeeringConnectionsResponse.builder()
            .vpcPeeringConnections(page.items().stream().map(s -> ConnectionView.of(snapshot, caller, s.connection())).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }

  private static Stream<VpcPeeringConnection> asked(Snapshot snapshot, Caller caller, List<String> ids, Instant now) {
    return ids.isEmpty()
        ? Connections.all(snapshot, caller, now).stream()
        : ids.stream().map(id -> Connections.require(snapshot, caller, id, now)).distinct();
  }

  private static Filters<Seen> side(Filters<Seen> filters, String name, Function<VpcPeeringConnection, VpcPeeringConnection.Side> end) {
    return filters
        .onEach(name + "-vpc-info.cidr-block", s -> end.apply(s.connection()).cidrs().stream().map(Cidr::toString).toList())
        .on(name + "-vpc-info.owner-id", s -> end.apply(s.connection()).account())
        .on(name + "-vpc-info.vpc-id", s -> end.apply(s.connection()).vpcId());
  }

  private static List<String> expiration(Seen seen) {
    return ConnectionView.expiration(seen.connection()).stream().map(WIRE::format).toList();
  }
}
