package dev.postern.core.action.ec2.internetgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayResponse;

/**
 * Detaches an internet gateway from a VPC in which nothing has a public address.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html">AWS</a>
 *
 * <p>Errors: {@code InvalidInternetGatewayID.NotFound}, {@code InvalidVpcID.NotFound}, {@code Gateway.NotAttached},
 * {@code DependencyViolation}.
 */
public final class DetachInternetGateway implements Action<DetachInternetGatewayRequest, DetachInternetGatewayResponse> {
  public static final Operation<DetachInternetGatewayRequest, DetachInternetGatewayResponse> OPERATION =
      Operation.of("DetachInternetGateway", DetachInternetGatewayRequest.class, new DetachInternetGateway(), "InternetGatewayId", "VpcId");

  @Override
  public Applied<DetachInternetGatewayResponse> apply(Snapshot snapshot, Caller caller, DetachInternetGatewayRequest request, Facts facts) {
    InternetGateway gateway = Lookup.require(snapshot, caller, InternetGateway.class, Kind.INTERNET_GATEWAY, request.internetGatewayId());
    Vpc vpc = Lookup.require(snapshot, caller, Vpc.class, Kind.VPC, request.vpcId());
    if (!gateway.vpcId().equals(Optional.of(vpc.id()))) {
      throw Ec2Error.GATEWAY_NOT_ATTACHED.with("resource " + gateway.id() + " is not attached to network " + vpc.id());
    }
    boolean mapped =
        !snapshot.inNetwork(ElasticIp.class, vpc.id()).isEmpty()
            || snapshot.inNetwork(NetworkInterface.class, vpc.id()).stream().anyMatch(e -> e.publicIp().isPresent());
    if (mapped) {
      throw Ec2Error.DEPENDENCY_VIOLATION.with(
          "Network " + vpc.id() + " has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.");
    }
    return Applied.of(snapshot.with(new InternetGateway(gateway.key(), Optional.empty())), DetachInternetGatewayResponse.builder().build());
  }
}
