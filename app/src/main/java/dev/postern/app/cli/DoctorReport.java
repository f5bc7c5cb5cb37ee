package dev.postern.app.cli;

import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Findings for a terminal: what it is about first, then why, what comes of it and what to do, each on a line of its own. */
record DoctorReport(JsonNode findings) {
  String text() {
    if (findings.isEmpty()) {
      return "nothing found\n";
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode finding : findings) {
      text.append(one(finding)).append('\n');
    }
    return text.append(counts()).toString();
  }

  /** One finding in its lines. */
  static String one(JsonNode finding) {
    String network = finding.path("network").asString();
    String resource = finding.path("resource").asString();
    StringBuilder text = new StringBuilder();
    text.append("%-8s %s%s: %s%s\n".formatted(
        finding.path("severity").asString(), resource, network.isEmpty() || resource.equals(network) ? "" : " of " + network, finding.path("title").asString(), number(finding)));
    line(text, "seen", finding.path("evidence").asString());
    line(text, "so", finding.path("consequence").asString());
    line(text, "fix", finding.at("/fix/command").asString(""));
    return text.toString();
  }

  private static String number(JsonNode finding) {
    int number = finding.path("number").asInt();
    return number == 0 ? "" : " (cause " + number + ")";
  }

  private String counts() {
    int errors = count("ERROR");
    String end = errors == 0 ? "; nothing is broken\n" : "\n";
    return errors + (errors == 1 ? " error, " : " errors, ") + count("WARNING") + (count("WARNING") == 1 ? " warning, " : " warnings, ") + count("INFO") + " for information" + end;
  }

  private int count(String severity) {
    int count = 0;
    for (JsonNode finding : findings) {
      count += finding.path("severity").asString().equals(severity) ? 1 : 0;
    }
    return count;
  }

  /** Each command once, the one for the worst finding first; before it what it is for, as a comment. */
  String commands() {
    StringBuilder text = new StringBuilder();
    Set<String> said = new LinkedHashSet<>();
    for (JsonNode finding : findings) {
      String command = finding.at("/fix/command").asString("");
      String about = "# " + finding.path("severity").asString() + " " + finding.path("resource").asString() + ": " + finding.path("title").asString();
      if (command.isEmpty()) {
        text.append(about).append("; no command mends it: ").append(finding.path("consequence").asString()).append('\n');
      } else if (said.add(command)) {
        text.append(about).append('\n').append(command).append('\n');
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String title, String says) {
    if (!says.isEmpty()) {
      text.append("  %-6s %s\n".formatted(title, says));
    }
  }
}
