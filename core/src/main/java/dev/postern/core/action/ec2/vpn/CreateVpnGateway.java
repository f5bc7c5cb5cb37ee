package dev.postern.core.action.ec2.vpn;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.AmazonSideAsn;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.region.Region;
import dev.postern.core.region.Zone;
import dev.postern.core.state.Snapshot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.CreateVpnGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpnGatewayResponse;

/**
 * Makes a virtual private gateway, attached to nothing; it serves all zones, whichever {@code AvailabilityZone} says.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnGateway.html">AWS</a>
 *
 * <p>Errors: {@code InvalidParameterValue}, {@code MissingParameter}, {@code TagLimitExceeded}.
 */
public final class CreateVpnGateway implements Action<CreateVpnGatewayRequest, CreateVpnGatewayResponse> {
  public static final Operation<CreateVpnGatewayRequest, CreateVpnGatewayResponse> OPERATION =
      Operation.of(
          "CreateVpnGateway",
          CreateVpnGatewayRequest.class,
          new CreateVpnGateway(),
          "Type",
          "AmazonSideAsn",
          "AvailabilityZone",
          "TagSpecification");

  @Override
  public Applied<CreateVpnGatewayResponse> apply(Snapshot snapshot, Caller caller, CreateVpnGatewayRequest request, Facts facts) {
    TreePMap<String, String> tags = Tags.of(request.tagSpecifications(), Kind.VPN_GATEWAY);
    VpnType.require(request.typeAsString());
    requireZone(caller, request.availabilityZone());
    VpnGateway gateway =
        new VpnGateway(
            Lookup.key(caller, Kind.VPN_GATEWAY, facts.seed().id(Kind.VPN_GATEWAY.prefix())),
            AmazonSideAsn.orDefault(request.amazonSideAsn()),
            Optional.empty());
    Snapshot next = snapshot.with(gateway).withTags(gateway.key(), tags);
    return Applied.of(next, CreateVpnGatewayResponse.builder().vpnGateway(VpnGatewayView.of(next, gateway)).build());
  }

  private static void requireZone(Caller caller, @Nullable String given) {
    if (given != null && Region.require(caller.region()).zones().stream().map(Zone::name).noneMatch(given::equals)) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + given + ") for parameter availabilityZone is invalid.");
    }
  }
}
