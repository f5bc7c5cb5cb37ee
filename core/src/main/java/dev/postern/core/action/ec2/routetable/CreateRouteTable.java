package dev.postern.core.action.ec2.routetable;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Idempotency;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.Kind;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableResponse;

/**
 * Makes a route table that has only the local routes.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRouteTable.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcID.NotFound}, {@code IdempotentParameterMismatch}, {@code InvalidParameterValue}, {@code TagLimitExceeded}.
 */
public final class CreateRouteTable implements Action<CreateRouteTableRequest, CreateRouteTableResponse> {
  public static final Operation<CreateRouteTableRequest, CreateRouteTableResponse> OPERATION =
      Operation.of("CreateRouteTable", CreateRouteTableRequest.class, new CreateRouteTable(), "ClientToken", "TagSpecification", "VpcId");

  @Override
  public Applied<CreateRouteTableResponse> apply(Snapshot snapshot, Caller caller, CreateRouteTableRequest request, Facts facts) {
    TreePMap<String, String> tags = Tags.of(request.tagSpecifications(), Kind.ROUTE_TABLE);
    Vpc vpc = Lookup.require(snapshot, caller, Vpc.class, Kind.VPC, request.vpcId());
    for (String id : Idempotency.earlier(snapshot, caller, "CreateRouteTable", request.clientToken(), request, facts)) {
      Optional<RouteTable> made = snapshot.find(RouteTable.class, Lookup.key(caller, Kind.ROUTE_TABLE, id));
      if (made.isPresent()) {
        return Applied.of(snapshot, response(snapshot, made.get(), request));
      }
    }
    RouteTable table = new RouteTable(Lookup.key(caller, Kind.ROUTE_TABLE, facts.seed().id("rtb")), vpc.id(), List.of(), List.of(), List.of());
    Snapshot next =
        Idempotency.remember(snapshot, caller, "CreateRouteTable", request.clientToken(), request, facts, List.of(table.id()))
            .with(table)
            .withTags(table.key(), tags);
    return Applied.of(next, response(next, table, request));
  }

  private static CreateRouteTableResponse response(Snapshot snapshot, RouteTable table, CreateRouteTableRequest request) {
    return CreateRouteTableResponse.builder().routeTable(RouteTableView.of(snapshot, table)).clientToken(request.clientToken()).build();
  }
}
