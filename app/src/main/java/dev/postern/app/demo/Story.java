package dev.postern.app.demo;

import dev.postern.core.services.PrefixLists;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The acts of the demo, one after the other: nothing, NAT, gateway endpoint, nothing again; each call is real and each hop is counted. */
final class Story {
  private static final String WORKS = "works";
  private static final String TIMES_OUT = "times out";
  private static final double HOURS_A_MONTH = 730;
  private static final int S3_SECONDS = 60;

  /** The order in which a packet meets the kinds of resource. */
  private static final List<String> ORDER = List.of("eni", "nat", "igw", "vpce");

  private final Stage stage;
  private final Observer observer;
  private final Function<List<String>, Process> onInstance;
  private final Consumer<Act> teller;
  private final List<Act> acts = new ArrayList<>();

  /** What an interface is shown as when it belongs to something with a better name. */
  private final Map<String, String> names = new HashMap<>();

  /**
   * @param onInstance starts {@code java} with this program's class path and these arguments on the instance named first
   * @param teller is told each act as it ends
   */
  Story(Stage stage, Observer observer, Function<List<String>, Process> onInstance, Consumer<Act> teller) {
    this.stage = stage;
    this.observer = observer;
    this.onInstance = onInstance;
    this.teller = teller;
  }

  List<Act> tell() throws IOException, InterruptedException {
    String address = address();
    String eni = stage.functionInterfaces().getFirst().networkInterfaceId();
    act("a: nothing but the VPC", TIMES_OUT, "0.00", () -> why(eni, address), this::invoked);

    Stage.NatPath nat = stage.natPath();
    names.put(nat.natInterface(), nat.natGateway());
    act("b: NAT gateway and internet gateway", WORKS, natPrice(), () -> "through " + nat.natGateway() + " as " + nat.publicIp(), this::invoked);
    stage.remove(nat);

    VpcEndpoint dynamoDb = stage.endpoint("dynamodb");
    act("c: gateway endpoint for DynamoDB", WORKS, "0.00", () -> "through " + dynamoDb.vpcEndpointId() + " (" + dynamoDb.stateAsString() + ")", this::invoked);
    VpcEndpoint s3 = stage.endpoint("s3");
    String instance = stage.instance().instanceId();
    act("c: gateway endpoint for S3, from an instance", WORKS, "0.00", () -> "through " + s3.vpcEndpointId(), () -> visited(instance));

    stage.remove(dynamoDb);
    act("d: endpoint deleted", TIMES_OUT, "0.00", () -> why(eni, address), this::invoked);
    return acts;
  }

  /** What a caller did: how it ended, which service it was about, and how long the service call itself took. */
  private record Outcome(String observed, String service, long ms) {}

  private interface Call {
    Outcome make() throws IOException, InterruptedException;
  }

  private void act(String name, String expected, String price, Supplier<String> why, Call call) throws IOException, InterruptedException {
    Instant start = Instant.now();
    Map<String, Act.Hop> before = observer.traffic(stage.vpc);
    Outcome outcome = call.make();
    List<Act.Hop> hops = moved(before, observer.traffic(stage.vpc));
    Optional<Act.Saw> saw = observer.saw(outcome.service(), start);
    Act act = new Act(name, expected, outcome.observed(), hops, saw, outcome.ms(), why.get(), price);
    acts.add(act);
    teller.accept(act);
  }

  /** The resources whose counters moved: the caller's interface first, then gateways, then endpoints. */
  private List<Act.Hop> moved(Map<String, Act.Hop> before, Map<String, Act.Hop> after) {
    List<Act.Hop> hops = new ArrayList<>();
    after.forEach(
        (id, now) -> {
          Act.Hop was = before.getOrDefault(id, new Act.Hop(id, 0, 0));
          if (now.packets() > was.packets()) {
            hops.add(new Act.Hop(names.getOrDefault(id, id), now.packets() - was.packets(), now.bytes() - was.bytes()));
          }
        });
    hops.sort(Comparator.comparingInt(h -> ORDER.indexOf(h.resource().substring(0, h.resource().indexOf('-')))));
    return hops;
  }

  private Outcome invoked() {
    long start = System.nanoTime();
    String answer = stage.invoke("item-" + acts.size());
    long ms = (System.nanoTime() - start) / 1_000_000;
    JsonNode json = JsonMapper.shared().readTree(answer);
    if (json.has("read")) {
      return new Outcome(WORKS, "dynamodb", json.get("ms").asLong());
    }
    return new Outcome(answer.contains("timed out") ? TIMES_OUT : answer, "dynamodb", ms);
  }

  private Outcome visited(String instance) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = onInstance.apply(List.of(instance, S3Visit.class.getName(), stage.bucket));
    boolean ended = process.waitFor(S3_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroy();
    }
    String text = ended ? new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip() : TIMES_OUT;
    long ms = (System.nanoTime() - start) / 1_000_000;
    return new Outcome(text.endsWith("hello from a private subnet") ? WORKS : text, "s3", ms);
  }

  private String why(String eni, String address) {
    return "no way from " + eni + " to " + address + ": " + observer.explain(eni, address);
  }

  /** An address that DynamoDB's name resolves to: the first of its prefix list's blocks in use. */
  private String address() {
    return PrefixLists.ofService(Stage.REGION, "com.amazonaws." + Stage.REGION + ".dynamodb").orElseThrow().addressTexts().getFirst();
  }

  /** us-east-1: a NAT gateway and its public address for a month, before any byte. */
  private static String natPrice() {
    return String.format(Locale.ROOT, "%.2f", HOURS_A_MONTH * (0.045 + 0.005));
  }
}
