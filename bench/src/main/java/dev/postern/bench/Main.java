package dev.postern.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Runs the parts that are named, or all of them, and prints one table. */
public final class Main {
  private static final Map<String, Part> PARTS = parts();

  private Main() {}

  private static Map<String, Part> parts() {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("throughput", new Throughput());
    parts.put("endpoints", new EndpointLatency());
    parts.put("dns", new Dns());
    parts.put("start", new Start());
    parts.put("services", new Services());
    parts.put("doors", new Doors());
    parts.put("interfaces", new Interfaces());
    parts.put("policies", new Policies());
    parts.put("explain", new Explanations());
    return parts;
  }

  /** @param arguments names of parts, and {@code --json} for machines */
  public static void main(String[] arguments) throws Exception {
    List<String> named = Arrays.stream(arguments).filter(a -> !a.startsWith("--")).toList();
    for (String name : named) {
      if (!PARTS.containsKey(name)) {
        System.err.println("bench: no part " + name + "; there are " + String.join(", ", PARTS.keySet()));
        System.exit(2);
      }
    }
    List<Figure> figures = new ArrayList<>();
    for (Map.Entry<String, Part> part : PARTS.entrySet()) {
      if (named.isEmpty() || named.contains(part.getKey())) {
        System.err.println("bench: " + part.getKey());
        figures.addAll(part.getValue().measure());
      }
    }
    if (List.of(arguments).contains("--json")) {
      System.out.println(JsonMapper.shared().writeValueAsString(figures));
    } else {
      System.out.println("| measured | value | goal |\n|---|---|---|");
      figures.forEach(f -> System.out.printf(Locale.ROOT, "| %s | %.2f %s | %s |%n", f.name(), f.value(), f.unit(), f.goal()));
    }
    System.exit(0);
  }
}
