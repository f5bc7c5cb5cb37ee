package dev.postern.app.cli;

import dev.postern.app.demo.Demo;
import dev.postern.app.demo.DemoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code postern demo}: the story of a Lambda function in a VPC that wants DynamoDB, with real packets, in a cloud of its own. */
@Command(
    name = "demo",
    description = "Tells with real packets how a Lambda function in a VPC reaches DynamoDB: not at all, by NAT, by a gateway endpoint.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Option(names = "--keep", description = "Leaves the demo's cloud running.")
  private boolean keep;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path launcher = Path.of(Optional.ofNullable(System.getenv("POSTERN_LAUNCHER")).orElse("./postern"));
    try {
      return new Demo(launcher, json, keep, System.out).run() ? 0 : 1;
    } catch (DemoException e) {
      System.err.println("postern: " + e.getMessage());
      return e.status();
    }
  }
}
