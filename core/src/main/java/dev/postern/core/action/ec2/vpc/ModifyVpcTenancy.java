package dev.postern.core.action.ec2.vpc;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.ModifyVpcTenancyRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcTenancyResponse;

/**
 * Sets the tenancy of new instances in a VPC, which can only be default.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcTenancy.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcID.NotFound}, {@code InvalidParameterValue}, {@code MissingParameter}.
 */
public final class ModifyVpcTenancy implements Action<ModifyVpcTenancyRequest, ModifyVpcTenancyResponse> {
  public static final Operation<ModifyVpcTenancyRequest, ModifyVpcTenancyResponse> OPERATION =
      Operation.of("ModifyVpcTenancy", ModifyVpcTenancyRequest.class, new ModifyVpcTenancy(), "VpcId", "InstanceTenancy");

  @Override
  public Applied<ModifyVpcTenancyResponse> apply(Snapshot snapshot, Caller caller, ModifyVpcTenancyRequest request, Facts facts) {
    Lookup.require(snapshot, caller, Vpc.class, Kind.VPC, request.vpcId());
    CreateVpc.requireDefaultTenancy(Lookup.given(request.instanceTenancyAsString(), "InstanceTenancy"));
    return Applied.of(snapshot, ModifyVpcTenancyResponse.builder().returnValue(true).build());
  }
}
