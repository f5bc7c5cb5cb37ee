package dev.postern.engine.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.authorize.Gate;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes objects is killed with SIGKILL, again and again; what it said is written must be there, whole. */
class CrashTest {
  private static final int WRITERS = 6;
  private static final int ROUNDS = 3;
  private static final int MAX_SIZE = 200_000;

  @TempDir
  Path dir;

  @Test
  void everyAcknowledgedObjectIsThereAfterKill() throws Exception {
    long seed = System.nanoTime();
    System.out.println("CrashTest seed " + seed);
    Random random = new Random(seed);
    Map<String, Long> acknowledged = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      writeUntilKilled(acknowledged, 100 + random.nextInt(200), (round + 1) * 1_000_000L);
      try (S3 s3 = new S3(dir, Clock.systemUTC(), Gate.OWNERS)) {
        for (int writer = 0; writer < WRITERS; writer++) {
          check(s3, "key-" + writer, acknowledged);
        }
      }
    }
  }

  private void writeUntilKilled(Map<String, Long> acknowledged, int enough, long firstVersion) throws IOException, InterruptedException {
    Process child = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
            Writer.class.getName(), dir.toString(), String.valueOf(firstVersion))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try (BufferedReader lines = child.inputReader()) {
      int count = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        acknowledged.put(words[0], Long.valueOf(words[1]));
        if (++count == enough) {
          // by its handle: Process.destroyForcibly would close the stream that the last acknowledgements are in
          child.toHandle().destroyForcibly();
        }
      }
      assertThat(count).as("acknowledgements before the kill").isGreaterThanOrEqualTo(enough);
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  /** The object is the acknowledged version or a later one, which was still being written, and it is whole. */
  private static void check(S3 s3, String key, Map<String, Long> acknowledged) {
    Ask.Reply reply = Ask.of("GET", "/a-bucket/" + key).to(s3);
    if (!acknowledged.containsKey(key)) {
      return;
    }
    assertThat(reply.status()).as(key).isEqualTo(200);
    long version = Long.parseLong(reply.headers().first("x-amz-meta-version").orElseThrow());
    assertThat(version).as(key).isGreaterThanOrEqualTo(acknowledged.get(key));
    assertThat(reply.body()).as(key).isEqualTo(bytes(version));
  }

  private static byte[] bytes(long version) {
    Random random = new Random(version);
    byte[] bytes = new byte[random.nextBoolean() ? random.nextInt(2000) : random.nextInt(MAX_SIZE)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The process to be killed: every thread overwrites its key for ever and prints each version that was acknowledged. */
  static final class Writer {
    public static void main(String[] args) {
      S3 s3 = new S3(Path.of(args[0]), Clock.systemUTC(), Gate.OWNERS);
      Ask.of("PUT", "/a-bucket").to(s3);
      for (int writer = 0; writer < WRITERS; writer++) {
        String key = "key-" + writer;
        Thread.ofPlatform().start(() -> {
          for (long version = Long.parseLong(args[1]); ; version++) {
            Ask.Reply reply = Ask.of("PUT", "/a-bucket/" + key).header("x-amz-meta-version", String.valueOf(version)).body(bytes(version)).to(s3);
            if (reply.status() != 200) {
              throw new IllegalStateException(reply.text());
            }
            synchronized (System.out) {
              System.out.println(key + " " + version);
            }
          }
        });
      }
    }
  }
}
