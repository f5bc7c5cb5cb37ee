package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reachability Analyzer asked by the AWS CLI and boto3, beside real packets: where it finds a path a client connects, where not it waits in vain. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InsightsTest {
  private static final String S3 = "https://s3.us-east-1.amazonaws.com/";

  /** An address of S3 in us-east-1 that the gateway endpoint has. */
  private static final String S3_ADDRESS = "52.216.0.10";

  private Cloud cloud;
  private PrivateSubnet net;
  private String endpoint;

  @BeforeAll
  void start(@TempDir Path data) {
    cloud = Cloud.start(data);
    net = PrivateSubnet.make(cloud, "10.0.0.0/16", "analysed");
    endpoint = net.endpoint(cloud, "s3");
  }

  @AfterAll
  void stop() {
    cloud.close();
  }

  private String path(String from, String to) {
    return cloud.aws("ec2", "create-network-insights-path", "--source", from, "--destination", to, "--protocol", "tcp", "--destination-port", "443")
        .at("/NetworkInsightsPath/NetworkInsightsPathId").asString();
  }

  /** What an analysis of this moment found, as the describe call shows it. */
  private JsonNode analyse(String path) {
    String id = cloud.aws("ec2", "start-network-insights-analysis", "--network-insights-path-id", path).at("/NetworkInsightsAnalysis/NetworkInsightsAnalysisId").asString();
    JsonNode analysis = cloud.aws("ec2", "describe-network-insights-analyses", "--network-insights-analysis-ids", id).at("/NetworkInsightsAnalyses/0");
    assertThat(analysis.path("Status").asString()).isEqualTo("succeeded");
    return analysis;
  }

  private static void assertBlockedBy(JsonNode analysis, String code, String resource) {
    assertThat(analysis.path("NetworkPathFound").asBoolean()).isFalse();
    assertThat(analysis.at("/Explanations/0/ExplanationCode").asString()).as(analysis.toPrettyString()).isEqualTo(code);
    assertThat(analysis.at("/Explanations/0").toString()).contains(resource);
  }

  /** How curl ends: 0, or 28 for a time-out. */
  private int curl(String from) {
    return cloud.tryExec(from, "curl", "-s", "-o", "/dev/null", "--connect-timeout", "3", "--resolve", "s3.us-east-1.amazonaws.com:443:" + S3_ADDRESS, S3).status();
  }

  private String acl() {
    return cloud.aws("ec2", "describe-network-acls", "--filters", "Name=association.subnet-id,Values=" + net.subnet()).at("/NetworkAcls/0/NetworkAclId").asString();
  }

  private String group() {
    return cloud.aws("ec2", "describe-security-groups", "--filters", "Name=vpc-id,Values=" + net.vpc()).at("/SecurityGroups/0/GroupId").asString();
  }

  @Test
  void whatIsFoundIsWhatTheKernelDoes() {
    String path = path(net.instance(), endpoint);

    JsonNode found = analyse(path);
    assertThat(found.path("NetworkPathFound").asBoolean()).as(found.toPrettyString()).isTrue();
    assertThat(found.at("/Explanations").isEmpty()).isTrue();
    JsonNode table = found.at("/ForwardPathComponents/4");
    assertThat(table.at("/Component/Id").asString()).isEqualTo(net.table());
    assertThat(table.at("/RouteTableRoute/DestinationPrefixListId").asString()).startsWith("pl-");
    assertThat(table.at("/RouteTableRoute/GatewayId").asString()).isEqualTo(endpoint);
    assertThat(found.at("/ForwardPathComponents/5/Component/Id").asString()).isEqualTo(endpoint);
    assertThat(curl(net.instance())).isZero();

    String acl = acl();
    cloud.aws("ec2", "create-network-acl-entry", "--network-acl-id", acl, "--rule-number", "11", "--protocol", "-1", "--rule-action", "deny", "--ingress", "--cidr-block", "0.0.0.0/0");
    assertBlockedBy(analyse(path), "SUBNET_ACL_RESTRICTION", acl);
    assertThat(curl(net.instance())).isEqualTo(28);
    cloud.aws("ec2", "delete-network-acl-entry", "--network-acl-id", acl, "--rule-number", "11", "--ingress");

    String group = group();
    cloud.aws("ec2", "revoke-security-group-egress", "--group-id", group, "--protocol", "-1", "--cidr", "0.0.0.0/0");
    JsonNode mismatch = analyse(path);
    assertBlockedBy(mismatch, "ENI_SG_RULES_MISMATCH", group);
    assertThat(mismatch.at("/Explanations/1/ExplanationCode").asString()).isEqualTo("SG_HAS_NO_RULES");
    assertThat(curl(net.instance())).isEqualTo(28);

    assertThat(cloud.aws("ec2", "describe-network-insights-analyses", "--network-insights-path-id", path, "--filters", "Name=path-found,Values=false").at("/NetworkInsightsAnalyses")).hasSize(2);
    cloud.aws("ec2", "authorize-security-group-egress", "--group-id", group, "--protocol", "-1", "--cidr", "0.0.0.0/0");
  }

  @Test
  void fromOnPremisesAGatewayEndpointIsNotReached() {
    String customer = cloud.aws("ec2", "create-customer-gateway", "--type", "ipsec.1", "--bgp-asn", "65000", "--ip-address", "198.51.100.7").at("/CustomerGateway/CustomerGatewayId").asString();
    String gateway = cloud.aws("ec2", "create-vpn-gateway", "--type", "ipsec.1").at("/VpnGateway/VpnGatewayId").asString();
    cloud.aws("ec2", "attach-vpn-gateway", "--vpc-id", net.vpc(), "--vpn-gateway-id", gateway);
    cloud.aws("ec2", "create-vpn-connection", "--type", "ipsec.1", "--customer-gateway-id", customer, "--vpn-gateway-id", gateway);
    Cloud.Ran site = cloud.postern("site", "create", "--json", "--cidr", "192.168.0.0/16", "--customer-gateway", customer, "--towards-aws", "52.216.0.0/15");
    assertThat(site.status()).as(site.out()).isZero();
    String host = JsonMapper.shared().readTree(site.out()).at("/hosts/0/id").asString();
    assertBlockedBy(analyse(path(gateway, endpoint)), "VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION", endpoint);
    assertThat(curl(host)).isEqualTo(28);
    assertThat(analyse(path(net.instance(), endpoint)).path("NetworkPathFound").asBoolean()).isTrue();
  }

  @Test
  void boto3AsksAsItComesAndEverythingIsKept() {
    Cloud.Ran asked =
        Cloud.run(
            List.of("/usr/bin/python3", Cloud.ROOT.resolve("e2e/src/test/python/insights.py").toString(), cloud.endpoint().toString(), net.instance(), endpoint),
            Map.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test"));
    assertThat(asked.status()).as(asked.out()).isZero();
    assertThat(asked.out()).endsWith("AnalysisExistsForNetworkInsightsPath\nTrue\nsucceeded True i eni sg acl rtb vpce");

    JsonNode before = analyse(path(net.instance(), endpoint));
    String id = before.path("NetworkInsightsAnalysisId").asString();
    assertThat(cloud.postern("down").status()).isZero();
    cloud.up();
    assertThat(cloud.aws("ec2", "describe-network-insights-analyses", "--network-insights-analysis-ids", id).at("/NetworkInsightsAnalyses/0")).isEqualTo(before);
  }
}
