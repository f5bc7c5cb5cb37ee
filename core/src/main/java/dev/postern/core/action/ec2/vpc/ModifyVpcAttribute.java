package dev.postern.core.action.ec2.vpc;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeResponse;

/**
 * Turns one of a VPC's DNS attributes on or off.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcAttribute.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcID.NotFound}, {@code MissingParameter}, {@code InvalidParameterCombination}.
 */
public final class ModifyVpcAttribute implements Action<ModifyVpcAttributeRequest, ModifyVpcAttributeResponse> {
  public static final Operation<ModifyVpcAttributeRequest, ModifyVpcAttributeResponse> OPERATION =
      Operation.of(
          "ModifyVpcAttribute",
          ModifyVpcAttributeRequest.class,
          new ModifyVpcAttribute(),
          "VpcId",
          "EnableDnsSupport",
          "EnableDnsHostnames");

  @Override
  public Applied<ModifyVpcAttributeResponse> apply(Snapshot snapshot, Caller caller, ModifyVpcAttributeRequest request, Facts facts) {
    Vpc vpc = Lookup.require(snapshot, caller, Vpc.class, Kind.VPC, request.vpcId());
    if (request.enableDnsSupport() != null && request.enableDnsHostnames() != null) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with("The parameters enableDnsSupport and enableDnsHostnames cannot be used together");
    }
    if (request.enableDnsSupport() == null && request.enableDnsHostnames() == null) {
      throw Ec2Error.MISSING_PARAMETER.with("enableDnsSupport or enableDnsHostnames");
    }
    boolean support = given(request.enableDnsSupport(), vpc.enableDnsSupport());
    boolean hostnames = given(request.enableDnsHostnames(), vpc.enableDnsHostnames());
    return Applied.of(snapshot.with(vpc.withDns(support, hostnames)), ModifyVpcAttributeResponse.builder().build());
  }

  private static boolean given(@Nullable AttributeBooleanValue attribute, boolean current) {
    return attribute == null ? current : Lookup.given(attribute.value(), "Value");
  }
}
