package dev.postern.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * HTTPS to S3 and DynamoDB through an interface endpoint, a gateway endpoint and NAT, against nginx on an instance of the same subnet that
 * ends TLS and proxies to the same engines without TLS. wrk asks on an instance, with the same bytes over as many kept connections.
 */
final class Doors implements Part {
  private static final int ROUNDS = 5;
  private static final int SECONDS = 2;
  private static final String NGINX = "nginx with TLS in front of it";

  @Override
  public List<Figure> measure() throws Exception {
    Path folder = Files.createTempDirectory("postern-bench-");
    try (RunningCloud cloud = new RunningCloud()) {
      cloud.up();
      DoorsNetwork network = DoorsNetwork.make(cloud);
      Nginx.start(cloud, network.proxy(), folder);
      List<Figure> figures = new ArrayList<>();
      for (Asked asked : Asked.ALL) {
        Path script = folder.resolve("wrk.lua");
        Files.writeString(script, asked.script());
        figures.addAll(figures(asked, samples(cloud, network, asked, script)));
      }
      return figures;
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
      }
    }
  }

  private record Door(String client, String name) {}

  private static Map<String, List<JsonNode>> samples(RunningCloud cloud, DoorsNetwork network, Asked asked, Path script) throws Exception {
    Map<String, Door> doors = new LinkedHashMap<>();
    doors.put("interface endpoint", new Door(network.client(), network.interfaceNames().get(asked.service())));
    doors.put("gateway endpoint", new Door(network.client(), asked.host()));
    doors.put("NAT and internet gateway", new Door(network.privateClient(), asked.host()));
    doors.put(NGINX, new Door(network.client(), network.proxyName()));
    List<String> order = new ArrayList<>(doors.keySet());
    Map<String, List<JsonNode>> samples = new HashMap<>();
    for (int round = 0; round <= ROUNDS; round++) {
      for (String name : order) {
        JsonNode sample = once(cloud, doors.get(name), asked, script);
        if (round > 0) {
          samples.computeIfAbsent(name, _ -> new ArrayList<>()).add(sample);
        }
      }
      Collections.rotate(order, 1);
    }
    return samples;
  }

  private static JsonNode once(RunningCloud cloud, Door door, Asked asked, Path script) throws IOException, InterruptedException {
    String output =
        cloud.run(
            "exec", door.client, "--", "wrk", "-t", "1", "-c", String.valueOf(asked.connections()), "-d", SECONDS + "s", "-s", script.toString(),
            "https://" + door.name + "/");
    JsonNode sample = JsonMapper.shared().readTree(output.lines().reduce((_, last) -> last).orElseThrow());
    if (sample.get("errors").asInt() > 0 || sample.get("requests").asInt() == 0) {
      throw new IllegalStateException(asked.title() + " by " + door.name + ": " + output);
    }
    return sample;
  }

  private static List<Figure> figures(Asked asked, Map<String, List<JsonNode>> samples) {
    List<Figure> figures = new ArrayList<>();
    List<Double> nginx = rates(samples.get(NGINX), "requests");
    samples.keySet().stream()
        .sorted()
        .forEach(
            name -> {
              List<Double> rates = rates(samples.get(name), "requests");
              figures.add(new Figure(asked.title() + ", " + name, Figure.percentile(rates, 0.5), "requests/s"));
              if (asked == Asked.LARGE) {
                figures.add(new Figure(asked.title() + ", " + name, Figure.percentile(rates(samples.get(name), "bytes"), 0.5), "MB/s"));
              }
              if (!name.equals(NGINX)) {
                List<Double> ratios = new ArrayList<>();
                for (int i = 0; i < rates.size(); i++) {
                  ratios.add(rates.get(i) / nginx.get(i));
                }
                figures.add(new Figure(asked.title() + ", " + name + ", against nginx", Figure.percentile(ratios, 0.5), "of it, " + spread(ratios), "1"));
              }
            });
    return figures;
  }

  /** Requests, or bytes in millions, a second. */
  private static List<Double> rates(List<JsonNode> samples, String what) {
    double unit = what.equals("bytes") ? 1e6 : 1;
    return samples.stream().map(s -> s.get(what).asDouble() / unit / (s.get("microseconds").asDouble() / 1e6)).toList();
  }

  private static String spread(List<Double> ratios) {
    return String.format(Locale.ROOT, "%.2f to %.2f", Collections.min(ratios), Collections.max(ratios));
  }
}
