package dev.postern.wire.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.core.error.AwsException;
import dev.postern.wire.shape.Reading;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;

class QueryReaderTest {
  @Test
  void listsOfStructuresAreReadByNumber() {
    CreateVpcEndpointRequest request = ec2(CreateVpcEndpointRequest.class,
        "Action=CreateVpcEndpoint&Version=2016-11-15&VpcId=vpc-1&RouteTableId.2=rtb-b&RouteTableId.1=rtb-a&RouteTableId.10=rtb-c"
            + "&TagSpecification.1.ResourceType=vpc-endpoint&TagSpecification.1.Tag.1.Key=Name&TagSpecification.1.Tag.1.Value=a+b%2B").request();
    assertThat(request.vpcId()).isEqualTo("vpc-1");
    assertThat(request.routeTableIds()).containsExactly("rtb-a", "rtb-b", "rtb-c");
    assertThat(request.tagSpecifications().getFirst().resourceTypeAsString()).isEqualTo("vpc-endpoint");
    assertThat(request.tagSpecifications().getFirst().tags().getFirst().value()).isEqualTo("a b+");
    assertThat(request.hasSubnetIds()).isFalse();
  }

  @Test
  void givenNamesHaveDotsAndNoNumbers() {
    Reading<CreateVpcRequest> reading = ec2(CreateVpcRequest.class,
        "CidrBlock=10.0.0.0/16&TagSpecification.1.Tag.1.Key=a&TagSpecification.1.Tag.2.Key=b&VpcEncryptionControl.Mode=enforce");
    assertThat(reading.given()).containsExactly("CidrBlock", "TagSpecification.Tag.Key", "VpcEncryptionControl.Mode");
    assertThat(reading.outside(Set.of("CidrBlock", "TagSpecification"))).contains("VpcEncryptionControl.Mode");
    assertThat(reading.outside(Set.of("CidrBlock", "TagSpecification", "VpcEncryptionControl"))).isEmpty();
    assertThat(reading.has("VpcEncryptionControl")).isTrue();
    assertThat(reading.has("Vpc")).isFalse();
  }

  @Test
  void unknownParametersAreRefusedByName() {
    refused(CreateVpcRequest.class, "CidrBlock=10.0.0.0/16&Colour=red", "UnknownParameter", "The parameter Colour is not recognized");
    refused(CreateVpcRequest.class, "TagSpecification.1.Colour=red", "UnknownParameter", "The parameter TagSpecification.1.Colour is not recognized");
    refused(CreateVpcRequest.class, "CidrBlock.1=10.0.0.0/16", "UnknownParameter", "The parameter CidrBlock.1 is not recognized");
    refused(CreateVpcRequest.class, "TagSpecification=x", "UnknownParameter", "The parameter TagSpecification is not recognized");
    refused(DescribeVpcsRequest.class, "VpcId=vpc-1", "UnknownParameter", "The parameter VpcId is not recognized");
    refused(DescribeVpcsRequest.class, "VpcId.x=vpc-1", "UnknownParameter", "The parameter VpcId.x is not recognized");
    refused(DescribeVpcsRequest.class, "VpcId.0=vpc-1", "UnknownParameter", "The parameter VpcId.0 is not recognized");
    refused(DescribeVpcsRequest.class, "VpcId.99999999999=vpc-1", "UnknownParameter", "The parameter VpcId.99999999999 is not recognized");
    refused(DescribeVpcsRequest.class, "....=1", "UnknownParameter", "The parameter .... is not recognized");
    refused(DescribeVpcsRequest.class, "cidrBlock=1", "UnknownParameter", "The parameter cidrBlock is not recognized");
  }

  @Test
  void valuesOfTheWrongTypeAreRefusedByName() {
    refused(DescribeVpcsRequest.class, "MaxResults=abc", "InvalidParameterValue",
        "Value (abc) for parameter MaxResults is invalid. Expected an integer.");
    refused(DescribeVpcsRequest.class, "MaxResults=99999999999", "InvalidParameterValue",
        "Value (99999999999) for parameter MaxResults is invalid. Expected an integer.");
    refused(DescribeVpcsRequest.class, "DryRun=maybe", "InvalidParameterValue",
        "Value (maybe) for parameter DryRun is invalid. Expected true or false.");
    refused(DescribeSpotPriceHistoryRequest.class, "StartTime=yesterday", "InvalidParameterValue",
        "Value (yesterday) for parameter StartTime is invalid. Expected a timestamp.");
  }

  @Test
  void brokenFormsAreRefused() {
    for (String form : new String[] {"CidrBlock=%zz", "CidrBlock=%e", "CidrBlock=%ff%ff", "=1", "CidrBlock=a&CidrBlock=b",
        "TagSpecification.1.Tag.1.Key=a&TagSpecification.1.Tag.1.Key=b"}) {
      refused(CreateVpcRequest.class, form, "MalformedQueryString", "The query string contains a syntax error.");
    }
  }

  @Test
  void timestampsAreReadWithAndWithoutFraction() {
    for (String text : new String[] {"2020-11-11T08:06:03Z", "2020-11-11T08:06:03.000Z", "2020-11-11T09:06:03%2B01:00"}) {
      assertThat(ec2(DescribeSpotPriceHistoryRequest.class, "StartTime=" + text).request().startTime())
          .isEqualTo(Instant.parse("2020-11-11T08:06:03Z"));
    }
  }

  @Test
  void noInventedTokens() {
    assertThat(ec2(CreateVpcEndpointRequest.class, "VpcId=vpc-1").request().clientToken()).isNull();
  }

  @Test
  void awsQueryListsNameTheirMembers() {
    CreateRoleRequest request = iam(CreateRoleRequest.class, "RoleName=r&Tags.member.1.Key=k&Tags.member.1.Value=").request();
    assertThat(request.tags().getFirst().key()).isEqualTo("k");
    assertThat(request.tags().getFirst().value()).isEmpty();
    SimulatePrincipalPolicyRequest empty = iam(SimulatePrincipalPolicyRequest.class, "ActionNames=").request();
    assertThat(empty.hasActionNames()).isTrue();
    assertThat(empty.actionNames()).isEmpty();
    AwsException refusal =
        catchThrowableOfType(AwsException.class, () -> iam(CreateRoleRequest.class, "RoleName=r&Tags.1.Key=k"));
    assertThat(refusal.code()).isEqualTo("InvalidQueryParameter");
    assertThat(refusal.text()).isEqualTo("The parameter Tags.1.Key is not recognized");
  }

  private static <Q> Reading<Q> ec2(Class<Q> type, String form) {
    return QueryReader.read(QueryProtocol.EC2, type, QueryProtocol.EC2.parse(form.getBytes(UTF_8)));
  }

  private static <Q> Reading<Q> iam(Class<Q> type, String form) {
    return QueryReader.read(QueryProtocol.AWS_QUERY, type, QueryProtocol.AWS_QUERY.parse(form.getBytes(UTF_8)));
  }

  private static void refused(Class<?> type, String form, String code, String message) {
    AwsException refusal = catchThrowableOfType(AwsException.class, () -> ec2(type, form));
    assertThat(refusal).as(form).isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.text()).isEqualTo(message);
    assertThat(refusal.status()).isEqualTo(400);
  }
}
