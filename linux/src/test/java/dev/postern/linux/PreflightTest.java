package dev.postern.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PreflightTest {
  @Test
  void aMachineThatRunsTheseTestsLacksNothing() {
    assertThat(Preflight.lacking()).isEmpty();
  }

  @Test
  void aMachineWithoutNetworkNamespacesIsToldWhatToDo() throws Exception {
    String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process = new ProcessBuilder("unshare", "--user", "--map-root-user", "sh", "-c",
        "echo 0 > /proc/sys/user/max_net_namespaces && exec \"$0\" \"$@\"",
        java, "--enable-native-access=ALL-UNNAMED", "-cp", classes, Asked.class.getName()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).describedAs(said).isEqualTo(3);
    assertThat(said.lines().toList()).hasSize(1);
    assertThat(said).startsWith("unshare network namespace: ").contains("user.max_net_namespaces above 0");
  }

  /** What the command line does with it. */
  static final class Asked {
    private Asked() {}

    static void main() {
      Preflight.lacking().ifPresent(line -> {
        System.out.println(line);
        System.exit(3);
      });
    }
  }
}
