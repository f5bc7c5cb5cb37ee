package dev.postern.engine.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Caller;
import dev.postern.core.plan.Door;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kill -9 while many clients write: what was acknowledged is there, in the table and in its index. */
class CrashTest {
  private static final int WRITERS = 16;

  @TempDir Path dir;

  @Test
  void everyAcknowledgedItemIsThereAfterKill9() throws Exception {
    long seed = System.nanoTime();
    System.out.println("CrashTest.everyAcknowledgedItemIsThereAfterKill9 seed " + seed);
    Random random = new Random(seed);
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      int lines = 50 + random.nextInt(500);
      acknowledged.addAll(writeAndKill(round, lines));
    }
    assertThat(acknowledged).hasSizeGreaterThan(150);
    try (DynamoDb engine = new DynamoDb(dir, Clock.systemUTC())) {
      for (String id : acknowledged) {
        assertThat(call(engine, "GetItem", "{\"TableName\":\"Crash\",\"Key\":{\"id\":{\"S\":\"" + id + "\"}}}")).contains("\"" + id + "\"");
      }
      String query = "{\"TableName\":\"Crash\",\"IndexName\":\"byWriter\",\"KeyConditionExpression\":\"writer = :w\",\"Select\":\"COUNT\","
          + "\"ExpressionAttributeValues\":{\":w\":{\"N\":\"%d\"}}}";
      for (int writer = 0; writer < WRITERS; writer++) {
        String suffix = "-" + writer;
        long expected = acknowledged.stream().filter(id -> id.endsWith(suffix)).count();
        String counted = call(engine, "Query", query.formatted(writer)).replaceAll(".*\"Count\":(\\d+).*", "$1");
        assertThat(Long.parseLong(counted)).isGreaterThanOrEqualTo(expected);
      }
    }
  }

  /** Lets a child JVM write until it has acknowledged so many items, then kills it; returns all that it acknowledged. */
  private List<String> writeAndKill(int round, int lines) throws Exception {
    Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
        "-cp", System.getProperty("java.class.path"), Writing.class.getName(), dir.toString(), Integer.toString(round))
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      while ((line = out.readLine()) != null) {
        // The kill may cut the last line short: only a whole one ends so.
        if (line.endsWith(".")) {
          acknowledged.add(line.substring(0, line.length() - 1));
        }
        if (acknowledged.size() == lines) {
          // Process.destroyForcibly would close the stream that still holds acknowledgements.
          child.toHandle().destroyForcibly();
        }
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
    assertThat(child.exitValue()).isEqualTo(128 + 9);
    return acknowledged;
  }

  /** The child: writers that print each id when its write is acknowledged. */
  static final class Writing {
    public static void main(String[] args) throws Exception {
      DynamoDb engine = new DynamoDb(Path.of(args[0]), Clock.systemUTC());
      if (args[1].equals("0")) {
        String created = call(engine, "CreateTable", """
            {"TableName":"Crash","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
             "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"writer","AttributeType":"N"}],
             "GlobalSecondaryIndexes":[{"IndexName":"byWriter","KeySchema":[{"AttributeName":"writer","KeyType":"HASH"}],
               "Projection":{"ProjectionType":"KEYS_ONLY"}}]}""");
        if (!created.contains("ACTIVE")) {
          throw new IllegalStateException(created);
        }
      }
      List<Thread> threads = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int w = writer;
        threads.add(Thread.startVirtualThread(() -> {
          for (int i = 0; ; i++) {
            String id = args[1] + "-" + i + "-" + w;
            String item = "{\"TableName\":\"Crash\",\"Item\":{\"id\":{\"S\":\"%s\"},\"writer\":{\"N\":\"%d\"}}}";
            if (!call(engine, "PutItem", item.formatted(id, w)).equals("{}")) {
              System.exit(1);
            }
            System.out.println(id + ".");
          }
        }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private static String call(DynamoDb engine, String operation, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    HttpCall call = new HttpCall("POST", "/", "", Headers.of("X-Amz-Target", "DynamoDB_20120810." + operation), new ByteArrayInputStream(bytes),
        bytes.length, false, "127.0.0.1", new Door.Api());
    HttpReply reply = engine.handle(call, Caller.root("000000000000", "us-east-1"));
    return new String(((HttpReply.Bytes) reply.body()).bytes(), StandardCharsets.UTF_8);
  }
}
