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
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;

/**
 * Shows one attribute of a VPC.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcAttribute.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcID.NotFound}, {@code MissingParameter}, {@code InvalidParameterValue}.
 */
public final class DescribeVpcAttribute implements Action<DescribeVpcAttributeRequest, DescribeVpcAttributeResponse> {
  public static final Operation<DescribeVpcAttributeRequest, DescribeVpcAttributeResponse> OPERATION =
      Operation.of("DescribeVpcAttribute", DescribeVpcAttributeRequest.class, new DescribeVpcAttribute(), "VpcId", "Attribute");

  @Override
  public Applied<DescribeVpcAttributeResponse> apply(Snapshot snapshot, Caller caller, DescribeVpcAttributeRequest request, Facts facts) {
    Vpc vpc = Lookup.require(snapshot, caller, Vpc.class, Kind.VPC, request.vpcId());
    String attribute = Lookup.given(request.attributeAsString(), "Attribute");
    DescribeVpcAttributeResponse.Builder response = DescribeVpcAttributeResponse.builder().vpcId(vpc.id());
    switch (attribute) {
      case "enableDnsSupport" -> response.enableDnsSupport(a -> a.value(vpc.enableDnsSupport()));
      case "enableDnsHostnames" -> response.enableDnsHostnames(a -> a.value(vpc.enableDnsHostnames()));
      case "enableNetworkAddressUsageMetrics" -> response.enableNetworkAddressUsageMetrics(a -> a.value(false));
      default -> throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + attribute + ") for parameter attribute is invalid. Unknown attribute.");
    }
    return Applied.of(snapshot, response.build());
  }
}
