package dev.postern.core.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.price.PriceTable;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BundleTest {
  private static Bundle bundle(Workload workload, int zones, String... also) {
    return Bundle.of(workload, List.of(also), "us-east-1", zones, new BigDecimal("100"), PriceTable.builtIn());
  }

  /** 7.30 for each interface endpoint and zone, 1.00 for 100 GB; NAT is 36.50 a zone and 4.50. */
  @ParameterizedTest
  @CsvSource({
    "LAMBDA,      2, 0,     0",
    "ECS_FARGATE, 2, 30.20, 2",
    "ECS_EC2,     2, 74.00, 5",
    "EKS,         2, 59.40, 4",
    "EKS,         3, 88.60, 4",
    "SSM,         2, 30.20, 2"
  })
  void theEndpointsOfAWorkloadAgainstNat(Workload workload, int zones, String dollars, int interfaces) {
    Bundle bundle = bundle(workload, zones);
    assertThat(bundle.bill().total()).isEqualByComparingTo(dollars);
    assertThat(bundle.nat().total()).isEqualByComparingTo(new BigDecimal("36.50").multiply(BigDecimal.valueOf(zones)).add(new BigDecimal("4.50")));
    assertThat(bundle.endpoints()).filteredOn(o -> o.isInterface()).hasSize(interfaces);
    assertThat(bundle.commands()).filteredOn(c -> c.contains("create-vpc-endpoint")).hasSize(bundle.endpoints().size());
  }

  @Test
  void s3IsAGatewayEndpoint() {
    assertThat(bundle(Workload.ECS_FARGATE, 2).endpoints()).anyMatch(o -> o.serviceName().equals("com.amazonaws.us-east-1.s3") && !o.isInterface());
  }

  @Test
  void whatTheCodeCallsIsAdded() {
    Bundle bundle = bundle(Workload.LAMBDA, 2, "dynamodb", "sqs", "sqs");
    assertThat(bundle.endpoints()).extracting(o -> o.serviceName()).containsExactly("com.amazonaws.us-east-1.dynamodb", "com.amazonaws.us-east-1.sqs");
    assertThat(bundle.bill().total()).isEqualByComparingTo("15.60");
    assertThatThrownBy(() -> bundle(Workload.LAMBDA, 2, "directconnect")).isInstanceOf(BadQuestionException.class).hasMessageContaining("no endpoint");
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void whatSomeOfThemCallHasAnEndpointToo(Workload workload) {
    String[] perhaps = workload.perhaps().stream().map(Workload.Need::service).toArray(String[]::new);
    assertThat(bundle(workload, 2, perhaps).endpoints()).hasSize(workload.needed().size() + perhaps.length);
  }
}
