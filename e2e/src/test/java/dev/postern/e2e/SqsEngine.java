package dev.postern.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/**
 * ElasticMQ, an engine for SQS that people attach, in a process of its own that ends with the test's.
 *
 * <p>It is told the address by which clients know it, for the URLs of its queues, as one tells any server behind another.
 */
final class SqsEngine implements AutoCloseable {
  private final Process process;
  private final int port;

  private SqsEngine(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static SqsEngine start() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(java, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), SqsEngine.class.getName());
    try {
      Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("port ")) {
          return new SqsEngine(process, Integer.parseInt(line.substring("port ".length())));
        }
      }
      throw new AssertionError("ElasticMQ ended with status " + process.onExit().join().exitValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In that process: serves until its standard input ends. */
  public static void main(String[] arguments) throws IOException {
    NodeAddress known = new NodeAddress("https", "sqs.us-east-1.amazonaws.com", 443, "");
    SQSRestServer server = SQSRestServerBuilder.withDynamicPort().withInterface("127.0.0.1").withServerAddress(known).start();
    System.out.println("port " + server.waitUntilStarted().localAddress().getPort());
    while (System.in.read() >= 0) {
      // Until the test ends.
    }
    System.exit(0);
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
