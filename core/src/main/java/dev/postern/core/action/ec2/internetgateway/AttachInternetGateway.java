package dev.postern.core.action.ec2.internetgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayResponse;

/**
 * Attaches an internet gateway to a VPC that has none.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachInternetGateway.html">AWS</a>
 *
 * <p>Errors: {@code InvalidInternetGatewayID.NotFound}, {@code InvalidVpcID.NotFound}, {@code Resource.AlreadyAssociated},
 * {@code InvalidParameterValue}.
 */
public final class AttachInternetGateway implements Action<AttachInternetGatewayRequest, AttachInternetGatewayResponse> {
  public static final Operation<AttachInternetGatewayRequest, AttachInternetGatewayResponse> OPERATION =
      Operation.of("AttachInternetGateway", AttachInternetGatewayRequest.class, new AttachInternetGateway(), "InternetGatewayId", "VpcId");

  @Override
  public Applied<AttachInternetGatewayResponse> apply(Snapshot snapshot, Caller caller, AttachInternetGatewayRequest request, Facts facts) {
    InternetGateway gateway = Lookup.require(snapshot, caller, InternetGateway.class, Kind.INTERNET_GATEWAY, request.internetGatewayId());
    Vpc vpc = Lookup.require(snapshot, caller, Vpc.class, Kind.VPC, request.vpcId());
    if (gateway.vpcId().isPresent()) {
      throw Ec2Error.RESOURCE_ALREADY_ASSOCIATED.with("resource " + gateway.id() + " is already attached to network " + gateway.vpcId().get());
    }
    if (!snapshot.inNetwork(InternetGateway.class, vpc.id()).isEmpty()) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Network " + vpc.id() + " already has an internet gateway attached");
    }
    return Applied.of(snapshot.with(new InternetGateway(gateway.key(), Optional.of(vpc.id()))), AttachInternetGatewayResponse.builder().build());
  }
}
