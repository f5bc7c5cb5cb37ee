package dev.postern.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a running cloud what it saw: its observation paths beside the AWS API. */
final class Observer {
  private static final JsonMapper JSON = JsonMapper.shared();
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI endpoint;

  Observer(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** Packets and bytes by resource of a VPC, both ways together. */
  Map<String, Act.Hop> traffic(String vpcId) {
    Map<String, Act.Hop> hops = new LinkedHashMap<>();
    get("/_postern/traffic?vpc=" + vpcId)
        .forEachEntry(
            (id, c) ->
                hops.put(
                    id,
                    new Act.Hop(
                        id,
                        c.get("sentPackets").asLong() + c.get("receivedPackets").asLong(),
                        c.get("sentBytes").asLong() + c.get("receivedBytes").asLong())));
    return hops;
  }

  /** The last caller that a service saw since {@code time} on another door than the API port. */
  Optional<Act.Saw> saw(String service, Instant time) {
    Optional<Act.Saw> last = Optional.empty();
    for (JsonNode record : get("/_postern/access?since=" + time)) {
      if (record.get("service").asString().equals(service) && !record.get("door").asString().equals("api")) {
        last = Optional.of(new Act.Saw(record.get("source").asString(), text(record, "vpce"), text(record, "vpc")));
      }
    }
    return last;
  }

  /** Where the model says a connection from an interface ends: the stop's code and the resource that decides, or how it arrives. */
  String explain(String eni, String address) {
    JsonNode end = get("/_postern/path?from=" + eni + "&to=" + address + "&port=443").get("end");
    return end.has("code") ? end.get("code").asString() + " at " + end.get("origin").asString() : "it arrives";
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.ofNullable(node.get(name)).filter(JsonNode::isString).map(JsonNode::asString);
  }

  private JsonNode get(String path) {
    try {
      HttpResponse<String> response = http.send(HttpRequest.newBuilder(endpoint.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(path + ": " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
