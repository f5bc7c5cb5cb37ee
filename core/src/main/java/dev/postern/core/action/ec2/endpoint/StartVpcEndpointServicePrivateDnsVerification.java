package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.VpcEndpointService;
import dev.postern.core.state.Snapshot;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.StartVpcEndpointServicePrivateDnsVerificationRequest;
import software.amazon.awssdk.services.ec2.model.StartVpcEndpointServicePrivateDnsVerificationResponse;

/**
 * Looks for the TXT record that shows that a service's private DNS name is its owner's, and says of the name whether it was found.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartVpcEndpointServicePrivateDnsVerification.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcEndpointServiceId.NotFound}, {@code InvalidVpcEndpointServiceIdId.Malformed}, {@code InvalidParameter}.
 */
public final class StartVpcEndpointServicePrivateDnsVerification
    implements Action<StartVpcEndpointServicePrivateDnsVerificationRequest, StartVpcEndpointServicePrivateDnsVerificationResponse> {
  public static final Operation<StartVpcEndpointServicePrivateDnsVerificationRequest, StartVpcEndpointServicePrivateDnsVerificationResponse> OPERATION =
      Operation.of("StartVpcEndpointServicePrivateDnsVerification", StartVpcEndpointServicePrivateDnsVerificationRequest.class, new StartVpcEndpointServicePrivateDnsVerification(), "ServiceId");

  @Override
  public Applied<StartVpcEndpointServicePrivateDnsVerificationResponse> apply(
      Snapshot snapshot, Caller caller, StartVpcEndpointServicePrivateDnsVerificationRequest request, Facts facts) {
    VpcEndpointService service = Lookup.require(snapshot, caller, VpcEndpointService.class, Kind.VPC_ENDPOINT_SERVICE, request.serviceId());
    VpcEndpointService.PrivateDnsName name =
        service.privateDnsName().orElseThrow(() -> Ec2Error.INVALID_PARAMETER.with("The service " + service.id() + " does not have a private DNS name."));
    VpcEndpointService.PrivateDnsName looked =
        new VpcEndpointService.PrivateDnsName(name.name(), name.token(), ServiceDnsName.verified(snapshot, service, name));
    VpcEndpointService next = service.with(service.loadBalancerIds(), service.acceptanceRequired(), Optional.of(looked));
    return Applied.of(snapshot.with(next), StartVpcEndpointServicePrivateDnsVerificationResponse.builder().returnValue(true).build());
  }
}
