package dev.postern.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AdviseCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int advise(String arguments) {
    return Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(("advise " + arguments).strip().split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "nosuch, no service of AWS is called nosuch",
    "ecr, there is ecr.api",
    "s3 --region mars-1, mars-1",
    "s3 --from moon, not moon",
    "s3 --zones 7, us-east-1 has 6 zones",
    "s3 --gb -1, not -1",
    "s3 --gb many, --gb",
    "'', either a service or --workload",
    "s3 --workload eks, either a service or --workload",
    "s3 --seen, either a service or --workload or --seen",
    "--seen --from vpc, --from and --with do not go with --seen",
    "--workload mainframe, ecs-fargate",
    "--workload eks --from vpc, --from goes with a service",
    "s3 --with sqs, --with goes with --workload",
    "s3 --prices /nosuch.json, cannot read /nosuch.json"
  })
  void whatCannotBeAnsweredIsBadUsageInOneLine(String arguments, String said) {
    assertThat(advise(arguments)).isEqualTo(Main.BAD_USAGE);
    assertThat(err.toString()).startsWith("postern: ").contains(said).hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void bothEndpointsOfS3() {
    assertThat(advise("s3 --from vpc --from onprem")).isZero();
    assertThat(out.toString()).contains(
        "Advice: a gateway endpoint and an interface endpoint, $15.60 a month", "PrivateDnsOnlyForInboundResolverEndpoint=true", "--route-table-ids $ROUTE_TABLES");
  }

  @Test
  void theSameForMachines() {
    assertThat(advise("sqs --zones 3 --gb 10 --json")).isZero();
    JsonNode root = JsonMapper.shared().readTree(out.toString());
    assertThat(root.get("advice").asString()).isEqualTo("interface-endpoint");
    // 3 x 7.30 + 10 x 0.01; NAT 3 x 36.50 + 10 x 0.045.
    assertThat(root.get("perMonth").decimalValue()).isEqualByComparingTo("22.00");
    assertThat(root.at("/ways/0/works").asBoolean(true)).isFalse();
    assertThat(root.at("/ways/2/perMonth").decimalValue()).isEqualByComparingTo("109.95");
    assertThat(root.at("/reasons/0/rule").asString()).isEqualTo("GATEWAY_SERVICES");
    assertThat(root.at("/reasons/0/page").asString()).startsWith("https://docs.aws.amazon.com/");
  }

  @Test
  void aWorkloadsEndpointsAgainstNat() {
    assertThat(advise("--workload ecs-fargate --with logs")).isZero();
    // 3 endpoints x 2 zones x 7.30 + 1.00; 2 x 36.50 + 4.50.
    assertThat(out.toString()).contains("com.amazonaws.us-east-1.ecr.dkr", "com.amazonaws.us-east-1.logs", "$44.80", "$77.50");
  }

  @Test
  void nobodyServesOnPremisesCallersOfAServiceWithoutEndpoints() {
    assertThat(advise("directconnect --from onprem")).isEqualTo(1);
    assertThat(out.toString()).contains("Advice: nothing here serves all of them", "has no endpoint of any type");
  }

  @Test
  void unknownPricesAreAskedForAndTaken(@TempDir Path folder) throws Exception {
    assertThat(advise("sqs --region eu-west-1")).isEqualTo(1);
    assertThat(out.toString()).contains("Advice: an interface endpoint\n", "--prices FILE");
    Path file = folder.resolve("prices.json");
    Files.writeString(
        file,
        """
        {"eu-west-1": {"interface-endpoint": {"hour": 0.011, "perGB": 0.01}, "nat-gateway": {"hour": 0.048, "perGB": 0.048}, "public-ipv4": {"hour": 0.005}}}
        """);
    // 2 x 730 x 0.011 + 1.00
    assertThat(advise("sqs --region eu-west-1 --prices " + file)).isZero();
    assertThat(out.toString()).contains("Advice: an interface endpoint, $17.06 a month");
  }
}
