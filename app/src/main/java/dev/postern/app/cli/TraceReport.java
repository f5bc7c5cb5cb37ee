package dev.postern.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A trace for a terminal: the hops in columns, then what it comes to, in a few lines that stand apart. */
record TraceReport(JsonNode trace) {
  String text() {
    StringBuilder text = new StringBuilder();
    trace.path("whatIf").forEach(command -> line(text, "what if", command.asString()));
    text.append(trace.path("from").asString()).append(" to ").append(trace.path("to").asString());
    if (!trace.path("destination").isNull()) {
      text.append(" at ").append(trace.path("destination").asString());
    }
    text.append("\n\n");
    hops(text, "there", trace.path("there"));
    hops(text, "back", trace.path("back"));
    if (trace.has("now")) {
      line(text, "now", said(trace.path("now")));
      line(text, "then", said(trace));
      text.append('\n');
    }
    conclusion(text);
    if (trace.has("verified")) {
      line(text, "verified", verified(trace.path("verified")));
    }
    for (JsonNode note : trace.path("notes")) {
      line(text, "note", note.path("says").asString());
      line(text, "", note.at("/fix/command").asString(""));
    }
    line(text, "policies", trace.path("policies").asString());
    return text.toString();
  }

  private static void hops(StringBuilder text, String title, JsonNode steps) {
    if (steps.isEmpty()) {
      return;
    }
    List<String> who = new ArrayList<>();
    steps.forEach(s -> who.add((s.path("resource").asString() + " " + s.path("rule").asString()).strip()));
    int width = who.stream().mapToInt(String::length).max().orElse(0);
    text.append(title).append('\n');
    for (int i = 0; i < who.size(); i++) {
      JsonNode step = steps.get(i);
      String mark = step.path("passed").asBoolean() ? "ok" : "STOP";
      String row = "  %-4s  %-18s  %-" + width + "s  %s";
      text.append(row.formatted(mark, kind(step), who.get(i), step.path("says").asString()).stripTrailing()).append('\n');
    }
    text.append('\n');
  }

  private static String kind(JsonNode step) {
    return step.path("kind").asString().toLowerCase(Locale.ROOT).replace('_', ' ').replace("acl", "ACL").replace("vpc", "VPC").replace("nat ", "NAT ");
  }

  /** A trace in one line. */
  private static String said(JsonNode trace) {
    JsonNode stop = trace.path("stop");
    String code = stop.path("code").asString("");
    return stop.isNull()
        ? trace.path("arrival").asString()
        : "stopped by " + (stop.path("resource").asString() + " " + stop.path("rule").asString()).strip() + (code.isEmpty() ? "" : " (" + code + ")");
  }

  private void conclusion(StringBuilder text) {
    JsonNode stop = trace.path("stop");
    if (stop.isNull()) {
      line(text, "REACHED", trace.path("arrival").asString());
      return;
    }
    String code = stop.path("code").asString("");
    String resource = (stop.path("resource").asString() + " " + stop.path("rule").asString()).strip();
    String at = stop.path("at").asString();
    line(
        text, "STOPPED",
        "by " + resource + (at.isEmpty() || resource.startsWith(at) ? "" : " at " + at) + (stop.path("onReturn").asBoolean() ? ", on the way back" : "")
            + (code.isEmpty() ? "" : " (" + code + ")"));
    line(text, "seen", stop.path("sees").asString());
    line(text, "fix", stop.at("/fix/command").asString(""));
    line(text, stop.path("fix").isNull() ? "fix" : "", stop.path("advice").asString());
  }

  private static String verified(JsonNode sent) {
    if (sent.isNull()) {
      return "not: there is no TCP connection to try";
    }
    String outcome = sent.path("outcome").asString().toLowerCase(Locale.ROOT).replace('_', ' ');
    return outcome + ": the kernel " + (sent.path("agrees").asBoolean() ? "agrees" : "does NOT agree; please report this trace");
  }

  private static void line(StringBuilder text, String title, String says) {
    if (!says.isEmpty()) {
      text.append("%-9s %s\n".formatted(title, says));
    }
  }
}
