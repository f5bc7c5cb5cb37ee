package dev.postern.core.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.price.PriceTable;
import dev.postern.core.services.PublicService;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static Comparison of(String service, String gb) {
    return Comparison.of(Question.of(service, "us-east-1", List.of(CallerPlace.VPC), 2, new BigDecimal(gb)), PriceTable.builtIn());
  }

  @Test
  void aGatewayEndpointSavesEveryByteOfS3() {
    Comparison s3 = of("s3", "100");
    assertThat(s3.nat().orElseThrow()).isEqualByComparingTo("4.50");
    assertThat(s3.endpoint().orElseThrow().kind()).isEqualTo(Way.Kind.GATEWAY_ENDPOINT);
    assertThat(s3.saving().orElseThrow()).isEqualByComparingTo("4.50");
    assertThat(s3.pays()).isTrue();
  }

  @Test
  void anInterfaceEndpointPaysFromEnoughBytesOn() {
    // Hours of 2 zones are 14.60; each GB is 0.045 by the gateway and 0.01 by the endpoint.
    assertThat(of("sqs", "417").pays()).isFalse();
    assertThat(of("sqs", "418").pays()).isTrue();
  }

  @Test
  void everyServiceThatCanBeSeenCanBeCompared() {
    for (PublicService service : PublicService.all()) {
      assertThat(of(service.name(), "1").nat()).as(service.name()).isPresent();
    }
    assertThat(of("checkip", "1").endpoint()).isEmpty();
    assertThat(of("checkip", "1").pays()).isFalse();
  }
}
