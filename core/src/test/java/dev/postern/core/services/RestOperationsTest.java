package dev.postern.core.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The table of REST operations is the one of AWS's service models; {@code -Dpostern.docs=write} writes it anew. */
class RestOperationsTest {
  private static final Path TABLE = Path.of("src", "main", "resources", "dev", "postern", "core", "services", "rest-operations.txt");

  /** Services that answer for a part of what their model holds, by the service whose model it is. */
  private static final Map<String, String> MODELS =
      Map.of("sagemaker.runtime", "runtime.sagemaker", "sagemaker.featurestore-runtime", "featurestore-runtime.sagemaker", "iot.data", "data-ats.iot", "email", "email");

  /** Their hosts take whatever the user's own API is. */
  private static final List<String> WITHOUT = List.of("execute-api", "s3", "s3express", "s3-global.accesspoint");

  @Test
  void theTableIsTheOneThatTheModelsMake() throws Exception {
    String table = table();
    if ("write".equals(System.getProperty("postern.docs"))) {
      Files.writeString(TABLE, table);
    }
    assertThat(TABLE).as("run with -Dpostern.docs=write to renew it").hasContent(table);
  }

  private static String table() throws Exception {
    List<JsonNode> models = models();
    Map<String, List<String>> byRows = new LinkedHashMap<>();
    for (PublicService service : PublicService.all()) {
      boolean isRest = service.protocol() == PublicService.Protocol.REST_JSON || service.protocol() == PublicService.Protocol.REST_XML;
      if (isRest && !WITHOUT.contains(service.name())) {
        String rows = rows(models, service);
        if (!rows.isEmpty()) {
          byRows.computeIfAbsent(rows, _ -> new ArrayList<>()).add(service.name());
        }
      }
    }
    StringBuilder table = new StringBuilder();
    Map<String, String> sorted = new TreeMap<>();
    byRows.forEach((rows, services) -> sorted.put(String.join(" ", services), rows));
    sorted.forEach((services, rows) -> table.append("# ").append(services).append('\n').append(rows));
    return table.toString();
  }

  private static String rows(List<JsonNode> models, PublicService service) {
    String prefix = MODELS.getOrDefault(service.name(), service.name());
    List<JsonNode> signed = models.stream().filter(m -> service.signingNames().contains(signingName(m))).toList();
    List<JsonNode> own = signed.stream().filter(m -> prefix(m).equals(prefix)).toList();
    StringBuilder rows = new StringBuilder();
    Map<String, JsonNode> operations = new TreeMap<>();
    (own.isEmpty() ? signed : own).forEach(model -> model.path("operations").properties().forEach(o -> operations.put(o.getKey(), o.getValue().path("http"))));
    operations.forEach((name, http) ->
        rows.append(name).append(' ').append(http.path("method").asString()).append(' ').append(http.path("requestUri").asString()).append('\n'));
    return rows.toString();
  }

  private static String prefix(JsonNode model) {
    return model.at("/metadata/endpointPrefix").asString();
  }

  private static String signingName(JsonNode model) {
    return model.at("/metadata/signingName").asString(prefix(model));
  }

  /** The models of REST services. */
  private static List<JsonNode> models() throws Exception {
    URL one = Objects.requireNonNull(RestOperationsTest.class.getResource("/models/eks-2017-11-01-model.json"));
    JarURLConnection connection = (JarURLConnection) one.openConnection();
    connection.setUseCaches(false);
    List<JsonNode> models = new ArrayList<>();
    try (JarFile jar = connection.getJarFile()) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().endsWith("-model.json")) {
          JsonNode model = JsonMapper.shared().readTree(jar.getInputStream(entry));
          if (model.at("/metadata/protocol").asString("").startsWith("rest-")) {
            models.add(model);
          }
        }
      }
    }
    return models;
  }

  @ParameterizedTest
  @CsvSource({
    "eks, GET, /clusters, ListClusters",
    "eks, POST, /clusters, CreateCluster",
    "eks, GET, /clusters/one, DescribeCluster",
    "eks, HEAD, /clusters/one, DescribeCluster",
    "eks, GET, //clusters/one/, DescribeCluster",
    "eks, GET, /cl%75sters/one, DescribeCluster",
    "eks, DELETE, /clusters/one/node-groups/two, DeleteNodegroup",
    "eks, POST, /tags/arn%3Aaws%3Aeks%3Aeu-west-1%3A123456789012%3Acluster%2Fone, TagResource",
    "elasticfilesystem-fips, PUT, /2015-02-01/file-systems/fs-1/policy, PutFileSystemPolicy",
    "bedrock-runtime, POST, /model/anthropic.x%3A0/invoke, InvokeModel",
    "lambda, GET, /2018-10-31/layers?find=LayerVersion&Arn=x, GetLayerVersionByArn",
    "lambda, GET, /2018-10-31/layers, ListLayers",
    "sagemaker.runtime, POST, /endpoints/e/invocations, InvokeEndpoint",
  })
  void methodAndPathNameTheOperation(String service, String method, String uri, String operation) {
    String[] parts = uri.split("\\?");
    assertThat(operations(service).named(method, parts[0], parts.length == 1 ? "" : parts[1])).containsExactly(operation);
  }

  @Test
  void aPathThatMayBeReadInSeveralWaysIsAllThatItMayBe() {
    RestOperations eks = operations("eks");
    assertThat(eks.named("GET", "/clusters/one%2Fnode-groups", "")).containsExactlyInAnyOrder("DescribeCluster", "ListNodegroups");
    assertThat(eks.named("GET", "/clusters/x/../one", "")).contains("DescribeCluster");
    assertThat(eks.named("DELETE", "/clusters", "")).isEmpty();
    assertThat(eks.named("GET", "/%ZZ", "")).isEmpty();
  }

  @Test
  void everyServiceOfThatProtocolThatSignsHasOperationsButForThoseOfWhichNoneArePublished() {
    List<String> without = PublicService.all().stream()
        .filter(s -> s.protocol() == PublicService.Protocol.REST_JSON || s.protocol() == PublicService.Protocol.REST_XML)
        .filter(s -> !s.signingNames().isEmpty() && RestOperations.of(s).isEmpty())
        .map(PublicService::name)
        .toList();
    assertThat(new TreeSet<>(without))
        .containsExactly("codewhisperer", "execute-api", "q", "s3", "s3-global.accesspoint", "s3express", "ssmmessages", "transcribestreaming");
  }

  private static RestOperations operations(String service) {
    return RestOperations.of(PublicService.named(service).orElseThrow()).orElseThrow();
  }
}
