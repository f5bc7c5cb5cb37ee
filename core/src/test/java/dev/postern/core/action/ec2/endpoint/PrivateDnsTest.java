package dev.postern.core.action.ec2.endpoint;

import static dev.postern.core.action.ec2.endpoint.InterfaceEndpoints.DYNAMODB;
import static dev.postern.core.action.ec2.endpoint.InterfaceEndpoints.S3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Network;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.Kind;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.DnsEntry;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

class PrivateDnsTest {
  private final InterfaceEndpoints endpoints = new InterfaceEndpoints();
  private final Network network = endpoints.network;

  @ParameterizedTest
  @CsvSource({"true, true, true", "true, false, false", "false, true, false", "false, false, false"})
  void leftOutItIsOnWhereTheVpcHasBothAttributes(boolean support, boolean hostnames, boolean enabled) {
    endpoints.dns(support, hostnames);
    assertThat(made(_ -> {}).privateDnsEnabled()).isEqualTo(enabled);
    if (!enabled) {
      AwsException error = endpoints.refused(r -> r.privateDnsEnabled(true));
      assertThat(error.code()).isEqualTo("InvalidParameter");
      assertThat(error.text()).isEqualTo(
          "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for " + network.vpc.id());
    }
  }

  @ParameterizedTest
  @CsvSource({"com.amazonaws.us-east-1.dynamodb", "com.amazonaws.us-east-1.iot.data"})
  void servicesWithoutAPrivateNameHaveNone(String service) {
    assertThat(made(r -> r.serviceName(service)).privateDnsEnabled()).isFalse();
    AwsException error = endpoints.refused(r -> r.serviceName(service).privateDnsEnabled(true));
    assertThat(error.code()).isEqualTo("InvalidParameter");
    assertThat(error.text()).isEqualTo(
        "Private DNS can't be enabled because the service " + service + " does not provide a private DNS name.");
  }

  @Test
  void aNameIsClaimedOnceInAVpc() {
    String first = endpoints.id(_ -> {});
    AwsException error = endpoints.refused(_ -> {});
    assertThat(error.code()).isEqualTo("InvalidParameter");
    assertThat(error.text()).isEqualTo(
        "private-dns-enabled cannot be set because there is already a conflicting DNS domain for sqs.us-east-1.amazonaws.com in the VPC "
            + network.vpc.id());
    String second = endpoints.id(r -> r.privateDnsEnabled(false));
    assertThat(endpoints.modifyRefused(second, r -> r.privateDnsEnabled(true)).text()).isEqualTo(error.text());
    endpoints.modified(first, r -> r.privateDnsEnabled(false));
    assertThat(endpoints.modified(second, r -> r.privateDnsEnabled(true)).privateDnsEnabled()).isTrue();
    assertThat(endpoints.modified(second, r -> r.privateDnsEnabled(true)).privateDnsEnabled()).as("its own name is no conflict").isTrue();
    endpoints.deleted(second);
    assertThat(made(_ -> {}).privateDnsEnabled()).isTrue();
  }

  @Test
  void anotherVpcMayHaveTheSameName() {
    endpoints.id(_ -> {});
    Network other = new Network(endpoints.cloud, "9");
    assertThat(made(r -> r.vpcId(other.vpc.id())).privateDnsEnabled()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "sqs.us-east-1.amazonaws.com, com.amazonaws.us-east-1.sqs, true",
    "amazonaws.com, com.amazonaws.us-east-1.sqs, false", // a parent does not conflict
    "my.sqs.us-east-1.amazonaws.com, com.amazonaws.us-east-1.sqs, false",
    "execute-api.us-east-1.amazonaws.com, com.amazonaws.us-east-1.execute-api, true", // the wildcard's zone
    "s3-control.us-east-1.amazonaws.com, com.amazonaws.us-east-1.s3, true" // any of several
  })
  void privateHostedZonesOfTheSameNameConflict(String zone, String service, boolean conflict) {
    zone(zone, network.vpc.id());
    Consumer<CreateVpcEndpointRequest.Builder> on =
        r -> r.serviceName(service).privateDnsEnabled(true).dnsOptions(service.equals(S3) ? d -> d.privateDnsOnlyForInboundResolverEndpoint(false) : _ -> {});
    if (conflict) {
      assertThat(endpoints.refused(on).text()).contains("conflicting DNS domain for");
    } else {
      assertThat(made(on).privateDnsEnabled()).isTrue();
    }
  }

