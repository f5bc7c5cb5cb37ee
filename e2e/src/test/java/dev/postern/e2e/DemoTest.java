package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./postern demo}, as root and as an unprivileged user. */
class DemoTest {
  @Test
  void theDemoEndsAsAwsWould() {
    told(List.of(Cloud.ROOT.resolve("postern").toString(), "demo", "--json"));
  }

  @Test
  void anUnprivilegedUserSeesTheSame(@TempDir Path home) throws IOException {
    // The clone may lie where only root can read: the user gets a copy of what a build leaves.
    Path copy = home.resolve("postern");
    Cloud.Ran copied =
        Cloud.run(
            List.of("sh", "-c", "mkdir -p \"$2/app/target\" && cp \"$1/postern\" \"$2\" && cp -r \"$1/app/target/postern\" \"$2/app/target\" && chmod -R a+rX \"$2\"", "copy", Cloud.ROOT.toString(), copy.toString()),
            Map.of());
    assertThat(copied.status()).as(copied.out()).isZero();
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
    told(
        List.of(
            "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", "HOME=" + home, "TMPDIR=" + home, "PATH=" + System.getenv("PATH"),
            copy.resolve("postern").toString(), "demo", "--json"));
  }

  private static void told(List<String> command) {
    Cloud.Ran demo = Cloud.run(command, Map.of());
    assertThat(demo.status()).as(demo.out()).isZero();
    JsonNode story = JsonMapper.shared().readTree(demo.out().lines().filter(l -> l.startsWith("{")).findFirst().orElseThrow());
    assertThat(story.get("ok").asBoolean()).isTrue();
    JsonNode nat = story.at("/acts/1");
    JsonNode endpoint = story.at("/acts/2");
    assertThat(story.at("/acts/0/observed").asString()).isEqualTo("times out");
    assertThat(nat.at("/service_saw/source").asString()).startsWith("3.");
    assertThat(nat.at("/service_saw/vpce").isNull()).isTrue();
    assertThat(endpoint.at("/service_saw/source").asString()).startsWith("10.0.");
    assertThat(endpoint.at("/service_saw/vpce").asString()).startsWith("vpce-");
    assertThat(endpoint.get("hops").findValuesAsString("resource")).anyMatch(r -> r.startsWith("vpce-")).noneMatch(r -> r.startsWith("igw-"));
    assertThat(story.at("/acts/4/observed").asString()).isEqualTo("times out");
  }
}
