package dev.postern.app.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The demo as a whole: starts a cloud, tells the story, prints it, and takes the cloud away. */
public final class Demo {
  private final Path launcher;
  private final boolean json;
  private final boolean keep;
  private final PrintStream out;

  /**
   * @param launcher the {@code postern} script, which starts and stops the demo's cloud
   * @param json one line for machines instead of text
   * @param keep leaves the cloud running
   */
  public Demo(Path launcher, boolean json, boolean keep, PrintStream out) {
    this.launcher = launcher;
    this.json = json;
    this.keep = keep;
    this.out = out;
  }

  /** @return whether every act ended as expected */
  public boolean run() throws IOException, InterruptedException {
    say("Starting a cloud of its own …");
    try (RunningCloud cloud = RunningCloud.start(launcher, keep)) {
      // Ctrl-C ends this process: the cloud must go with it, whatever the story is doing.
      Thread stop = new Thread(() -> closeQuietly(cloud));
      Runtime.getRuntime().addShutdownHook(stop);
      List<Act> acts;
      try (Stage stage = new Stage(cloud.endpoint())) {
        say("A VPC 10.0.0.0/16 over two zones, public and private subnets; a Lambda function in the private ones writes and reads DynamoDB");
        say("with the AWS SDK and its default endpoint, https://dynamodb." + Stage.REGION + ".amazonaws.com.");
        acts = new Story(stage, new Observer(cloud.endpoint()), cloud::java, this::tell).tell();
      }
      boolean ok = acts.stream().allMatch(Act::asExpected);
      if (json) {
        out.println(json(ok, acts));
      }
      say(ok ? "\nEvery act ended as AWS would end it." : "\nNot every act ended as expected.");
      if (keep) {
        say("The cloud is still there: " + cloud.words("status") + "; stop it with " + cloud.words("down"));
      }
      Runtime.getRuntime().removeShutdownHook(stop);
      return ok;
    }
  }

  private void tell(Act act) {
    say("");
    say("(" + act.name() + ")");
    say("  expected: " + act.expected() + "; observed: " + act.observed() + " in " + act.ms() + " ms");
    say("  why: " + act.why());
    act.hops().forEach(h -> say(String.format(Locale.ROOT, "  passed %-24s %6d packets %9d bytes", h.resource(), h.packets(), h.bytes())));
    if (act.hops().isEmpty()) {
      say("  no packet passed a link of the VPC's router");
    }
    act.serviceSaw()
        .ifPresentOrElse(
            s -> say("  the service saw " + s.source() + s.vpce().map(v -> " through " + v + " of " + s.vpc().orElse("")).orElse(" from the internet")),
            () -> say("  the service saw nothing"));
    say("  AWS would charge $" + act.price() + " a month for this path" + (act.price().equals("0.00") ? "" : ", and $0.045 for each GB"));
  }

  private void say(String line) {
    if (!json) {
      out.println(line);
    }
  }

  private static String json(boolean ok, List<Act> acts) {
    JsonMapper mapper = JsonMapper.shared();
    ObjectNode root = mapper.createObjectNode().put("ok", ok);
    for (Act act : acts) {
      ObjectNode node = root.withArray("acts").addObject();
      node.put("name", act.name()).put("expected", act.expected()).put("observed", act.observed());
      act.hops().forEach(h -> node.withArray("hops").addObject().put("resource", h.resource()).put("packets", h.packets()).put("bytes", h.bytes()));
      node.withArray("hops");
      ObjectNode saw = node.putObject("service_saw");
      saw.put("source", act.serviceSaw().map(Act.Saw::source).orElse(null));
      saw.put("vpce", act.serviceSaw().flatMap(Act.Saw::vpce).orElse(null));
      saw.put("vpc", act.serviceSaw().flatMap(Act.Saw::vpc).orElse(null));
      node.put("ms", act.ms()).put("why", act.why()).put("usd_per_month", act.price());
    }
    return mapper.writeValueAsString(root);
  }

  private static void closeQuietly(RunningCloud cloud) {
    try {
      cloud.close();
    } catch (IOException e) {
      System.err.println("postern: " + e.getMessage());
    }
  }
}
