package dev.postern.core.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PublicServiceTest {
  @Test
  void everyServiceThatAnEndpointReachesIsThereAndItsClientsAreKnown() {
    for (ServiceOffer offer : ServiceCatalog.of("us-east-1")) {
      PublicService service = PublicService.behind(offer.serviceName(), "us-east-1").orElseThrow(() -> new AssertionError(offer.serviceName()));
      assertThat(service.endpointService().replace("{region}", "us-east-1")).isEqualTo(offer.serviceName());
    }
    assertThat(PublicService.all()).extracting(PublicService::name).doesNotHaveDuplicates().hasSize(1 + 153 + 3);
    assertThat(PublicService.all()).filteredOn(s -> s.hosts().isEmpty()).extracting(PublicService::name).containsExactly("apprunner.requests");
    assertThat(PublicService.behind("com.amazonaws.vpce.us-east-1.vpce-svc-01234567890abcdef", "us-east-1")).isEmpty();
  }

  @Test
  void signingNamesThatDifferFromTheShortNameAreKnown() {
    assertThat(names("kinesis")).containsExactly("kinesis-streams");
    assertThat(names("ses")).containsExactly("email");
    assertThat(names("monitoring")).containsExactly("monitoring");
    assertThat(names("ecr")).containsExactly("ecr.api");
    assertThat(names("firehose")).containsExactly("kinesis-firehose");
    assertThat(names("sagemaker")).containsExactlyInAnyOrder("sagemaker.api", "sagemaker.runtime", "sagemaker.featurestore-runtime");
    assertThat(names("kinesis-streams")).isEmpty();
  }

  @Test
  void theServiceOfTheVerySigningNameIsTheFirst() {
    for (String name : List.of("s3", "dynamodb", "kms", "ecs", "bedrock", "states", "appconfig", "codebuild")) {
      assertThat(names(name)).hasSizeGreaterThan(1).first().isEqualTo(name);
    }
  }

  @Test
  void globalServicesHaveOneNameForAllRegions() {
    assertThat(PublicService.all()).filteredOn(PublicService::isGlobal).extracting(PublicService::name)
        .containsExactlyInAnyOrder("checkip", "iam", "organizations", "route53", "s3-global.accesspoint");
  }

  private static List<String> names(String signingName) {
    return PublicService.signedAs(signingName).stream().map(PublicService::name).toList();
  }
}
