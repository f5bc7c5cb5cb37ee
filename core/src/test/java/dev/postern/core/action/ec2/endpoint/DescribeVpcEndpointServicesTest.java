package dev.postern.core.action.ec2.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.error.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointServicesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointServicesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.PrivateDnsDetails;
import software.amazon.awssdk.services.ec2.model.ServiceDetail;

class DescribeVpcEndpointServicesTest {
  private static final String S3 = "com.amazonaws.us-east-1.s3";
  private final Cloud cloud = new Cloud();

  @Test
  void s3AndDynamoDbAreListedOncePerType() {
    DescribeVpcEndpointServicesResponse services = services(r -> r.serviceNames(S3));
    assertThat(services.serviceNames()).containsExactly(S3, S3);
    assertThat(services.serviceDetails()).extracting(d -> d.serviceType().getFirst().serviceTypeAsString()).containsExactly("Gateway", "Interface");
    assertThat(services.serviceDetails().getFirst().baseEndpointDnsNames()).containsExactly("s3.us-east-1.amazonaws.com");
    assertThat(services.serviceDetails().getLast().baseEndpointDnsNames()).containsExactly("s3.us-east-1.vpce.amazonaws.com");
    assertThat(services.serviceDetails()).extracting(ServiceDetail::serviceId).doesNotHaveDuplicates().contains("vpce-svc-0aa7c06513d4872d5");
    assertThat(services.serviceDetails().getFirst().privateDnsNameVerificationStateAsString()).isNull();
    assertThat(services.serviceDetails().getLast().privateDnsNameVerificationStateAsString()).isEqualTo("verified");
  }

  @Test
  void detailHasAwssShape() {
    assertThat(services(r -> r.serviceNames("com.amazonaws.us-east-1.logs")).serviceDetails()).singleElement().satisfies(d -> {
      assertThat(d.owner()).isEqualTo("amazon");
      assertThat(d.acceptanceRequired()).isFalse();
      assertThat(d.managesVpcEndpoints()).isFalse();
      assertThat(d.vpcEndpointPolicySupported()).isTrue();
      assertThat(d.privateDnsName()).isEqualTo("logs.us-east-1.amazonaws.com");
      assertThat(d.privateDnsNames()).extracting(PrivateDnsDetails::privateDnsName)
          .containsExactly("logs.us-east-1.amazonaws.com", "logs.us-east-1.api.aws");
      assertThat(d.serviceRegion()).isEqualTo("us-east-1");
      assertThat(d.payerResponsibilityAsString()).isNull();
      assertThat(d.tags()).isEmpty();
    });
  }

  @Test
  void zonesAreThoseThatOfferTheService() {
    assertThat(services(r -> r.serviceNames(S3)).serviceDetails().getFirst().availabilityZones()).hasSize(6).contains("us-east-1f");
    ServiceDetail smtp = services(r -> r.serviceNames("com.amazonaws.us-east-1.email-smtp")).serviceDetails().getFirst();
    assertThat(smtp.availabilityZones()).containsExactly("us-east-1b", "us-east-1c", "us-east-1d");
    assertThat(smtp.availabilityZoneIds()).containsExactly("use1-az2", "use1-az3", "use1-az4");
  }

  @ParameterizedTest
  @CsvSource({
    "service-type, Gateway, 3",
    "service-name, *.kms*, 2",
    "supported-ip-address-types, ipv6, 0",
    "owner, amazon, 0",
    "owner, aws-marketplace, -1",
    "service-region, us-east-1, 0",
    "service-region, eu-west-1, -1",
    "tag-key, Name, -1",
    "tag:Name, x, -1"
  })
  void everyFilterFilters(String name, String value, int expected) {
    List<ServiceDetail> found = services(r -> r.filters(filter(name, value))).serviceDetails();
    switch (expected) {
      case -1 -> assertThat(found).isEmpty();
      case 0 -> assertThat(found).hasSizeGreaterThan(3);
      default -> assertThat(found).hasSize(expected);
    }
  }

