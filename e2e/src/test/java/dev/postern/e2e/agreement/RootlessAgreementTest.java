package dev.postern.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.e2e.Cloud;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agreement test as an unprivileged user, to whom a user namespace gives a network of its own. */
class RootlessAgreementTest {
  private static final int FLOWS = Integer.getInteger("agreement.rootless.flows", 5000);

  @Test
  void theKernelEndsEveryFlowWhereTheModelSaysForAnUnprivilegedUserToo(@TempDir Path home) throws IOException {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
    List<String> command =
        new ArrayList<>(
            List.of(
                "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", "HOME=" + home, "TMPDIR=" + home,
                "unshare", "--user", "--map-root-user", "--mount", "--pid", "--fork", "--kill-child",
                "sh", "-c", "mount -t proc proc /proc && exec \"$@\"", "agreement",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + home, "-Dagreement.flows=" + FLOWS));
    Long seed = Long.getLong("agreement.seed");
    if (seed != null) {
      command.add("-Dagreement.seed=" + seed);
    }
    command.addAll(List.of("-cp", readable(home), RootlessAgreementTest.class.getName()));
    Cloud.Ran ran = Cloud.run(command, Map.of());
    System.out.println(ran.out());
    assertThat(ran.status()).as(ran.out()).isZero();
    assertThat(ran.out()).contains("agreement: user 0 of a user namespace of 65534", " 0 disagreements;");
  }

  /** The class path where anybody can read it: the clone and the build's repository may lie where only root can. */
  private static String readable(Path home) {
    String given = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> copies = new ArrayList<>();
    List<String> entries = Stream.of(given.split(File.pathSeparator)).filter(entry -> Files.exists(Path.of(entry))).toList();
    for (String entry : entries) {
      Path copy = home.resolve("classes-" + copies.size() + (entry.endsWith(".jar") ? ".jar" : ""));
      Cloud.Ran copied = Cloud.run(List.of("cp", "-r", entry, copy.toString()), Map.of());
      assertThat(copied.status()).as(copied.out()).isZero();
      copies.add(copy.toString());
    }
    Cloud.Ran opened = Cloud.run(List.of("chmod", "-R", "a+rX", home.toString()), Map.of());
    assertThat(opened.status()).as(opened.out()).isZero();
    return String.join(File.pathSeparator, copies);
  }

  /** In the user namespace. */
  public static void main(String[] arguments) throws Exception {
    String outside = Files.readString(Path.of("/proc/self/uid_map")).strip().split("\\s+")[1];
    System.out.println("agreement: user 0 of a user namespace of " + outside);
    new AgreementTest().theKernelEndsEveryFlowWhereTheModelSaysAndTheNamedCausesAreWhatStopsThem();
  }
}
