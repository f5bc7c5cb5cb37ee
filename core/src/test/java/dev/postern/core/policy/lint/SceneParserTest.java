package dev.postern.core.policy.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.PolicyType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SceneParserTest {
  private static final String BUCKET = "{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":[\"arn:aws:s3:::data\",\"arn:aws:s3:::data/*\"]}]}";
  private static final String ENDPOINT = "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
  private static final String IDENTITY = "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

  private static List<Scene> parse(String text) {
    return new SceneParser(text, "file", Optional.empty(), Optional.empty(), "111122223333").parse();
  }

  @Test
  void aBareDocumentsTypeIsSeen() {
    assertThat(parse(BUCKET)).singleElement().satisfies(scene -> {
      assertThat(scene.type()).isEqualTo(PolicyType.RESOURCE);
      assertThat(scene.bucket()).contains("data");
    });
    assertThat(parse(ENDPOINT)).singleElement().satisfies(scene -> assertThat(scene.type()).isEqualTo(PolicyType.VPC_ENDPOINT));
    assertThat(parse(IDENTITY)).singleElement().satisfies(scene -> assertThat(scene.type()).isEqualTo(PolicyType.IDENTITY));
  }

  @Test
  void whatTheCommandLineOfAwsPrintsIsRead() {
    assertThat(parse("{\"Policy\": \"" + BUCKET.replace("\"", "\\\"") + "\"}")).singleElement().satisfies(scene -> assertThat(scene.bucket()).contains("data"));
  }

  @Test
  void policiesComeWithWhatIsKnownAroundThem() {
    List<Scene> scenes = parse(
        "{\"account\":\"444455556666\",\"bucket\":\"other\",\"resourcePolicy\":" + BUCKET + ",\"vpcEndpointPolicies\":[" + ENDPOINT + "],\"vpcEndpointType\":\"Gateway\","
            + "\"endpoints\":[{\"id\":\"vpce-1\",\"vpc\":\"vpc-1\",\"vpcEndpointType\":\"Gateway\",\"policy\":" + ENDPOINT + "}],\"serviceRoles\":[\"r\"]}");
    assertThat(scenes).hasSize(2);
    assertThat(scenes.getFirst().account()).isEqualTo("444455556666");
    assertThat(scenes.getFirst().bucket()).contains("other");
    assertThat(scenes.getFirst().complete()).isTrue();
    assertThat(scenes.getFirst().endpoints().getFirst().gateway()).isTrue();
    assertThat(scenes.get(1).gateway()).isTrue();
    assertThat(scenes.get(1).callers().orElseThrow().serviceRoles()).containsExactly("r");
  }

  @Test
  void whatIsNoneOfItIsRefused() {
    for (String text : List.of("[]", "{", "{}", "{\"policy\":{}}", "{\"endpoints\":[{}],\"resourcePolicy\":" + BUCKET + "}", "{\"Statement\":[]}", "{\"Policy\":\"{\"}")) {
      assertThat(catchThrowableOfType(MalformedPolicy.class, () -> parse(text))).as(text).isNotNull();
    }
  }
}
