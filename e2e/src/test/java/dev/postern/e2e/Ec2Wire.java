package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** A cloud asked by the AWS SDK's EC2 client, whose refusals a test reads as they come off the wire. */
final class Ec2Wire implements AutoCloseable {
  private final Cloud cloud;
  private final Ec2Client ec2;

  Ec2Wire(Cloud cloud, Region region, String accessKeyId, String secretAccessKey) {
    this.cloud = cloud;
    ec2 =
        Ec2Client.builder()
            .endpointOverride(cloud.endpoint())
            .region(region)
            .httpClient(UrlConnectionHttpClient.create())
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secretAccessKey)))
            .build();
  }

  /** What a refused call answers. */
  record Refusal(int status, String code, String message) {
    static Refusal of(Runnable call) {
      try {
        call.run();
      } catch (Ec2Exception e) {
        return new Refusal(e.statusCode(), e.awsErrorDetails().errorCode(), e.awsErrorDetails().errorMessage());
      }
      return new Refusal(200, "", "");
    }
  }

  /**
   * A row of the catalogue.
   *
   * @param name what is asked, in a few words
   */
  record Row(String name, Refusal expected, Supplier<Refusal> call) {
    /** Most of EC2's refusals are 400. */
    static Row of(String name, String code, String message, Runnable call) {
      return of(name, 400, code, message, call);
    }

    static Row of(String name, int status, String code, String message, Runnable call) {
      return new Row(name, new Refusal(status, code, message), () -> Refusal.of(call));
    }
  }

  Ec2Client client() {
    return ec2;
  }

  /** A test a row: the call is refused in exactly these words, and nothing has come, gone or changed by it. */
  Stream<DynamicTest> tests(List<Row> rows) {
    return rows.stream()
        .map(row -> DynamicTest.dynamicTest(row.expected().code() + ": " + row.name(), () -> {
          String before = held();
          assertThat(row.call().get()).isEqualTo(row.expected());
          assertThat(held()).as("what the cloud holds after the refusal").isEqualTo(before);
        }));
  }

  /** That the rows and what is listed as out of reach are the whole catalogue, and nothing is both. @param outOfReach codes by the reason */
  static void assertWhole(String catalogue, List<Row> rows, Map<String, String> outOfReach) {
    List<String> asked = rows.stream().map(r -> r.expected().code()).toList();
    List<String> others = outOfReach.values().stream().flatMap(codes -> words(codes).stream()).toList();
    assertThat(asked).as("codes that are said to be out of reach").doesNotContainAnyElementsOf(others);
    assertThat(Stream.concat(asked.stream(), others.stream())).containsAll(words(catalogue));
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }

  /** Sends a request that the SDK would not send. @param more options of {@code curl} */
  Refusal ask(String action, String parameter, String... more) {
    List<String> curl =
        Stream.concat(
                Stream.of("curl", "-s", "-w", "\n%{http_code}", "-d", "Action=" + action + "&Version=2016-11-15&" + parameter, cloud.endpoint().toString()),
                Stream.of(more))
            .toList();
    String answer = Cloud.run(curl, Map.of()).out();
    return new Refusal(Integer.parseInt(answer.lines().toList().getLast()), between(answer, "Code"), between(answer, "Message"));
  }

  private static String between(String xml, String tag) {
    Matcher matcher = Pattern.compile("<" + tag + ">(.*)</" + tag + ">").matcher(xml);
    assertThat(matcher.find()).as(xml).isTrue();
    return matcher.group(1);
  }

  /** Everything that a refused call could have left something of. */
  private String held() {
    return String.join(
        "\n",
        Stream.of(
                ec2.describeVpcEndpoints(),
                ec2.describeNetworkInterfaces(),
                ec2.describeRouteTables(),
                ec2.describeSecurityGroups(),
                ec2.describeSubnets(),
                ec2.describeVpcs(),
                ec2.describeNetworkAcls(),
                ec2.describeAddresses(),
                ec2.describeNatGateways(),
                ec2.describeInternetGateways(),
                ec2.describeVpcPeeringConnections(),
                ec2.describeVpnGateways(),
                ec2.describeVpnConnections(),
                ec2.describeTransitGateways(),
                ec2.describeTransitGatewayAttachments(),
                ec2.describeNetworkInsightsPaths(c -> {}),
                ec2.describeNetworkInsightsAnalyses(c -> {}),
                ec2.describeDhcpOptions(),
                ec2.describeTags())
            .map(Object::toString)
            .toList());
  }

  @Override
  public void close() {
    ec2.close();
  }
}