  @Test
  void zonesOfOtherVpcsDoNotConflict() {
    zone("sqs.us-east-1.amazonaws.com", "vpc-00000009");
    assertThat(made(r -> r.privateDnsEnabled(true)).privateDnsEnabled()).isTrue();
  }

  @Test
  void wildcardsAreNamedInTheError() {
    endpoints.id(r -> r.serviceName("com.amazonaws.us-east-1.execute-api"));
    assertThat(endpoints.refused(r -> r.serviceName("com.amazonaws.us-east-1.execute-api")).text())
        .contains("conflicting DNS domain for *.execute-api.us-east-1.amazonaws.com in the VPC");
  }

  @Test
  void switchingItMovesTheEntries() {
    String id = endpoints.id(r -> r.privateDnsEnabled(false).subnetIds(endpoints.a.id()));
    assertThat(endpoints.described(id).dnsEntries()).hasSize(2);
    endpoints.modified(id, r -> r.privateDnsEnabled(true));
    assertThat(endpoints.described(id).dnsEntries()).extracting(DnsEntry::dnsName).hasSize(3).last().isEqualTo("sqs.us-east-1.amazonaws.com");
    endpoints.modified(id, r -> r.privateDnsEnabled(false));
    assertThat(endpoints.described(id).dnsEntries()).hasSize(2);
  }

  @Test
  void modifyChecksAttributesAndNames() {
    String dynamo = endpoints.id(r -> r.serviceName(DYNAMODB));
    assertThat(endpoints.modifyRefused(dynamo, r -> r.privateDnsEnabled(true)).text()).contains("does not provide a private DNS name.");
    String sqs = endpoints.id(r -> r.privateDnsEnabled(false));
    endpoints.dns(true, false);
    assertThat(endpoints.modifyRefused(sqs, r -> r.privateDnsEnabled(true)).text()).startsWith("Enabling private DNS requires both");
  }

  @Test
  void otherChangesDoNotAskAgain() {
    String id = endpoints.id(r -> r.subnetIds(endpoints.a.id()));
    endpoints.dns(false, false);
    assertThat(endpoints.modified(id, r -> r.addSubnetIds(endpoints.b.id())).privateDnsEnabled()).isTrue();
  }

  @Test
  void s3IsForInboundResolversUnlessSaidOtherwise() {
    AwsException error = endpoints.refused(r -> r.serviceName(S3).privateDnsEnabled(true));
    assertThat(error.code()).isEqualTo("InvalidParameter");
    assertThat(error.text()).isEqualTo(
        "To set PrivateDnsOnlyForInboundResolverEndpoint to true, the VPC " + network.vpc.id() + " must have a Gateway endpoint for the service.");
    endpoints.gateway(S3);
    VpcEndpoint made = made(r -> r.serviceName(S3).privateDnsEnabled(true));
    assertThat(made.dnsOptions().privateDnsOnlyForInboundResolverEndpoint()).isTrue();
    assertThat(made.dnsEntries()).extracting(DnsEntry::dnsName).element(0).asString().startsWith("*.vpce-");
  }

  @Test
  void s3WithPrivateDnsForAllNeedsNoGateway() {
    VpcEndpoint made = made(r -> r.serviceName(S3).privateDnsEnabled(true).dnsOptions(d -> d.privateDnsOnlyForInboundResolverEndpoint(false)));
    assertThat(made.privateDnsEnabled()).isTrue();
    assertThat(made.dnsOptions().privateDnsOnlyForInboundResolverEndpoint()).isFalse();
    assertThat(made.dnsEntries()).extracting(DnsEntry::dnsName).endsWith(
        "s3.us-east-1.amazonaws.com", "*.s3.us-east-1.amazonaws.com", "*.s3-accesspoint.us-east-1.amazonaws.com", "*.s3-control.us-east-1.amazonaws.com");
  }

