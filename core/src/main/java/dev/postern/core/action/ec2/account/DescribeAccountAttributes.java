package dev.postern.core.action.ec2.account;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.vpc.DefaultVpc;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.AccountAttribute;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesResponse;

/**
 * Shows what an account has in a Region: its default VPC and AWS's standing quotas.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAccountAttributes.html">AWS</a>
 *
 * <p>Errors: {@code InvalidParameterValue}.
 */
public final class DescribeAccountAttributes implements Action<DescribeAccountAttributesRequest, DescribeAccountAttributesResponse> {
  public static final Operation<DescribeAccountAttributesRequest, DescribeAccountAttributesResponse> OPERATION =
      Operation.of("DescribeAccountAttributes", DescribeAccountAttributesRequest.class, new DescribeAccountAttributes(), "AttributeName");

  @Override
  public Applied<DescribeAccountAttributesResponse> apply(Snapshot snapshot, Caller caller, DescribeAccountAttributesRequest request, Facts facts) {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("supported-platforms", "VPC");
    attributes.put("default-vpc", DefaultVpc.find(snapshot, caller).map(Vpc::id).orElse("none"));
    attributes.put("max-instances", "20");
    attributes.put("vpc-max-security-groups-per-interface", "5");
    attributes.put("max-elastic-ips", "5");
    attributes.put("vpc-max-elastic-ips", "5");
    List<String> asked = request.attributeNamesAsStrings();
    for (String name : asked) {
      if (!attributes.containsKey(name)) {
        throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + name + ") for parameter attributeName is invalid.");
      }
    }
    return Applied.of(
        snapshot,
        DescribeAccountAttributesResponse.builder()
            .accountAttributes(
                attributes.entrySet().stream()
                    .filter(e -> asked.isEmpty() || asked.contains(e.getKey()))
                    .map(e -> AccountAttribute.builder().attributeName(e.getKey()).attributeValues(v -> v.attributeValue(e.getValue())).build())
                    .toList())
            .build());
  }
}
