package dev.postern.core.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceCatalogTest {
  @Test
  void interfaceEndpointsPassTheServicesPorts() {
    assertThat(ports("sqs")).containsExactly(443);
    assertThat(ports("s3")).containsExactly(443);
    assertThat(ports("cassandra")).containsExactly(9142);
    assertThat(ports("email-smtp")).containsExactly(25, 465, 587, 2465, 2587);
    assertThat(ports("transfer.server")).containsExactly(21, 22, 443);
    assertThat(ports("datasync")).hasSize(42).contains(443).containsAll(IntStream.rangeClosed(1024, 1064).boxed().toList());
    assertThat(ServiceCatalog.named("us-east-1", "com.amazonaws.us-east-1.s3").getFirst().ports()).isEmpty();
  }

  @Test
  void someServicesAreReachedFromOtherRegions() {
    assertThat(ServiceCatalog.of("eu-west-1").stream().filter(ServiceOffer::crossRegion).map(ServiceOffer::serviceName))
        .containsExactlyInAnyOrder(
            "com.amazonaws.eu-west-1.s3", "com.amazonaws.eu-west-1.ecr.api", "com.amazonaws.eu-west-1.ecr.dkr", "com.amazonaws.eu-west-1.kms",
            "com.amazonaws.eu-west-1.kms-fips", "com.amazonaws.eu-west-1.ecs", "com.amazonaws.eu-west-1.lambda",
            "com.amazonaws.eu-west-1.kinesis-firehose", "com.amazonaws.eu-west-1.kinesisanalytics");
  }

  @ParameterizedTest
  @ValueSource(strings = {"com.amazonaws.iam", "com.amazonaws.route53"})
  void globalServicesAreInTheRegionOfTheirControlPlane(String service) {
    assertThat(ServiceCatalog.named("us-east-1", service)).singleElement().satisfies(o -> assertThat(o.crossRegion()).isTrue());
    assertThat(ServiceCatalog.named("eu-west-1", service)).isEmpty();
  }

  @Test
  void noRegionNoServices() {
    assertThat(ServiceCatalog.of("mars-north-1")).isEmpty();
    assertThat(ServiceCatalog.named("mars-north-1", "com.amazonaws.mars-north-1.s3")).isEmpty();
  }

  private static List<Integer> ports(String service) {
    return ServiceCatalog.named("us-east-1", "com.amazonaws.us-east-1." + service).getLast().ports();
  }
}
