package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.AmazonSideAsn;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.error.IdError;
import dev.postern.core.model.Kind;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.state.Snapshot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.ModifyTransitGatewayOptions;
import software.amazon.awssdk.services.ec2.model.ModifyTransitGatewayRequest;
import software.amazon.awssdk.services.ec2.model.ModifyTransitGatewayResponse;

/**
 * Changes a transit gateway's description, number and default route tables; attachments that are there keep their associations and propagations.
 *
 * <p>A default is enabled by naming a table and disabled by naming none: AWS makes no table here.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyTransitGateway.html">AWS</a>
 *
 * <p>Errors: {@code InvalidTransitGatewayID.NotFound}, {@code InvalidRouteTableID.NotFound}, {@code InvalidParameterCombination},
 * {@code InvalidParameterValue}, {@code UnsupportedOperation}.
 */
public final class ModifyTransitGateway implements Action<ModifyTransitGatewayRequest, ModifyTransitGatewayResponse> {
  public static final Operation<ModifyTransitGatewayRequest, ModifyTransitGatewayResponse> OPERATION =
      Operation.of(
          "ModifyTransitGateway",
          ModifyTransitGatewayRequest.class,
          new ModifyTransitGateway(),
          "TransitGatewayId",
          "Description",
          "Options.AmazonSideAsn",
          "Options.AutoAcceptSharedAttachments",
          "Options.DefaultRouteTableAssociation",
          "Options.AssociationDefaultRouteTableId",
          "Options.DefaultRouteTablePropagation",
          "Options.PropagationDefaultRouteTableId",
          "Options.VpnEcmpSupport",
          "Options.DnsSupport",
          "Options.SecurityGroupReferencingSupport");

  @Override
  public Applied<ModifyTransitGatewayResponse> apply(Snapshot snapshot, Caller caller, ModifyTransitGatewayRequest request, Facts facts) {
    TransitGateway old = Lookup.require(snapshot, caller, TransitGateway.class, Kind.TRANSIT_GATEWAY, request.transitGatewayId());
    ModifyTransitGatewayOptions options = request.options() == null ? ModifyTransitGatewayOptions.builder().build() : request.options();
    String operation = "ModifyTransitGateway";
    FixedOption.require(operation, "AutoAcceptSharedAttachments", options.autoAcceptSharedAttachmentsAsString(), "disable");
    FixedOption.require(operation, "VpnEcmpSupport", options.vpnEcmpSupportAsString(), "enable");
    FixedOption.require(operation, "DnsSupport", options.dnsSupportAsString(), "enable");
    FixedOption.require(operation, "SecurityGroupReferencingSupport", options.securityGroupReferencingSupportAsString(), "disable");
    Defaults defaults = new Defaults(snapshot, caller, old);
    TransitGateway changed =
        new TransitGateway(
            old.key(),
            Optional.ofNullable(request.description()).orElse(old.description()),
            AmazonSideAsn.require(Optional.ofNullable(options.amazonSideAsn()).orElse(old.amazonSideAsn())),
            defaults.changed(
                "Association", old.defaultAssociation(), options.defaultRouteTableAssociationAsString(), options.associationDefaultRouteTableId()),
            defaults.changed(
                "Propagation", old.defaultPropagation(), options.defaultRouteTablePropagationAsString(), options.propagationDefaultRouteTableId()),
            old.created());
    Snapshot next = snapshot.with(changed);
    return Applied.of(next, ModifyTransitGatewayResponse.builder().transitGateway(TransitGatewayView.of(next, changed, "available")).build());
  }

  /** The default tables of one gateway as they are asked to become. */
  private record Defaults(Snapshot snapshot, Caller caller, TransitGateway gateway) {
    Optional<String> changed(String which, Optional<String> old, @Nullable String given, @Nullable String tableId) {
      if (given == null && tableId == null) {
        return old;
      }
      boolean enabled = FixedOption.isEnabled("DefaultRouteTable" + which, given, old.isPresent());
      if (enabled != (tableId != null)) {
        throw Ec2Error.INVALID_PARAMETER_COMBINATION.with(
            FixedOption.shown(enabled) + " DefaultRouteTable" + which + " conflicts with " + which + "DefaultRouteTableId " + tableId);
      }
      return Optional.ofNullable(tableId).map(this::require);
    }

    private String require(String tableId) {
      TransitGatewayRouteTable table =
          Lookup.require(snapshot, caller, TransitGatewayRouteTable.class, Kind.TRANSIT_GATEWAY_ROUTE_TABLE, tableId);
      if (!table.transitGatewayId().equals(gateway.id())) {
        throw IdError.TRANSIT_GATEWAY_ROUTE_TABLE.notFound(tableId);
      }
      return tableId;
    }
  }
}
