package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder of {@code scenarios}: a broken network, and what is said of it. {@code network.sh} makes the network and prints what is in it; {@code scenario.json} says
 * what the client asks for and sees, which words are in its trace, which finding the doctor has, and who mends it.
 */
final class Scenario {
  static final Path ALL = Cloud.ROOT.resolve("scenarios");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final JsonNode says;
  private final Cloud cloud;
  private final String account;
  private final Path bin;
  private final Map<String, String> names = new HashMap<>();

  /** @param bin has an {@code aws} that asks the cloud */
  Scenario(Path folder, Cloud cloud, Path bin) {
    this.folder = folder;
    this.says = JsonMapper.shared().readTree(read(folder.resolve("scenario.json")));
    this.account = "0000000010" + folder.getFileName().toString().substring(0, 2);
    this.cloud = cloud.as(account);
    this.bin = bin;
  }

  static List<String> names() {
    List<String> only = List.of(System.getProperty("scenario", "").split(","));
    try (Stream<Path> folders = Files.list(ALL)) {
      return folders.filter(Files::isDirectory).map(f -> f.getFileName().toString()).filter(n -> only.stream().anyMatch(n::startsWith)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void play() throws IOException {
    names.put("account", account);
    script("network.sh").lines().filter(l -> l.contains("=")).forEach(l -> names.put(l.substring(0, l.indexOf('=')), l.substring(l.indexOf('=') + 1)));
    List<Process> servers = new ArrayList<>();
    try {
      if (names.containsKey("server")) {
        servers.add(cloud.begin("exec", name("server"), "--", "python3", "-m", "http.server", "8080"));
      }
      broken();
      mend();
      works();
    } finally {
      servers.forEach(Process::destroy);
    }
  }

  private void broken() {
    Seen seen = ask(says.path("client"));
    JsonNode expected = says.path("sees");
    if (expected.has("exit")) {
      assertThat(seen.status).as(seen.out).isEqualTo(expected.path("exit").asInt());
    }
    if (expected.has("exits")) {
      assertThat(expected.path("exits").toString()).as(seen.out).containsPattern("\\b" + seen.status + "\\b");
    }
    if (expected.has("http")) {
      assertThat(seen.out).isEqualTo(expected.path("http").asString());
    }
    if (expected.has("says")) {
      assertThat(seen.out).containsPattern(expected.path("says").asString());
    }
    if (says.has("trace")) {
      assertThat(trace(says.path("client"))).as("trace").containsPattern(given(says.path("trace").asString()));
    }
    if (says.has("doctor")) {
      assertThat(findings()).as("doctor").anyMatch(this::isExpected);
    }
  }

  private boolean isExpected(JsonNode finding) {
    String resource = given(says.at("/doctor/resource").asString());
    return finding.path("number").asInt() == says.at("/doctor/number").asInt() && (resource.isEmpty() || finding.path("resource").asString().equals(resource));
  }

  private void mend() {
    switch (says.path("mend").asString()) {
      case "doctor" -> {
        // One command can show the next thing that is wrong.
        for (int i = 0; i < 4; i++) {
          List<String> commands = findings().stream().filter(this::isExpected).map(f -> f.at("/fix/command").asString("")).filter(c -> !c.isEmpty()).distinct().toList();
          assertThat(i > 0 || !commands.isEmpty()).as("the doctor prints a command").isTrue();
          if (commands.isEmpty()) {
            break;
          }
          run(List.of("/bin/sh", "-ec", commands.getFirst()));
        }
      }
      case "fix.sh" -> script("fix.sh");
      case "client" -> {}
      default -> throw new AssertionError("who mends it? " + says);
    }
  }

  private void works() {
    JsonNode then = says.has("then") ? says.path("then") : says.path("client");
    Instant end = Instant.now().plus(PATIENCE);
    Seen seen = ask(then);
    while (seen.status != 0 && Instant.now().isBefore(end)) {
      seen = ask(then);
    }
    assertThat(seen.status).as("the client afterwards: " + seen.out).isZero();
    if (says.has("after")) {
      assertThat(seen.out + "\n" + trace(then)).as("afterwards").containsPattern(given(says.path("after").asString()));
    }
  }

  private record Seen(int status, String out) {}

  /** A URL, or the words of a command. */
  private Seen ask(JsonNode client) {
    List<String> words = new ArrayList<>();
    if (client.isString()) {
      words.addAll(List.of("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "--connect-timeout", "3", "--max-time", "20", given(client.asString())));
    } else {
      words.addAll(List.of("env", "AWS_ACCESS_KEY_ID=" + account, "AWS_SECRET_ACCESS_KEY=test", "AWS_DEFAULT_REGION=us-east-1"));
      client.forEach(word -> words.add(given(word.asString())));
    }
    Cloud.Ran ran = cloud.tryExec(name("client"), words.toArray(String[]::new));
    return new Seen(ran.status(), ran.out());
  }

  private String trace(JsonNode client) {
    return client.isString() ? cloud.postern("trace", "--from", name("client"), "--to", given(client.asString())).out() : "";
  }

  private List<JsonNode> findings() {
    List<JsonNode> findings = new ArrayList<>();
    for (JsonNode finding : JsonMapper.shared().readTree(cloud.postern("doctor", "--json").out()).path("findings")) {
      if (finding.path("account").asString().equals(account)) {
        findings.add(finding);
      }
    }
    return findings;
  }

  private String script(String file) {
    return run(List.of("/bin/sh", folder.resolve(file).toString()));
  }

  private String run(List<String> command) {
    Map<String, String> environment = new HashMap<>(names);
    environment.putAll(
        Map.of("AWS_ACCESS_KEY_ID", account, "AWS_SECRET_ACCESS_KEY", "test", "AWS_DEFAULT_REGION", "us-east-1", "AWS_PAGER", "", "PATH", bin + ":" + System.getenv("PATH")));
    Cloud.Ran ran = Cloud.run(command, environment);
    assertThat(ran.status()).as(command + ": " + ran.out()).isZero();
    return ran.out();
  }

  private String name(String name) {
    String value = names.get(name);
    assertThat(value).as("network.sh says no " + name + ": " + names).isNotNull();
    return String.valueOf(value);
  }

  /** A text with the names of the network in it. */
  private String given(String text) {
    String given = text;
    for (Map.Entry<String, String> each : names.entrySet()) {
      given = given.replace("$" + each.getKey(), each.getValue());
    }
    return given;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
