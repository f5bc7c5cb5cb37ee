package dev.postern.core.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceHostsTest {
  private static final String ID = "vpce-0123456789abcdef0-abcd1234";

  @Test
  void regionalZonalAndPrivateNamesAreAnswered() {
    ServiceHosts sqs = hosts("com.amazonaws.us-east-1.sqs", "us-east-1");
    assertThat(List.of(ID + ".sqs.us-east-1.vpce.amazonaws.com", ID.toUpperCase() + "-us-east-1a.sqs.us-east-1.vpce.amazonaws.com",
        "vpce-ffffffffffffffff0-zzzzzzzz.sqs.us-east-1.vpce.amazonaws.com", "sqs.us-east-1.amazonaws.com", "sqs.us-east-1.api.aws", "queue.amazonaws.com"))
        .allMatch(sqs::answers);
    assertThat(List.of("x." + ID + ".sqs.us-east-1.vpce.amazonaws.com", ID + ".sns.us-east-1.vpce.amazonaws.com",
        ID + ".sqs.us-west-2.vpce.amazonaws.com", "sqs.us-west-2.amazonaws.com", "sns.us-east-1.amazonaws.com", "sqs.example.com", "10.0.0.5"))
        .noneMatch(sqs::answers);
  }

  @Test
  void s3HasALabelInFront() {
    ServiceHosts s3 = hosts("com.amazonaws.us-east-1.s3", "us-east-1");
    String base = ID + ".s3.us-east-1.vpce.amazonaws.com";
    assertThat(List.of("bucket." + base, "my.bucket.bucket." + base, "accesspoint." + base, "ap-123456789012.accesspoint." + base,
        "123456789012.control." + base, "b.s3.us-east-1.amazonaws.com", "ap-1.s3-accesspoint.us-east-1.amazonaws.com"))
        .allMatch(s3::answers);
    assertThat(List.of(base, "mybucket." + base)).noneMatch(s3::answers);
  }

  @Test
  void wildcardPrivateNamesHaveManyLabels() {
    assertThat(hosts("com.amazonaws.eu-west-1.execute-api", "eu-west-1").answers("a1b2c3.execute-api.eu-west-1.amazonaws.com")).isTrue();
    assertThat(hosts("com.amazonaws.eu-west-1.transfer.server", "eu-west-1").answers("s-1.server.transfer.eu-west-1.amazonaws.com")).isTrue();
    assertThat(hosts("aws.sagemaker.eu-west-1.studio", "eu-west-1").answers("d-1.studio.eu-west-1.sagemaker.aws")).isTrue();
    assertThat(hosts("aws.sagemaker.eu-west-1.notebook", "eu-west-1").answers(ID + ".notebook.eu-west-1.vpce.sagemaker.aws")).isTrue();
  }

  @Test
  void aGlobalServiceAnswersToItsOneName() {
    ServiceHosts iam = hosts("com.amazonaws.iam", "us-east-1");
    assertThat(iam.answers("iam.amazonaws.com")).isTrue();
    assertThat(iam.answers(ID + ".iam.us-east-1.vpce.amazonaws.com")).isTrue();
  }

  @Test
  void theCertificateHoldsThePublicNamesAndThoseOfAnyEndpoint() {
    assertThat(hosts("com.amazonaws.us-east-1.sqs", "us-east-1").certificateNames())
        .contains("sqs.us-east-1.amazonaws.com", "queue.amazonaws.com", "*.sqs.us-east-1.vpce.amazonaws.com");
    assertThat(hosts("com.amazonaws.eu-west-1.sqs", "eu-west-1").certificateNames()).doesNotContain("queue.amazonaws.com");
  }

  @Test
  void anEndpointServiceOfAnotherAccountHasNoHostsOfAws() {
    assertThat(ServiceHosts.of("com.amazonaws.vpce.us-east-1.vpce-svc-01234567890abcdef", "us-east-1")).isEmpty();
  }

  private static ServiceHosts hosts(String service, String region) {
    return ServiceHosts.of(service, region).orElseThrow();
  }
}
