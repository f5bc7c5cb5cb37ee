package dev.postern.wire.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.error.Ec2Error;
import dev.postern.core.error.QueryError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcResponse;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;
import software.amazon.awssdk.services.iam.model.Role;

class QueryWriterTest {
  private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  @Test
  void ec2ResponsesHaveTheirNamespaceRequestIdAndItems() {
    SdkPojo response = CreateVpcEndpointResponse.builder()
        .vpcEndpoint(VpcEndpoint.builder()
            .vpcEndpointId("vpce-1").state("pending").routeTableIds("rtb-1", "rtb-2").subnetIds(List.of()).privateDnsEnabled(false)
            .creationTimestamp(Instant.parse("2020-11-11T08:06:03Z"))
            .tags(Tag.builder().key("Name").value("a<b>&\"c\"\r\n\u0001\uD83D\uDE00").build())
            .build())
        .build();
    assertThat(write(QueryApi.EC2, "CreateVpcEndpoint", response))
        .isEqualTo(XML + "<CreateVpcEndpointResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r-1</requestId><vpcEndpoint>"
            + "<vpcEndpointId>vpce-1</vpcEndpointId><state>pending</state><routeTableIdSet><item>rtb-1</item><item>rtb-2</item></routeTableIdSet>"
            + "<subnetIdSet></subnetIdSet><privateDnsEnabled>false</privateDnsEnabled><creationTimestamp>2020-11-11T08:06:03.000Z</creationTimestamp>"
            + "<tagSet><item><key>Name</key><value>a&lt;b&gt;&amp;\"c\"&#xD;\n\uFFFD\uD83D\uDE00</value></item></tagSet>"
            + "</vpcEndpoint></CreateVpcEndpointResponse>");
  }

  @Test
  void ec2ResponsesWithoutMembersSayTrue() {
    assertThat(write(QueryApi.EC2, "DeleteVpc", DeleteVpcResponse.builder().build()))
        .isEqualTo(XML + "<DeleteVpcResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r-1</requestId>"
            + "<return>true</return></DeleteVpcResponse>");
  }

  @Test
  void awsQueryResponsesAreWrapped() {
    SdkPojo response = CreateRoleResponse.builder().role(Role.builder().roleName("r").createDate(Instant.parse("2020-11-11T08:06:03Z")).build())
        .build();
    assertThat(write(QueryApi.IAM, "CreateRole", response))
        .isEqualTo(XML + "<CreateRoleResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><CreateRoleResult><Role><RoleName>r</RoleName>"
            + "<CreateDate>2020-11-11T08:06:03Z</CreateDate></Role></CreateRoleResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>"
            + "</CreateRoleResponse>");
    assertThat(write(QueryApi.IAM, "DeleteRole", DeleteRoleResponse.builder().build()))
        .isEqualTo(XML + "<DeleteRoleResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><ResponseMetadata><RequestId>r-1</RequestId>"
            + "</ResponseMetadata></DeleteRoleResponse>");
  }

  @Test
  void errorsAreWordedPerProtocol() {
    assertThat(text(QueryWriter.error(QueryApi.EC2, Ec2Error.UNKNOWN_PARAMETER.with("X"), "r-1")))
        .isEqualTo(XML + "<Response><Errors><Error><Code>UnknownParameter</Code><Message>The parameter X is not recognized</Message></Error></Errors>"
            + "<RequestID>r-1</RequestID></Response>");
    assertThat(text(QueryWriter.error(QueryApi.STS, QueryError.VALIDATION_ERROR.with("no"), "r-1")))
        .isEqualTo(XML + "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>ValidationError</Code>"
            + "<Message>no</Message></Error><RequestId>r-1</RequestId></ErrorResponse>");
  }

  private static String write(QueryApi api, String operation, SdkPojo response) {
    return text(QueryWriter.write(api, operation, response, "r-1"));
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }
}
