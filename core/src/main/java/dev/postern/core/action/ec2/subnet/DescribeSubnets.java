package dev.postern.core.action.ec2.subnet;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Subnet;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;

/**
 * Lists subnets.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html">AWS</a>
 *
 * <p>Errors: {@code InvalidSubnetID.NotFound}, {@code InvalidParameterValue}, {@code InvalidNextToken}.
 */
public final class DescribeSubnets implements Action<DescribeSubnetsRequest, DescribeSubnetsResponse> {
  private static final Filters<Subnet> FILTERS =
      Filters.<Subnet>none()
          .on("availability-zone", Subnet::availabilityZone)
          .on("availabilityZone", Subnet::availabilityZone)
          .on("availability-zone-id", SubnetView::zoneId)
          .on("cidr-block", s -> s.cidr().toString())
          .on("cidr", s -> s.cidr().toString())
          .on("cidrBlock", s -> s.cidr().toString())
          .onFlag("default-for-az", Subnet::defaultForAz)
          .onFlag("defaultForAz", Subnet::defaultForAz)
          .onFlag("ipv6-native", _ -> false)
          .onFlag("map-public-ip-on-launch", Subnet::mapPublicIpOnLaunch)
          .on("owner-id", s -> s.key().account())
          .on("state", _ -> "available")
          .on("subnet-arn", SubnetView::arn)
          .on("subnet-id", Subnet::id)
          .on("vpc-id", Subnet::vpcId);

  public static final Operation<DescribeSubnetsRequest, DescribeSubnetsResponse> OPERATION =
      Operation.describing(
          "DescribeSubnets",
          DescribeSubnetsRequest.class,
          new DescribeSubnets(),
          FILTERS.names(),
          "SubnetId",
          "NextToken",
          "MaxResults");

  @Override
  public Applied<DescribeSubnetsResponse> apply(Snapshot snapshot, Caller caller, DescribeSubnetsRequest request, Facts facts) {
    List<Subnet> asked = Lookup.asked(snapshot, caller, Subnet.class, Kind.SUBNET, request.subnetIds());
    Page<Subnet> page = Page.of(FILTERS.apply(snapshot, request.filters(), asked), request.nextToken(), request.maxResults(), 5, 1000);
    return Applied.of(
        snapshot,
        DescribeSubnetsResponse.builder()
            .subnets(page.items().stream().map(s -> SubnetView.of(snapshot, s)).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }
}
