package dev.postern.core.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.EndpointNames.Entry;
import dev.postern.core.services.EndpointNames.Parsed;
import dev.postern.core.state.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointNamesTest {
  private static final String ID = "vpce-0123456789abcdef0";

  @Test
  void entriesAreRegionalThenZonalThenPrivate() {
    VpcEndpoint endpoint = endpoint("ap-northeast-2", "com.amazonaws.ap-northeast-2.sqs", "ap-northeast-2", true);
    List<Entry> entries = EndpointNames.of(endpoint, List.of(networkInterface("ap-northeast-2", "c"), networkInterface("ap-northeast-2", "a")));
    assertThat(entries).extracting(Entry::name).containsExactly(
        ID + "-0h4w5u94.sqs.ap-northeast-2.vpce.amazonaws.com",
        ID + "-0h4w5u94-ap-northeast-2c.sqs.ap-northeast-2.vpce.amazonaws.com",
        ID + "-0h4w5u94-ap-northeast-2a.sqs.ap-northeast-2.vpce.amazonaws.com",
        "sqs.ap-northeast-2.amazonaws.com");
    assertThat(entries.subList(0, 3)).extracting(Entry::hostedZoneId).containsOnly("Z27UANNT0PRK1T");
    assertThat(entries.getLast().hostedZoneId()).matches("Z0[0-9A-Z]{12,19}");
    assertThat(entries).extracting(Entry::zone)
        .containsExactly(Optional.empty(), Optional.of("ap-northeast-2c"), Optional.of("ap-northeast-2a"), Optional.empty());
  }

  @Test
  void eachPrivateNameHasAZoneOfItsOwn() {
    VpcEndpoint endpoint = endpoint("us-east-1", "com.amazonaws.us-east-1.monitoring", "us-east-1", true);
    List<Entry> entries = EndpointNames.of(endpoint, List.of());
    assertThat(entries).hasSize(5).extracting(Entry::hostedZoneId).doesNotHaveDuplicates();
    assertThat(EndpointNames.of(endpoint, List.of())).isEqualTo(entries);
  }

  @ParameterizedTest
  @CsvSource({
    "com.amazonaws.us-east-1.ecr.api, api.ecr.us-east-1.vpce.amazonaws.com",
    "com.amazonaws.us-east-1.ecr.dkr, dkr.ecr.us-east-1.vpce.amazonaws.com",
    "com.amazonaws.us-east-1.codeartifact.api, api.codeartifact.us-east-1.vpce.amazonaws.com",
    "com.amazonaws.iam, iam.us-east-1.vpce.amazonaws.com",
    "aws.sagemaker.us-east-1.notebook, notebook.us-east-1.vpce.sagemaker.aws"
  })
  void ownNamesEndInTheServicesBaseName(String service, String base) {
    assertThat(EndpointNames.regional(endpoint("us-east-1", service, "us-east-1", false))).isEqualTo(ID + "-0h4w5u94." + base);
  }

  @Test
  void s3NamesKeepTheWildcardAndNeedALabelInFront() {
    VpcEndpoint s3 = endpoint("us-east-1", "com.amazonaws.us-east-1.s3", "us-east-1", true);
    assertThat(EndpointNames.regional(s3)).isEqualTo("*." + ID + "-0h4w5u94.s3.us-east-1.vpce.amazonaws.com");
    assertThat(EndpointNames.zonal(s3, "us-east-1a")).isEqualTo("*." + ID + "-0h4w5u94-us-east-1a.s3.us-east-1.vpce.amazonaws.com");
    Snapshot cloud = Snapshot.EMPTY.with(networkInterface("us-east-1", "a")).with(networkInterface("us-east-1", "b"))
        .with(with(s3, List.of("eni-a", "eni-b")));
    String host = ID + "-0h4w5u94.s3.us-east-1.vpce.amazonaws.com";
    assertThat(EndpointNames.find(cloud, "bucket." + host)).hasValueSatisfying(t -> {
      assertThat(t.interfaces()).extracting(NetworkInterface::id).containsExactly("eni-a", "eni-b");
      assertThat(t.name().prefix()).isEqualTo("bucket");
    });
    assertThat(EndpointNames.find(cloud, "photos.bucket." + host)).isPresent();
    assertThat(EndpointNames.find(cloud, host)).isEmpty();
  }

  @Test
  void zonalNameStandsForItsZonesInterfaceAlone() {
    Snapshot cloud = sqs("us-east-1", "us-east-1");
    String zonal = ID + "-0h4w5u94-us-east-1b.sqs.us-east-1.vpce.amazonaws.com";
    assertThat(EndpointNames.find(cloud, "VPCE" + zonal.substring(4) + "."))
        .hasValueSatisfying(t -> assertThat(t.interfaces()).extracting(NetworkInterface::id).containsExactly("eni-b"));
    assertThat(EndpointNames.find(cloud, zonal.replace("-1b", "-1c"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "vpce-0123456789abcdef1-0h4w5u94.sqs.us-east-1.vpce.amazonaws.com", // another endpoint
    "vpce-0123456789abcdef0-0h4w5u95.sqs.us-east-1.vpce.amazonaws.com", // another token
    "vpce-0123456789abcdef0-0h4w5u94.sns.us-east-1.vpce.amazonaws.com", // another service
    "vpce-0123456789abcdef0-0h4w5u94.sqs.us-west-2.vpce.amazonaws.com", // another Region
    "queue.vpce-0123456789abcdef0-0h4w5u94.sqs.us-east-1.vpce.amazonaws.com", // a label in front of what is no wildcard
    "vpce-0123456789abcdef0.sqs.us-east-1.vpce.amazonaws.com", // no token
    "sqs.us-east-1.amazonaws.com"
  })
  void namesThatDifferInAnythingStandForNothing(String host) {
    assertThat(EndpointNames.find(sqs("us-east-1", "us-east-1"), host)).isEmpty();
  }

  @Test
  void anotherRegionsServiceHasNoZonalNames() {
    VpcEndpoint endpoint = endpoint("us-east-1", "com.amazonaws.us-west-2.kms", "us-west-2", true);
    List<Entry> entries = EndpointNames.of(endpoint, List.of(networkInterface("us-east-1", "a")));
    assertThat(entries).extracting(Entry::name)
        .containsExactly(ID + "-0h4w5u94.kms.us-west-2.vpce.amazonaws.com", "kms.us-west-2.amazonaws.com");
    assertThat(entries.getFirst().hostedZoneId()).isEqualTo("Z1YSA3EXCYUU9Z");
    Snapshot cloud = Snapshot.EMPTY.with(networkInterface("us-east-1", "a")).with(with(endpoint, List.of("eni-a")));
    assertThat(EndpointNames.find(cloud, ID + "-0h4w5u94.kms.us-west-2.vpce.amazonaws.com")).isPresent();
    assertThat(EndpointNames.find(cloud, ID + "-0h4w5u94-us-east-1a.kms.us-west-2.vpce.amazonaws.com")).isEmpty();
  }

  @Test
  void namesAreTakenApart() {
    assertThat(EndpointNames.parse("a.b." + ID + "-0h4w5u94-us-east-1a.s3.us-east-1.vpce.amazonaws.com."))
        .contains(new Parsed(ID, "0h4w5u94", Optional.of("us-east-1a"), "a.b", "s3.us-east-1.vpce.amazonaws.com"));
    assertThat(EndpointNames.parse(ID + "-0h4w5u94.sqs.us-east-1.vpce.amazonaws.com"))
        .contains(new Parsed(ID, "0h4w5u94", Optional.empty(), "", "sqs.us-east-1.vpce.amazonaws.com"));
  }

  @Test
  void noPrivateNamesWhilePrivateDnsIsOff() {
    assertThat(EndpointNames.privateNames(endpoint("us-east-1", "com.amazonaws.us-east-1.sqs", "us-east-1", false))).isEmpty();
    assertThat(EndpointNames.privateNames(endpoint("us-east-1", "com.amazonaws.us-east-1.dynamodb", "us-east-1", true))).isEmpty();
  }

  private static Snapshot sqs(String region, String serviceRegion) {
    VpcEndpoint endpoint = endpoint(region, "com.amazonaws." + serviceRegion + ".sqs", serviceRegion, false);
    return Snapshot.EMPTY.with(networkInterface(region, "a")).with(networkInterface(region, "b")).with(with(endpoint, List.of("eni-a", "eni-b")));
  }

  private static VpcEndpoint endpoint(String region, String service, String serviceRegion, boolean privateDns) {
    return new VpcEndpoint(
        new ResourceKey("000000000000", region, Kind.VPC_ENDPOINT, ID), "vpc-1", service, serviceRegion, VpcEndpoint.Type.INTERFACE, List.of(),
        List.of(), List.of(), List.of(), "0h4w5u94", privateDns, Optional.empty(), "", Instant.EPOCH, "");
  }

  private static VpcEndpoint with(VpcEndpoint e, List<String> interfaceIds) {
    return new VpcEndpoint(
        e.key(), e.vpcId(), e.serviceName(), e.serviceRegion(), e.type(), List.of(), interfaceIds, List.of(), interfaceIds, e.dnsToken(),
        e.privateDnsEnabled(), e.inboundResolverOnly(), "", Instant.EPOCH, "");
  }

  private static NetworkInterface networkInterface(String region, String letter) {
    return new NetworkInterface(
        new ResourceKey("000000000000", region, Kind.NETWORK_INTERFACE, "eni-" + letter), "vpc-1", "subnet-" + letter, region + letter,
        "02:00:00:00:00:01", List.of("10.0.0.4"), List.of(), "", "vpc_endpoint", true, Optional.empty(), true, Optional.empty(), Optional.empty());
  }
}
