package dev.postern.core.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.region.Region;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublicHostTest {
  @Test
  void everyPrivateNameIsAPublicNameOfItsServiceToo() {
    for (Region region : List.of(Region.require("us-east-1"), Region.require("ap-southeast-7"))) {
      for (ServiceOffer offer : ServiceCatalog.of(region.name())) {
        for (String name : offer.privateDnsNames()) {
          PublicHost host = PublicHost.of(name.replace("*.", "some.thing.")).orElseThrow(() -> new AssertionError(name));
          assertThat(host.service()).isEqualTo(PublicService.behind(offer.serviceName(), region.name()).orElseThrow());
          assertThat(host.region()).isEqualTo(host.service().isGlobal() || name.endsWith(".aws.amazon.com") ? Optional.empty() : Optional.of(region.name()));
        }
      }
    }
  }

  @Test
  void aServiceIsTheOneOfItsHost() {
    assertThat(Stream.of("s3.us-east-1", "my.bucket.s3.us-east-1", "s3.dualstack.us-east-1", "b.s3", "123456789012.s3-control.us-east-1"))
        .allMatch(h -> service(h + ".amazonaws.com").equals("s3"));
    assertThat(service("DynamoDB.eu-west-1.AmazonAWS.com.")).isEqualTo("dynamodb");
    assertThat(service("123456789012.ddb.eu-west-1.amazonaws.com")).isEqualTo("dynamodb");
    assertThat(service("streams.dynamodb.eu-west-1.amazonaws.com")).isEqualTo("dynamodb-streams");
    assertThat(service("kinesis.eu-west-1.amazonaws.com")).isEqualTo("kinesis-streams");
    assertThat(service("123456789012.dkr.ecr.eu-west-1.amazonaws.com")).isEqualTo("ecr.dkr");
    assertThat(service("a1b2-ats.iot.eu-west-1.amazonaws.com")).isEqualTo("iot.data");
    assertThat(service("a1b2.credentials.iot.eu-west-1.amazonaws.com")).isEqualTo("iot.credentials");
    assertThat(service("lambda.eu-west-1.api.aws")).isEqualTo("lambda");
    assertThat(service("n-1.notebook.eu-west-1.sagemaker.aws")).isEqualTo("sagemaker-notebook");
    assertThat(Stream.of("xs3.amazonaws.com", ".s3.amazonaws.com", "s3.moon-1.amazonaws.com", "execute-api.eu-west-1.amazonaws.com", "example.com", ""))
        .allMatch(h -> PublicHost.of(h).isEmpty());
  }

  @Test
  void theRegionIsTheLastThatTheNameHas() {
    PublicHost host = PublicHost.of("us-west-2.eu-west-1.s3.us-east-2.amazonaws.com").orElseThrow();
    assertThat(host.region()).contains("us-east-2");
    assertThat(host.prefix()).isEqualTo("us-west-2.eu-west-1");
    assertThat(PublicHost.of("us-west-2.s3.amazonaws.com").orElseThrow().region()).contains("us-east-1");
  }

  @Test
  void namesWithoutARegionAreOfUsEast1OrOfEveryRegion() {
    assertThat(PublicHost.of("queue.amazonaws.com").orElseThrow().region()).contains("us-east-1");
    assertThat(PublicHost.of("eu-west-1.queue.amazonaws.com").orElseThrow().region()).contains("eu-west-1");
    assertThat(PublicHost.of("iam.amazonaws.com").orElseThrow().region()).isEmpty();
    assertThat(PublicHost.of("sts.amazonaws.com").orElseThrow().region()).isEmpty();
    assertThat(PublicHost.of("checkip.amazonaws.com").orElseThrow().service()).isEqualTo(PublicService.CHECKIP);
  }

  private static String service(String host) {
    return PublicHost.of(host).map(h -> h.service().name()).orElse("none");
  }
}
