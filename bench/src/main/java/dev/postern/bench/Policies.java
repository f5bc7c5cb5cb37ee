package dev.postern.bench;

import dev.postern.app.http.Auth;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What verifying a signature and asking policies cost on an S3 GET of 1 KB through a gateway endpoint: a user's request under an endpoint's, a bucket's
 * and the user's own policy, against a cloud of the same that verifies and asks nothing; rounds alternate. Once as the time of a GET, one after another,
 * and once as what eight at a time get done when they and the server have all processors to themselves and no more. Both clouds are
 * in this JVM.
 */
final class Policies implements Part {
  /** Many and short: a shared machine's speed changes from one second to the next, and the two of a round shall have had the same. */
  private static final int ROUNDS = 100;
  private static final int SECONDS = 1;

  /** Until the compiler is done with both. */
  private static final int WARM_UP_SECONDS = 20;

  /** One of the two clouds, made ready. */
  private record Side(CloudWithin cloud, String client, Path script) {}

  @Override
  public List<Figure> measure() throws Exception {
    try (CloudWithin on = new CloudWithin(Auth.LENIENT);
        CloudWithin off = new CloudWithin(Auth.NONE)) {
      Map<String, Side> sides = new TreeMap<>(Map.of("on", ready(on), "off", ready(off)));
      for (Side side : sides.values()) {
        once(side, Asked.SMALL.connections(), WARM_UP_SECONDS);
      }
      List<Figure> figures = new ArrayList<>(measured(sides, 1, "one at a time"));
      figures.addAll(measured(sides, Asked.SMALL.connections(), Asked.SMALL.connections() + " at a time"));
      return figures;
    }
  }

  private static List<Figure> measured(Map<String, Side> sides, int connections, String title) throws IOException, InterruptedException {
    Map<String, List<Double>> times = new TreeMap<>(Map.of("on", new ArrayList<>(), "off", new ArrayList<>()));
    List<Double> costs = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (String name : round % 2 == 0 ? List.of("on", "off") : List.of("off", "on")) {
        times.get(name).add(1e6 / once(sides.get(name), connections, SECONDS));
      }
      costs.add(100 * (times.get("on").getLast() / times.get("off").getLast() - 1));
    }
    String spread = String.format(Locale.ROOT, "%%, half of the rounds %.1f to %.1f", Figure.percentile(costs, 0.25), Figure.percentile(costs, 0.75));
    return List.of(
        new Figure("S3 GET of 1 KB, gateway endpoint, " + title + ", signature verified and policies asked", Figure.percentile(times.get("on"), 0.5), "us each"),
        new Figure("the same, neither", Figure.percentile(times.get("off"), 0.5), "us each"),
        new Figure("cost of signature and policies, median of " + ROUNDS + " rounds", Figure.percentile(costs, 0.5), spread, "5"));
  }

  private static Side ready(CloudWithin cloud) throws IOException, InterruptedException {
    DoorsNetwork network = DoorsNetwork.make(cloud);
    String endpoints;
    try (Ec2Client ec2 = cloud.client(Ec2Client.builder());
        S3Client s3 = cloud.client(S3Client.builder().forcePathStyle(true))) {
      endpoints = ec2.describeVpcEndpoints().vpcEndpoints().stream().map(e -> '"' + e.vpcEndpointId() + '"').collect(Collectors.joining(","));
      String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":[\"arn:aws:s3:::bench\","
          + "\"arn:aws:s3:::bench/*\"],\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpce\":[" + endpoints + "]}}}]}";
      s3.putBucketPolicy(p -> p.bucket(Asked.BUCKET).policy(policy));
    }
    iam(cloud, "CreateUser&UserName=reader");
    iam(cloud, "PutUserPolicy&UserName=reader&PolicyName=read&PolicyDocument=%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22"
        + "%2C%22Action%22%3A%22s3%3AGetObject%22%2C%22Resource%22%3A%22arn%3Aaws%3As3%3A%3A%3Abench%2F%2A%22%7D%5D%7D");
    String key = iam(cloud, "CreateAccessKey&UserName=reader");
    AwsBasicCredentials reader = AwsBasicCredentials.create(element(key, "AccessKeyId"), element(key, "SecretAccessKey"));
    Path script = cloud.data().resolve("wrk.lua");
    Files.writeString(script, Asked.SMALL.script(reader));
    return new Side(cloud, network.client(), script);
  }

  private static String iam(CloudWithin cloud, String action) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(cloud.endpoint() + "/"))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString("Version=2010-05-08&Action=" + action))
              .build();
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(action + ": " + response.body());
      }
      return response.body();
    }
  }

  private static String element(String xml, String name) {
    Matcher matcher = Pattern.compile("<" + name + ">([^<]+)<").matcher(xml);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + name + ": " + xml);
    }
    return matcher.group(1);
  }

  /** @return requests per second */
  private static double once(Side side, int connections, int seconds) throws IOException, InterruptedException {
    String output =
        side.cloud.exec(
            side.client,
            List.of("wrk", "-t", "1", "-c", String.valueOf(connections), "-d", seconds + "s", "-s", side.script.toString(), "https://" + Asked.SMALL.host() + "/"));
    JsonNode sample = JsonMapper.shared().readTree(output.lines().reduce((_, last) -> last).orElseThrow());
    if (sample.get("errors").asInt() > 0 || sample.get("requests").asInt() == 0) {
      throw new IllegalStateException(output);
    }
    return sample.get("requests").asDouble() / (sample.get("microseconds").asDouble() / 1e6);
  }
}
