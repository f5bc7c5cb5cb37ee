package dev.postern.bench;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** A closed-loop client, run inside an instance: a few connections, each asks again as soon as it is answered. */
public final class Load {
  private static final int CONNECTIONS = 8;
  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final Duration MEASURED = Duration.ofSeconds(6);

  private Load() {}

  /** What is asked. */
  enum Kind {
    GET_1KB("S3 GET of 1 KB"),
    GET_64MB("S3 GET of 64 MB"),
    PUT_ITEM("DynamoDB PutItem");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  public static void main(String[] arguments) throws Exception {
    Kind kind = Kind.valueOf(arguments[0]);
    HttpRequest request = request(kind);
    int connections = kind == Kind.GET_64MB ? 2 : CONNECTIONS;
    AtomicLong answered = new AtomicLong();
    AtomicLong bytes = new AtomicLong();
    long measureFrom = System.nanoTime() + WARM_UP.toNanos();
    long end = measureFrom + MEASURED.toNanos();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        all.add(threads.submit(() -> loop(request, measureFrom, end, answered, bytes)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    double seconds = MEASURED.toNanos() / 1e9;
    System.out.printf(Locale.ROOT, "{\"perSecond\":%.1f,\"megabytes\":%.1f}%n", answered.get() / seconds, bytes.get() / seconds / 1e6);
  }

  private static Object loop(HttpRequest request, long measureFrom, long end, AtomicLong answered, AtomicLong bytes) throws Exception {
    byte[] buffer = new byte[256 << 10];
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      while (System.nanoTime() < end) {
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        long length = 0;
        try (InputStream body = response.body()) {
          for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            length += n;
          }
        }
        if (response.statusCode() != 200) {
          throw new IllegalStateException("HTTP status " + response.statusCode());
        }
        long now = System.nanoTime();
        if (now >= measureFrom && now < end) {
          answered.incrementAndGet();
          bytes.addAndGet(length);
        }
      }
    }
    return "";
  }

  /** Signed once and sent again and again, so that the figure is the server's more than the client's. */
  private static HttpRequest request(Kind kind) {
    return switch (kind) {
      case GET_1KB -> get("1k");
      case GET_64MB -> get("64m");
      case PUT_ITEM -> putItem();
    };
  }

  private static HttpRequest get(String key) {
    try (S3Presigner presigner =
        S3Presigner.builder().region(Region.of(Network.REGION)).credentialsProvider(StaticCredentialsProvider.create(BenchCloud.KEYS)).build()) {
      String url = presigner.presignGetObject(p -> p.signatureDuration(Duration.ofMinutes(10)).getObjectRequest(g -> g.bucket("bench").key(key))).url().toString();
      return HttpRequest.newBuilder(URI.create(url)).build();
    }
  }

  private static HttpRequest putItem() {
    byte[] body = "{\"TableName\":\"bench\",\"Item\":{\"id\":{\"S\":\"one\"},\"data\":{\"S\":\"0123456789abcdef\"}}}".getBytes(StandardCharsets.UTF_8);
    URI uri = URI.create("https://dynamodb." + Network.REGION + ".amazonaws.com/");
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .uri(uri)
            .method(SdkHttpMethod.POST)
            .putHeader("Content-Type", "application/x-amz-json-1.0")
            .putHeader("X-Amz-Target", "DynamoDB_20120810.PutItem")
            .build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                s ->
                    s.identity(BenchCloud.KEYS)
                        .request(unsigned)
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "dynamodb")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, Network.REGION));
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    signed.request().forEachHeader((name, values) -> {
      if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("content-length")) {
        values.forEach(v -> request.header(name, v));
      }
    });
    return request.build();
  }
}
