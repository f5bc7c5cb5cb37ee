package dev.postern.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Every host to every service for a terminal: of hosts that fare alike the services by way, and those that are not reached by what stops them. */
record SurveyReport(JsonNode rows) {
  private static final int NAMED = 3;
  private static final int WIDTH = 110;

  String text() {
    if (rows.isEmpty()) {
      return "no instance, function or site host runs\n";
    }
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> append(text, row));
    return text.toString();
  }

  private static void append(StringBuilder text, JsonNode row) {
    List<String> hosts = strings(row.path("hosts"));
    String more = hosts.size() > NAMED ? " and " + (hosts.size() - NAMED) + " more" : "";
    text.append((row.path("network").asString() + "  " + row.path("subnet").asString() + "  " + String.join(", ", strings(row.path("groups")))).strip())
        .append("  ").append(String.join(", ", hosts.subList(0, Math.min(NAMED, hosts.size())))).append(more).append('\n');
    Map<String, List<String>> reached = new TreeMap<>();
    Map<String, List<String>> stopped = new TreeMap<>();
    for (Map.Entry<String, JsonNode> service : row.path("services").properties()) {
      JsonNode fare = service.getValue();
      boolean arrives = fare.path("reached").asBoolean();
      String key = arrives ? "by " + fare.path("by").asString() : "stopped by " + fare.path("stop").asString();
      (arrives ? reached : stopped).computeIfAbsent(key, _ -> new ArrayList<>()).add(service.getKey());
    }
    reached.forEach((way, services) -> line(text, "reached", way, services));
    stopped.forEach((by, services) -> line(text, "STOP", by, services));
    text.append('\n');
  }

  private static void line(StringBuilder text, String mark, String way, List<String> services) {
    String begin = "  %-8s%s: ".formatted(mark, way);
    StringBuilder names = new StringBuilder();
    int shown = 0;
    while (shown < services.size() && (shown == 0 || begin.length() + names.length() + services.get(shown).length() < WIDTH)) {
      names.append(shown == 0 ? "" : ", ").append(services.get(shown));
      shown++;
    }
    text.append(begin).append(names).append(shown < services.size() ? " and " + (services.size() - shown) + " more" : "").append('\n');
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(s -> strings.add(s.asString()));
    return strings;
  }
}