  @Test
  void s3WithNothingSaidFollowsTheGateway() {
    assertThat(made(r -> r.serviceName(S3)).privateDnsEnabled()).isFalse();
    endpoints.gateway(S3);
    VpcEndpoint made = made(r -> r.serviceName(S3));
    assertThat(made.privateDnsEnabled()).isTrue();
    assertThat(made.dnsOptions().privateDnsOnlyForInboundResolverEndpoint()).isTrue();
  }

  @Test
  void theChoiceIsS3sAlone() {
    assertThat(endpoints.refused(r -> r.dnsOptions(d -> d.privateDnsOnlyForInboundResolverEndpoint(true))).code()).isEqualTo("InvalidParameter");
    assertThat(endpoints.refused(r -> r.serviceName(DYNAMODB).dnsOptions(d -> d.privateDnsOnlyForInboundResolverEndpoint(true))).text())
        .contains("PrivateDnsOnlyForInboundResolverEndpoint", DYNAMODB);
    assertThat(made(r -> r.dnsOptions(d -> d.privateDnsOnlyForInboundResolverEndpoint(false))).dnsOptions()
            .privateDnsOnlyForInboundResolverEndpoint())
        .isNull();
  }

  @Test
  void anotherRegionsS3HasNoGatewayHere() {
    endpoints.gateway(S3);
    VpcEndpoint made = made(r -> r.serviceName("com.amazonaws.us-west-2.s3").serviceRegion("us-west-2"));
    assertThat(made.privateDnsEnabled()).isTrue();
    assertThat(made.dnsOptions().privateDnsOnlyForInboundResolverEndpoint()).isNull();
    assertThat(endpoints.refused(r -> r.serviceName("com.amazonaws.us-west-2.s3").serviceRegion("us-west-2").privateDnsEnabled(false)
            .dnsOptions(d -> d.privateDnsOnlyForInboundResolverEndpoint(true))).code())
        .isEqualTo("InvalidParameter");
  }

  @Test
  void modifyTurnsTheChoice() {
    String id = endpoints.id(r -> r.serviceName(S3));
    assertThat(endpoints.modifyRefused(id, r -> r.privateDnsEnabled(true)).text()).contains("must have a Gateway endpoint for the service.");
    String gateway = endpoints.gateway(S3);
    assertThat(endpoints.modified(id, r -> r.privateDnsEnabled(true)).inboundResolverOnly()).contains(true);
    assertThat(endpoints.modified(id, r -> r.dnsOptions(d -> d.privateDnsOnlyForInboundResolverEndpoint(false))).inboundResolverOnly()).contains(false);
    assertThat(endpoints.deleted(gateway)).isEmpty();
    assertThat(endpoints.modifyRefused(id, r -> r.dnsOptions(d -> d.privateDnsOnlyForInboundResolverEndpoint(true))).text())
        .contains("must have a Gateway endpoint for the service.");
    assertThat(endpoints.modified(id, r -> r.privateDnsEnabled(true)).inboundResolverOnly()).as("it was on").contains(false);
  }

  @Test
  void theLastGatewayEndpointIsKeptWhileItIsNeeded() {
    String gateway = endpoints.gateway(S3);
    String spare = endpoints.gateway(S3);
    String id = endpoints.id(r -> r.serviceName(S3));
    assertThat(endpoints.deleted(spare)).isEmpty();
    assertThat(endpoints.deleted(gateway)).singleElement().satisfies(u -> {
      assertThat(u.resourceId()).isEqualTo(gateway);
      assertThat(u.error().code()).isEqualTo("InvalidParameter");
      assertThat(u.error().message()).contains(gateway, id);
    });
    assertThat(endpoints.get(gateway)).isNotNull();
    endpoints.modified(id, r -> r.privateDnsEnabled(false));
    assertThat(endpoints.deleted(gateway)).isEmpty();
  }

  private VpcEndpoint made(Consumer<CreateVpcEndpointRequest.Builder> more) {
    return endpoints.made(more).vpcEndpoint();
  }

  private void zone(String name, String vpcId) {
    Cloud cloud = endpoints.cloud;
    network.put(new HostedZone(
        Lookup.key(cloud.caller, Kind.HOSTED_ZONE, "Z0123456789ABCDEFGHIJ"), name, "ref", "", List.of(new HostedZone.AssociatedVpc("us-east-1", vpcId)),
        List.of(), List.of()));
  }
}
