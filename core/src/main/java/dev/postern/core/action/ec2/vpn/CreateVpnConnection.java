package dev.postern.core.action.ec2.vpn;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.action.ec2.transitgateway.NewAttachment;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.CustomerGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.CreateVpnConnectionRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpnConnectionResponse;

/**
 * Connects a customer gateway to a virtual private gateway or, by an attachment, to a transit gateway.
 *
 * <p>On a virtual private gateway the same connection again is given back; a transit gateway may have several with one customer gateway, over
 * which it spreads flows.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnConnection.html">AWS</a>
 *
 * <p>Errors: {@code InvalidCustomerGatewayID.NotFound}, {@code InvalidVpnGatewayID.NotFound}, {@code InvalidTransitGatewayID.NotFound},
 * {@code InvalidParameterCombination}, {@code InvalidParameterValue}, {@code MissingParameter}, {@code UnsupportedOperation},
 * {@code TagLimitExceeded}.
 */
public final class CreateVpnConnection implements Action<CreateVpnConnectionRequest, CreateVpnConnectionResponse> {
  public static final Operation<CreateVpnConnectionRequest, CreateVpnConnectionResponse> OPERATION =
      Operation.of(
          "CreateVpnConnection",
          CreateVpnConnectionRequest.class,
          new CreateVpnConnection(),
          "Type",
          "CustomerGatewayId",
          "VpnGatewayId",
          "TransitGatewayId",
          "Options.StaticRoutesOnly",
          "TagSpecification");

  @Override
  public Applied<CreateVpnConnectionResponse> apply(Snapshot snapshot, Caller caller, CreateVpnConnectionRequest request, Facts facts) {
    TreePMap<String, String> tags = Tags.of(request.tagSpecifications(), Kind.VPN_CONNECTION);
    VpnType.require(request.type());
    CustomerGateway customer = Lookup.require(snapshot, caller, CustomerGateway.class, Kind.CUSTOMER_GATEWAY, request.customerGatewayId());
    if (request.vpnGatewayId() != null && request.transitGatewayId() != null) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with("The parameters vpnGatewayId and transitGatewayId cannot be used together");
    }
    if (request.vpnGatewayId() == null && request.transitGatewayId() == null) {
      throw Ec2Error.UNSUPPORTED_OPERATION.with("CreateVpnConnection without VpnGatewayId or TransitGatewayId is not built in Postern");
    }
    Optional<VpnGateway> gateway =
        Optional.ofNullable(request.vpnGatewayId()).map(id -> Lookup.require(snapshot, caller, VpnGateway.class, Kind.VPN_GATEWAY, id));
    Optional<TransitGateway> transit =
        Optional.ofNullable(request.transitGatewayId())
            .map(id -> Lookup.require(snapshot, caller, TransitGateway.class, Kind.TRANSIT_GATEWAY, id));
    VpnConnection asked =
        new VpnConnection(
            Lookup.key(caller, Kind.VPN_CONNECTION, facts.seed().id(Kind.VPN_CONNECTION.prefix())),
            customer.id(),
            gateway.map(VpnGateway::id),
            transit.map(TransitGateway::id),
            request.options() != null && Boolean.TRUE.equals(request.options().staticRoutesOnly()),
            List.of(),
            facts.now());
    Optional<VpnConnection> same = gateway.flatMap(_ -> same(snapshot, asked));
    if (same.isPresent()) {
      return Applied.of(snapshot, shown(snapshot, same.get()));
    }
    Snapshot made = snapshot.with(asked).withTags(asked.key(), tags);
    Snapshot next = transit.map(t -> NewAttachment.ofVpnConnection(made, caller, t, asked.id(), facts).snapshot()).orElse(made);
    return Applied.of(next, shown(next, asked));
  }

  private static Optional<VpnConnection> same(Snapshot snapshot, VpnConnection asked) {
    return snapshot.inNetwork(VpnConnection.class, asked.customerGatewayId()).stream()
        .filter(c -> c.vpnGatewayId().equals(asked.vpnGatewayId()) && c.staticRoutesOnly() == asked.staticRoutesOnly())
        .findFirst();
  }

  private static CreateVpnConnectionResponse shown(Snapshot snapshot, VpnConnection connection) {
    return CreateVpnConnectionResponse.builder().vpnConnection(VpnConnectionView.of(snapshot, connection)).build();
  }
}
