package dev.postern.core.action.ec2.elasticip;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.Kind;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AddressAttribute;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesAttributeResponse;

/**
 * Lists Elastic IPs with their reverse DNS names, of which there are none.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddressesAttribute.html">AWS</a>
 *
 * <p>Errors: {@code InvalidAllocationID.NotFound}, {@code InvalidNextToken}, {@code InvalidParameterValue}.
 */
public final class DescribeAddressesAttribute implements Action<DescribeAddressesAttributeRequest, DescribeAddressesAttributeResponse> {
  public static final Operation<DescribeAddressesAttributeRequest, DescribeAddressesAttributeResponse> OPERATION =
      Operation.of(
          "DescribeAddressesAttribute",
          DescribeAddressesAttributeRequest.class,
          new DescribeAddressesAttribute(),
          "AllocationId",
          "Attribute",
          "NextToken",
          "MaxResults");

  @Override
  public Applied<DescribeAddressesAttributeResponse> apply(Snapshot snapshot, Caller caller, DescribeAddressesAttributeRequest request, Facts facts) {
    String attribute = request.attributeAsString();
    if (attribute != null && !attribute.equals("domain-name")) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + attribute + ") for parameter attribute is invalid.");
    }
    List<ElasticIp> asked = Lookup.asked(snapshot, caller, ElasticIp.class, Kind.ELASTIC_IP, request.allocationIds());
    Page<ElasticIp> page = Page.of(asked, request.nextToken(), request.maxResults(), 1, 1000);
    return Applied.of(
        snapshot,
        DescribeAddressesAttributeResponse.builder()
            .addresses(page.items().stream().map(e -> AddressAttribute.builder().allocationId(e.id()).publicIp(e.publicIp()).build()).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }
}
