package dev.postern.app.cli;

import dev.postern.core.policy.PolicyType;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code postern log}: the requests that services got, and which statement of which policy decided about each. */
@Command(
    name = "log",
    description = {
      "The latest requests that AWS's services got: who, what, on which way, and the statement that decided.",
      "The running cloud keeps the last 10,000; they are gone when it ends."
    },
    mixinStandardHelpOptions = true)
final class LogCommand implements Callable<Integer> {
  private static final long PAUSE_MILLIS = 300;
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  @Mixin private Cloud cloud;
  @CommandLine.Spec private CommandSpec spec;

  @Option(names = {"-f", "--follow"}, description = "Goes on with new ones until it is interrupted.")
  private boolean follow;

  @Option(names = "--denied", description = "Only those that policies refused.")
  private boolean denied;

  @Option(names = {"-n", "--last"}, paramLabel = "COUNT", description = "How many of the past ones; 100 unless told.")
  private int count = 100;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Option(
      names = "--cloudtrail",
      description = "Those through endpoints as CloudTrail's network activity events, one a line, with the statement in additionalEventData.")
  private boolean cloudTrail;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (count < 0) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--last takes a number from 0, not " + count);
    }
    PrintWriter out = spec.commandLine().getOut();
    OwnApi api = new OwnApi(cloud);
    long after = 0;
    boolean first = true;
    do {
      List<JsonNode> records = new ArrayList<>();
      long before = after;
      for (JsonNode record : JsonMapper.shared().readTree(answer(api, "/_postern/access?after=" + after))) {
        after = record.get("number").asLong();
        if (!denied || isDenied(record)) {
          records.add(record);
        }
      }
      List<JsonNode> shown = first ? records.subList(Math.max(0, records.size() - count), records.size()) : records;
      Map<Long, JsonNode> events = cloudTrail && !shown.isEmpty() ? events(api, before) : Map.of();
      for (JsonNode record : shown) {
        if (cloudTrail) {
          Optional.ofNullable(events.get(record.get("number").asLong())).ifPresent(out::println);
        } else if (json) {
          out.println(record);
        } else {
          out.print(text(record));
        }
      }
      out.flush();
      first = false;
      if (follow) {
        Thread.sleep(PAUSE_MILLIS);
      }
    } while (follow);
    return 0;
  }

  private static String answer(OwnApi api, String path) throws IOException, InterruptedException {
    OwnApi.Answer answer = api.get(path);
    if (answer.status() != 200) {
      throw new IOException(answer.body());
    }
    return answer.body();
  }

  /** By the numbers of their requests; CloudTrail does not have one of each. */
  private static Map<Long, JsonNode> events(OwnApi api, long after) throws IOException, InterruptedException {
    Map<Long, JsonNode> events = new HashMap<>();
    for (String line : answer(api, "/_postern/network-activity?after=" + after).lines().toList()) {
      JsonNode node = JsonMapper.shared().readTree(line);
      events.put(node.get("number").asLong(), node.get("event"));
    }
    return events;
  }

  private static boolean isDenied(JsonNode record) {
    return StreamSupport.stream(record.get("judged").spliterator(), false).anyMatch(j -> !j.get("verdict").asString().equals("ALLOWED"));
  }

  private static String text(JsonNode record) {
    String way = switch (record.get("door").asString()) {
      case "endpoint" -> "through " + record.get("vpce").asString();
      case "public" -> "over the public side";
      default -> "by the API port";
    };
    String caller = record.get("caller").asString();
    StringBuilder text = new StringBuilder();
    text.append(CLOCK.format(Instant.parse(record.get("time").asString()))).append(' ').append(record.get("status").asInt()).append(' ');
    JsonNode judged = record.get("judged");
    if (judged.isEmpty()) {
      text.append(String.join(" ", record.get("service").asString(), record.get("method").asString(), record.get("path").asString()));
    } else {
      text.append(judged.get(0).get("action").asString()).append(' ').append(judged.get(0).get("resource").asString());
    }
    text.append("\n    ").append(caller).append(", from ").append(record.get("source").asString()).append(' ').append(way).append('\n');
    for (JsonNode each : judged) {
      boolean allowed = each.get("verdict").asString().equals("ALLOWED");
      text.append("    ").append(allowed ? "allowed" : "denied " + each.get("action").asString() + " on " + each.get("resource").asString() + ',')
          .append(' ').append(each.get("reason").asString()).append(deciders(each.get("decidedBy"))).append('\n');
    }
    return text.toString();
  }

  private static String deciders(JsonNode deciders) {
    return deciders.isEmpty()
        ? ""
        : StreamSupport.stream(deciders.spliterator(), false)
            .map(LogCommand::decider)
            .collect(Collectors.joining("; ", ": ", ""));
  }

  private static String decider(JsonNode decider) {
    String type = PolicyType.valueOf(decider.get("type").asString()).words();
    String sid = decider.get("sid").isString() ? " (" + decider.get("sid").asString() + ")" : "";
    return decider.get("policy").asString() + ", " + type + ", statement " + (decider.get("statement").asInt() + 1) + sid;
  }
}
