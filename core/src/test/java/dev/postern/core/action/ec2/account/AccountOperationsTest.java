package dev.postern.core.action.ec2.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.vpc.CreateDefaultVpc;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AccountAttribute;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Region;

class AccountOperationsTest {
  private final Cloud cloud = new Cloud("us-west-2");

  private List<AvailabilityZone> zones(DescribeAvailabilityZonesRequest.Builder request) {
    return cloud.run(DescribeAvailabilityZones.OPERATION, request.build()).availabilityZones();
  }

  @Test
  void zonesAreThoseOfTheCallersRegion() {
    assertThat(zones(DescribeAvailabilityZonesRequest.builder()))
        .extracting(AvailabilityZone::zoneName, AvailabilityZone::zoneId)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("us-west-2a", "usw2-az1"),
            org.assertj.core.groups.Tuple.tuple("us-west-2b", "usw2-az2"),
            org.assertj.core.groups.Tuple.tuple("us-west-2c", "usw2-az3"),
            org.assertj.core.groups.Tuple.tuple("us-west-2d", "usw2-az4"));
  }

  @Test
  void zonesAreChosenByNameIdAndFilter() {
    assertThat(zones(DescribeAvailabilityZonesRequest.builder().zoneNames("us-west-2b"))).hasSize(1);
    assertThat(zones(DescribeAvailabilityZonesRequest.builder().zoneIds("usw2-az4"))).hasSize(1);
    assertThat(zones(DescribeAvailabilityZonesRequest.builder().filters(f -> f.name("zone-type").values("local-zone")))).isEmpty();
    assertThat(zones(DescribeAvailabilityZonesRequest.builder().filters(f -> f.name("opt-in-status").values("opt-in-not-required")))).hasSize(4);
    DescribeAvailabilityZonesRequest unknown = DescribeAvailabilityZonesRequest.builder().zoneNames("us-east-1a").build();
    assertThat(cloud.refused(DescribeAvailabilityZones.OPERATION, unknown)).hasMessage("Invalid availability zone: [us-east-1a]");
    DescribeAvailabilityZonesRequest tagged =
        DescribeAvailabilityZonesRequest.builder().filters(Filter.builder().name("tag:x").values("y").build()).build();
    assertThat(cloud.refused(DescribeAvailabilityZones.OPERATION, tagged).code()).isEqualTo("InvalidParameterValue");
  }

  @Test
  void regionsAreListedAndNamed() {
    assertThat(cloud.run(DescribeRegions.OPERATION, DescribeRegionsRequest.builder().build()).regions()).hasSize(34);
    assertThat(cloud.run(DescribeRegions.OPERATION, DescribeRegionsRequest.builder().regionNames("il-central-1").build()).regions())
        .singleElement()
        .returns("ec2.il-central-1.amazonaws.com", Region::endpoint)
        .returns("opted-in", Region::optInStatus);
    assertThat(cloud.refused(DescribeRegions.OPERATION, DescribeRegionsRequest.builder().regionNames("mars-1").build()).code())
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void attributesNameTheDefaultVpc() {
    DescribeAccountAttributesRequest request = DescribeAccountAttributesRequest.builder().attributeNamesWithStrings("default-vpc").build();
    assertThat(value(request)).isEqualTo("none");
    String vpc = cloud.run(CreateDefaultVpc.OPERATION, CreateDefaultVpcRequest.builder().build()).vpc().vpcId();
    assertThat(value(request)).isEqualTo(vpc);
    assertThat(cloud.run(DescribeAccountAttributes.OPERATION, DescribeAccountAttributesRequest.builder().build()).accountAttributes())
        .extracting(AccountAttribute::attributeName)
        .contains("supported-platforms", "vpc-max-elastic-ips");
    DescribeAccountAttributesRequest unknown = DescribeAccountAttributesRequest.builder().attributeNamesWithStrings("colour").build();
    assertThat(cloud.refused(DescribeAccountAttributes.OPERATION, unknown).code()).isEqualTo("InvalidParameterValue");
  }

  private String value(DescribeAccountAttributesRequest request) {
    return cloud.run(DescribeAccountAttributes.OPERATION, request)
        .accountAttributes()
        .getFirst()
        .attributeValues()
        .getFirst()
        .attributeValue();
  }
}