  @Test
  void unknownFilterIsRefused() {
    AwsException error = refused(r -> r.filters(filter("colour", "blue")));
    assertThat(error.code()).isEqualTo("InvalidParameterValue");
    assertThat(error.text()).isEqualTo("The filter 'colour' is invalid");
  }

  @Test
  void namesAndDetailsPageTogether() {
    DescribeVpcEndpointServicesResponse all = services(_ -> {});
    List<String> names = new ArrayList<>();
    DescribeVpcEndpointServicesResponse page = services(r -> r.maxResults(60));
    while (page.nextToken() != null) {
      assertThat(page.serviceDetails()).hasSize(60);
      assertThat(page.serviceNames()).hasSize(60);
      names.addAll(page.serviceNames());
      String token = page.nextToken();
      page = services(r -> r.maxResults(60).nextToken(token));
    }
    names.addAll(page.serviceNames());
    assertThat(names).isEqualTo(all.serviceNames());
    assertThat(refused(r -> r.nextToken("?")).code()).isEqualTo("InvalidNextToken");
  }

  @Test
  void otherRegionsListWhatIsReachedFromHere() {
    DescribeVpcEndpointServicesResponse services = services(r -> r.serviceRegions("us-west-2"));
    assertThat(services.serviceNames()).contains("com.amazonaws.us-west-2.kms", "com.amazonaws.us-west-2.s3").doesNotContain(
        "com.amazonaws.us-west-2.sqs");
    assertThat(services.serviceDetails()).allSatisfy(d -> {
      assertThat(d.serviceRegion()).isEqualTo("us-west-2");
      assertThat(d.serviceType().getFirst().serviceTypeAsString()).isEqualTo("Interface");
    });
    assertThat(services(r -> r.serviceRegions("us-west-2").serviceNames("com.amazonaws.us-west-2.s3")).serviceNames()).hasSize(1);
    assertThat(services(r -> r.serviceRegions("us-west-2", "us-east-1")).serviceNames()).contains(S3, "com.amazonaws.us-west-2.s3");
    Cloud ireland = new Cloud("eu-west-1");
    DescribeVpcEndpointServicesRequest fromVirginia = DescribeVpcEndpointServicesRequest.builder().serviceRegions("us-east-1").build();
    assertThat(ireland.run(DescribeVpcEndpointServices.OPERATION, fromVirginia).serviceNames()).contains("com.amazonaws.iam");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "com.amazonaws.us-west-2.s3", "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"})
  void servicesThatAreNotThereAreRefused(String name) {
    AwsException error = refused(r -> r.serviceNames(name));
    assertThat(error.code()).isEqualTo("InvalidServiceName");
    assertThat(error.text()).isEqualTo("The Vpc Endpoint Service '" + name + "' does not exist");
  }

  @Test
  void regionsThatAreNotThereAreRefused() {
    assertThat(refused(r -> r.serviceRegions("mars-north-1")).code()).isEqualTo("InvalidParameter");
    assertThat(refused(r -> r.serviceRegions("us-west-2").serviceNames("com.amazonaws.us-west-2.sqs")).code()).isEqualTo("InvalidServiceName");
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private DescribeVpcEndpointServicesResponse services(Consumer<DescribeVpcEndpointServicesRequest.Builder> more) {
    return cloud.run(DescribeVpcEndpointServices.OPERATION, request(more));
  }

  private AwsException refused(Consumer<DescribeVpcEndpointServicesRequest.Builder> more) {
    return cloud.refused(DescribeVpcEndpointServices.OPERATION, request(more));
  }

  private static DescribeVpcEndpointServicesRequest request(Consumer<DescribeVpcEndpointServicesRequest.Builder> more) {
    DescribeVpcEndpointServicesRequest.Builder builder = DescribeVpcEndpointServicesRequest.builder();
    more.accept(builder);
    return builder.build();
  }
}
