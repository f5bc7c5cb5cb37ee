package dev.postern.core.action.ec2.endpoint;

import static dev.postern.core.action.ec2.endpoint.InterfaceEndpoints.S3;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

class DescribeVpcEndpointsTest {
  private final InterfaceEndpoints endpoints = new InterfaceEndpoints();
  private final String gateway = endpoints.gateway(S3);
  private final String sqs = endpoints.id(r -> r.subnetIds(endpoints.a.id()).tagSpecifications(
      t -> t.resourceType("vpc-endpoint").tags(Tag.builder().key("team").value("queues").build())));
  private final String kms = endpoints.id(r -> r.serviceName("com.amazonaws.us-west-2.kms").serviceRegion("us-west-2").subnetIds(endpoints.b.id()));

  @ParameterizedTest
  @CsvSource({
    "ip-address-type, ipv4, gateway sqs kms",
    "ip-address-type, dualstack, ''",
    "service-name, com.amazonaws.us-east-1.s*, gateway sqs",
    "service-region, us-west-2, kms",
    "service-region, us-east-1, gateway sqs",
    "tag:team, queues, sqs",
    "tag-key, team, sqs",
    "vpc-id, vpc-00000001, gateway sqs kms",
    "vpc-id, vpc-00000009, ''",
    "vpc-endpoint-type, Interface, sqs kms",
    "vpc-endpoint-type, Gateway, gateway",
    "vpc-endpoint-state, available, sqs",
    "vpc-endpoint-state, pending, gateway kms"
  })
  void everyFilterFilters(String name, String value, String expected) {
    endpoints.cloud.carries(endpoints.network.vpc.id(), sqs);
    List<String> ids = new ArrayList<>();
    for (String word : expected.split(" ")) {
      switch (word) {
        case "gateway" -> ids.add(gateway);
        case "sqs" -> ids.add(sqs);
        case "kms" -> ids.add(kms);
        default -> assertThat(word).isEmpty();
      }
    }
    assertThat(ids(r -> r.filters(filter(name, value)))).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void idsFilterToo() {
    assertThat(ids(r -> r.filters(filter("vpc-endpoint-id", kms)))).containsExactly(kms);
    assertThat(ids(r -> r.vpcEndpointIds(kms, sqs))).containsExactlyInAnyOrder(kms, sqs);
  }

  @Test
  void pagesFollowEachOther() {
    for (int i = 0; i < 7; i++) {
      endpoints.id(r -> r.privateDnsEnabled(false));
    }
    List<String> seen = new ArrayList<>();
    DescribeVpcEndpointsResponse page = described(r -> r.maxResults(4));
    while (page.nextToken() != null) {
      assertThat(page.vpcEndpoints()).hasSize(4);
      page.vpcEndpoints().forEach(e -> seen.add(e.vpcEndpointId()));
      String token = page.nextToken();
      page = described(r -> r.maxResults(4).nextToken(token));
    }
    page.vpcEndpoints().forEach(e -> seen.add(e.vpcEndpointId()));
    assertThat(seen).doesNotHaveDuplicates().hasSize(10);
  }

  @Test
  void whatWasMadeIsShownAgain() {
    var made = endpoints.made(r -> r.serviceName("com.amazonaws.us-east-1.logs").subnetIds(endpoints.a.id(), endpoints.b.id())).vpcEndpoint();
    assertThat(endpoints.described(made.vpcEndpointId())).isEqualTo(made);
    endpoints.cloud.carries(endpoints.network.vpc.id(), made.vpcEndpointId());
    assertThat(endpoints.described(made.vpcEndpointId())).isEqualTo(made.toBuilder().state("available").build());
  }

  private List<String> ids(Consumer<DescribeVpcEndpointsRequest.Builder> more) {
    return described(more).vpcEndpoints().stream().map(VpcEndpoint::vpcEndpointId).toList();
  }

  private DescribeVpcEndpointsResponse described(Consumer<DescribeVpcEndpointsRequest.Builder> more) {
    DescribeVpcEndpointsRequest.Builder builder = DescribeVpcEndpointsRequest.builder();
    more.accept(builder);
    return endpoints.cloud.run(DescribeVpcEndpoints.OPERATION, builder.build());
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }
}
