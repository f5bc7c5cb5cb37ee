package dev.postern.bench;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * What a load generator asks again and again: one request, signed once, so that every contender is asked with the same bytes.
 *
 * @param connections how many ask at the same time
 */
record Asked(String title, String service, SdkHttpMethod method, String path, Map<String, String> headers, String body, int connections) {
  static final String BUCKET = "bench";
  static final Asked SMALL = get("S3 GET of 1 KB", "1k", 8);
  static final Asked LARGE = get("S3 GET of 8 MB", "8m", 4);
  static final Asked ITEM =
      new Asked(
          "DynamoDB GetItem", "dynamodb", SdkHttpMethod.POST, "/",
          Map.of("Content-Type", "application/x-amz-json-1.0", "X-Amz-Target", "DynamoDB_20120810.GetItem"),
          "{\"TableName\":\"" + BUCKET + "\",\"Key\":{\"id\":{\"S\":\"one\"}}}", 8);
  static final List<Asked> ALL = List.of(SMALL, LARGE, ITEM);

  private static Asked get(String title, String key, int connections) {
    return new Asked(title, "s3", SdkHttpMethod.GET, "/" + BUCKET + "/" + key, Map.of(), "", connections);
  }

  String host() {
    return service + "." + Network.REGION + ".amazonaws.com";
  }

  /** The request and its result as a script of wrk: <a href="https://github.com/wg/wrk/blob/master/SCRIPTING">how it is scripted</a>. */
  String script() {
    return script(BenchCloud.KEYS);
  }

  /** The same, signed by somebody. */
  String script(AwsCredentialsIdentity signer) {
    StringBuilder script = new StringBuilder("wrk.method = \"" + method + "\"\nwrk.path = \"" + path + "\"\nwrk.body = " + quoted(body) + "\n");
    signed(signer).forEach((name, value) -> script.append("wrk.headers[").append(quoted(name)).append("] = ").append(quoted(value)).append('\n'));
    return script.append(
            """
            done = function(summary, latency, requests)
              local e = summary.errors
              print(string.format('{"requests":%d,"bytes":%d,"microseconds":%d,"errors":%d}',
                summary.requests, summary.bytes, summary.duration, e.connect + e.read + e.write + e.status + e.timeout))
            end
            """)
        .toString();
  }

  private Map<String, String> signed(AwsCredentialsIdentity signer) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    SdkHttpRequest.Builder unsigned = SdkHttpRequest.builder().uri(URI.create("https://" + host() + path)).method(method);
    headers.forEach(unsigned::putHeader);
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                s ->
                    s.identity(signer)
                        .request(unsigned.build())
                        .payload(() -> new ByteArrayInputStream(bytes))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, Network.REGION));
    Map<String, String> result = new TreeMap<>(Map.of("Host", host()));
    signed.request().forEachHeader((name, values) -> result.put(name, values.getFirst()));
    // wrk writes it itself.
    result.keySet().removeAll(Set.of("Content-Length", "content-length"));
    return result;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
