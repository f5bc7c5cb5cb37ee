package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.AmazonSideAsn;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.Kind;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.CreateTransitGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateTransitGatewayResponse;
import software.amazon.awssdk.services.ec2.model.TransitGatewayRequestOptions;

/**
 * Makes a transit gateway, and its default route table unless neither association nor propagation wants one.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGateway.html">AWS</a>
 *
 * <p>Errors: {@code InvalidParameterValue}, {@code UnsupportedOperation}, {@code TagLimitExceeded}.
 */
public final class CreateTransitGateway implements Action<CreateTransitGatewayRequest, CreateTransitGatewayResponse> {
  public static final Operation<CreateTransitGatewayRequest, CreateTransitGatewayResponse> OPERATION =
      Operation.of(
          "CreateTransitGateway",
          CreateTransitGatewayRequest.class,
          new CreateTransitGateway(),
          "Description",
          "Options.AmazonSideAsn",
          "Options.AutoAcceptSharedAttachments",
          "Options.DefaultRouteTableAssociation",
          "Options.DefaultRouteTablePropagation",
          "Options.VpnEcmpSupport",
          "Options.DnsSupport",
          "Options.SecurityGroupReferencingSupport",
          "Options.MulticastSupport",
          "TagSpecification");

  @Override
  public Applied<CreateTransitGatewayResponse> apply(Snapshot snapshot, Caller caller, CreateTransitGatewayRequest request, Facts facts) {
    TreePMap<String, String> tags = Tags.of(request.tagSpecifications(), Kind.TRANSIT_GATEWAY);
    TransitGatewayRequestOptions options = request.options() == null ? TransitGatewayRequestOptions.builder().build() : request.options();
    requireDefaults(options);
    boolean association = FixedOption.isEnabled("DefaultRouteTableAssociation", options.defaultRouteTableAssociationAsString(), true);
    boolean propagation = FixedOption.isEnabled("DefaultRouteTablePropagation", options.defaultRouteTablePropagationAsString(), true);
    String id = facts.seed().id(Kind.TRANSIT_GATEWAY.prefix());
    String tableId = facts.seed().id(Kind.TRANSIT_GATEWAY_ROUTE_TABLE.prefix());
    TransitGateway gateway =
        new TransitGateway(
            Lookup.key(caller, Kind.TRANSIT_GATEWAY, id),
            Optional.ofNullable(request.description()).orElse(""),
            AmazonSideAsn.orDefault(options.amazonSideAsn()),
            association ? Optional.of(tableId) : Optional.empty(),
            propagation ? Optional.of(tableId) : Optional.empty(),
            facts.now());
    Snapshot next = snapshot.with(gateway).withTags(gateway.key(), tags);
    if (association || propagation) {
      next =
          next.with(
              new TransitGatewayRouteTable(
                  Lookup.key(caller, Kind.TRANSIT_GATEWAY_ROUTE_TABLE, tableId), id, List.of(), List.of(), List.of(), facts.now()));
    }
    return Applied.of(next, CreateTransitGatewayResponse.builder().transitGateway(TransitGatewayView.of(next, gateway, "available")).build());
  }

  private static void requireDefaults(TransitGatewayRequestOptions options) {
    String operation = "CreateTransitGateway";
    FixedOption.require(operation, "AutoAcceptSharedAttachments", options.autoAcceptSharedAttachmentsAsString(), "disable");
    FixedOption.require(operation, "VpnEcmpSupport", options.vpnEcmpSupportAsString(), "enable");
    FixedOption.require(operation, "DnsSupport", options.dnsSupportAsString(), "enable");
    FixedOption.require(operation, "SecurityGroupReferencingSupport", options.securityGroupReferencingSupportAsString(), "disable");
    FixedOption.require(operation, "MulticastSupport", options.multicastSupportAsString(), "disable");
  }
}
