package dev.postern.core.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.price.PriceTable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Advice worked out by hand from the list prices: 730 h x 0.01 = 7.30 a zone in us-east-1, 730 h x 0.013 = 9.49 in Seoul. */
class AdviceTest {
  private static final PriceTable PRICES = PriceTable.builtIn();

  private static Advice advice(String service, String callers, int zones, String gb, String region, PriceTable prices) {
    List<CallerPlace> places = Arrays.stream(callers.split(" ")).map(c -> CallerPlace.of(c).orElseThrow()).toList();
    return Advice.of(Question.of(service, region, places, zones, new BigDecimal(gb)), prices);
  }

  private static Advice advice(String service, String callers) {
    return advice(service, callers, 2, "100", "us-east-1", PRICES);
  }

  private static List<Rule> rules(Advice advice) {
    return advice.reasons().stream().map(Rule.Reason::rule).toList();
  }

  private static Way way(Advice advice, Way.Kind kind) {
    return advice.ways().stream().filter(w -> w.kind() == kind).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      # service, callers, zones, GB, Region, way, dollars a month
      s3,            vpc,                               2, 100,     us-east-1,      GATEWAY_ENDPOINT,      0
      dynamodb,      vpc,                               6, 100,     us-east-1,      GATEWAY_ENDPOINT,      0
      s3express,     vpc,                               2, 100,     us-east-1,      GATEWAY_ENDPOINT,      0
      # 2 x 7.30 + 100 x 0.01
      s3,            onprem,                            2, 100,     us-east-1,      INTERFACE_ENDPOINT,    15.60
      s3,            other-vpc,                         2, 100,     us-east-1,      INTERFACE_ENDPOINT,    15.60
      dynamodb,      onprem,                            2, 100,     us-east-1,      INTERFACE_ENDPOINT,    15.60
      dynamodb,      onprem,                            1, 0,       us-east-1,      INTERFACE_ENDPOINT,    7.30
      # the VPC's own 100 GB are free
      s3,            vpc onprem,                        2, 100,     us-east-1,      GATEWAY_AND_INTERFACE, 15.60
      # 3 x 7.30 + 50 x 0.01
      dynamodb,      vpc onprem,                        3, 50,      us-east-1,      GATEWAY_AND_INTERFACE, 22.40
      # 2 x 7.30 + 100 x 0.01 + 100 x 0.02 between Regions
      s3,            other-region,                      2, 100,     us-east-1,      INTERFACE_ENDPOINT,    17.60
      dynamodb,      other-region,                      2, 100,     us-east-1,      INTERFACE_ENDPOINT,    17.60
      # 2 x 7.30 + 300 x 0.01 + 100 x 0.02
      s3,            vpc onprem other-vpc other-region, 2, 100,     us-east-1,      GATEWAY_AND_INTERFACE, 19.60
      sqs,           vpc,                               2, 100,     us-east-1,      INTERFACE_ENDPOINT,    15.60
      sqs,           vpc onprem,                        2, 100,     us-east-1,      INTERFACE_ENDPOINT,    16.60
      # 1,048,576 GB x 0.01 + 1,048,576 GB x 0.006 + 2 x 7.30
      sqs,           vpc,                               2, 2097152, us-east-1,      INTERFACE_ENDPOINT,    16791.816
      # 2 x 9.49 + 100 x 0.01
      sqs,           vpc,                               2, 100,     ap-northeast-2, INTERFACE_ENDPOINT,    19.98
      iam,           vpc,                               2, 100,     us-east-1,      INTERFACE_ENDPOINT,    15.60
      # 2 of 4 zones reach other Regions: 2 x 9.49 + 100 x 0.01 + 100 x 0.08 between Regions
      iam,           vpc,                               4, 100,     ap-northeast-2, INTERFACE_ENDPOINT,    27.98
      # offered in a, c and d alone: 3 x 7.30 + 100 x 0.01
      transfer,      vpc,                               4, 100,     us-east-1,      INTERFACE_ENDPOINT,    22.90
      # 2 x 730 x (0.045 + 0.005 for the address) + 100 x 0.045
      directconnect, vpc,                               2, 100,     us-east-1,      NAT_GATEWAY,           77.50
      organizations, vpc,                               2, 100,     us-east-1,      NAT_GATEWAY,           77.50
      # in both VPCs: 4 x 36.50 + 200 x 0.045
      directconnect, vpc other-vpc,                     2, 100,     us-east-1,      NAT_GATEWAY,           155.00
      # 2 x 730 x (0.059 + 0.005) + 100 x 0.059
      directconnect, vpc,                               2, 100,     ap-northeast-2, NAT_GATEWAY,           99.34
      """)
  void theCheapestThatServesAllCallers(String service, String callers, int zones, String gb, String region, Way.Kind kind, String dollars) {
    Advice advice = advice(service, callers, zones, gb, region, PRICES);
    assertThat(advice.best().map(Way::kind)).contains(kind);
    assertThat(advice.best().flatMap(Way::perMonth).orElseThrow()).isEqualByComparingTo(dollars);
    assertThat(advice.reasons()).isNotEmpty();
    assertThat(advice.commands()).isNotEmpty();
    assertThat(advice.ways()).filteredOn(Way::works).allMatch(w -> w.perMonth().orElseThrow().compareTo(new BigDecimal(dollars)) >= 0);
  }

  @Test
  void everyOtherWayHasItsPriceOrItsHindrance() {
    Advice advice = advice("sqs", "vpc");
    assertThat(way(advice, Way.Kind.NAT_GATEWAY).perMonth().orElseThrow()).isEqualByComparingTo("77.50");
    assertThat(way(advice, Way.Kind.GATEWAY_ENDPOINT).hindrances()).extracting(Rule.Reason::rule).containsExactly(Rule.GATEWAY_SERVICES);
    // 14.60 / (0.045 - 0.01) = 417.1 GB; 100 x 0.045.
    assertThat(advice.reasons()).extracting(Rule.Reason::sentence).anyMatch(s -> s.contains("$4.50") && s.contains("from 418 GB"));
    Advice s3 = advice("s3", "vpc");
    assertThat(way(s3, Way.Kind.INTERFACE_ENDPOINT).perMonth().orElseThrow()).isEqualByComparingTo("15.60");
    assertThat(way(s3, Way.Kind.NAT_GATEWAY).perMonth().orElseThrow()).isEqualByComparingTo("77.50");
  }

  @Test
  void whoIsNotServedIsSaid() {
    for (String service : List.of("s3express", "directconnect")) {
      Advice advice = advice(service, "onprem");
      assertThat(advice.best()).isEmpty();
      assertThat(advice.commands()).isEmpty();
      assertThat(rules(advice)).contains(Rule.NAT_NOT_ON_PREMISES);
    }
    assertThat(rules(advice("s3express", "onprem"))).contains(Rule.GATEWAY_OWN_VPC, Rule.INTERFACE_NONE);
    assertThat(rules(advice("directconnect", "onprem"))).contains(Rule.NO_ENDPOINT);
  }

  @Test
  void s3BesideItsGatewayEndpointAnswersInboundResolversAlone() {
    Advice both = advice("s3", "vpc onprem");
    assertThat(rules(both)).contains(Rule.GATEWAY_OWN_VPC, Rule.S3_INBOUND_ONLY, Rule.PRIVATE_DNS_INSIDE);
    assertThat(both.commands().getFirst()).contains("--vpc-endpoint-type Gateway", "--service-name com.amazonaws.us-east-1.s3");
    assertThat(both.commands()).anyMatch(c -> c.contains("--private-dns-enabled --dns-options PrivateDnsOnlyForInboundResolverEndpoint=true"));
    assertThat(both.commands()).anyMatch(c -> c.contains("create-resolver-endpoint") && c.contains("SubnetId=$SUBNET_1 SubnetId=$SUBNET_2"));
    assertThat(advice("s3", "onprem").commands()).anyMatch(c -> c.contains("PrivateDnsOnlyForInboundResolverEndpoint=false"));
  }

  @Test
  void dynamodbHasNoPrivateDns() {
    Advice advice = advice("dynamodb", "vpc onprem");
    assertThat(rules(advice)).contains(Rule.PRIVATE_DNS_NONE).doesNotContain(Rule.PRIVATE_DNS_INSIDE, Rule.S3_INBOUND_ONLY);
    assertThat(advice.reasons()).extracting(Rule.Reason::sentence).anyMatch(s -> s.contains("https://vpce-….dynamodb.us-east-1.vpce.amazonaws.com"));
    assertThat(advice.commands()).anyMatch(c -> c.contains("--no-private-dns-enabled")).noneMatch(c -> c.contains("resolver"));
  }

  @Test
  void otherRegionsComeByTheirOwnEndpointWhereTheServiceLetsThem() {
    Advice kms = advice("kms", "other-region");
    assertThat(rules(kms)).contains(Rule.CROSS_REGION);
    assertThat(kms.commands()).anyMatch(c -> c.contains("--region $CALLERS_REGION") && c.contains("--service-name com.amazonaws.us-east-1.kms"));
    Advice sqs = advice("sqs", "other-region");
    assertThat(rules(sqs)).contains(Rule.NOT_CROSS_REGION);
    assertThat(sqs.commands()).allMatch(c -> c.contains("--region us-east-1"));
    assertThat(rules(advice("s3", "other-region"))).contains(Rule.GATEWAY_OWN_REGION);
  }

  @Test
  void aServiceWithOneHomeIsNamedAsServiceRegion() {
    Advice advice = advice("iam", "vpc", 4, "1", "ap-northeast-2", PRICES);
    assertThat(rules(advice)).contains(Rule.ONE_HOME, Rule.INTERFACE_ZONES);
    assertThat(advice.commands()).anyMatch(c ->
        c.contains("--region ap-northeast-2") && c.contains("--service-name com.amazonaws.iam --service-region us-east-1 --subnet-ids $SUBNET_1 $SUBNET_2 "));
  }

  @Test
  void theZonesOfAServiceThatNotAllOfferAreNamed() {
    assertThat(advice("transfer", "vpc").reasons()).extracting(Rule.Reason::sentence).anyMatch(s -> s.contains("us-east-1a, us-east-1c, us-east-1d alone"));
    assertThat(rules(advice("sqs", "vpc"))).doesNotContain(Rule.INTERFACE_ZONES);
  }

  @Test
  void withoutPricesNothingIsCompared() {
    Advice sqs = advice("sqs", "vpc", 2, "100", "eu-west-1", PRICES);
    assertThat(sqs.compared()).isFalse();
    assertThat(sqs.best().map(Way::kind)).contains(Way.Kind.INTERFACE_ENDPOINT);
    assertThat(sqs.best().flatMap(Way::perMonth)).isEmpty();
  }

  @Test
  void pricesDecide() {
    PriceTable cheapNat = PRICES.with(PriceTable.parse("{\"us-east-1\": {\"nat-gateway\": {\"hour\": 0.001, \"perGB\": 0}, \"public-ipv4\": {\"hour\": 0}}}"));
    Advice advice = advice("sqs", "vpc", 2, "100", "us-east-1", cheapNat);
    assertThat(advice.best().map(Way::kind)).contains(Way.Kind.NAT_GATEWAY);
    // 2 x 730 x 0.001
    assertThat(advice.best().flatMap(Way::perMonth).orElseThrow()).isEqualByComparingTo("1.46");
  }

  @Test
  void whatDoesNotExistIsSaid() {
    assertThatThrownBy(() -> advice("ecr", "vpc")).isInstanceOf(BadQuestionException.class).hasMessageContaining("ecr.api, ecr.dkr");
    assertThatThrownBy(() -> advice("nosuch", "vpc")).isInstanceOf(BadQuestionException.class).hasMessageContaining("nosuch");
    assertThatThrownBy(() -> advice("sqs", "vpc", 2, "1", "mars-1", PRICES)).isInstanceOf(BadQuestionException.class).hasMessageContaining("mars-1");
    assertThatThrownBy(() -> advice("sqs", "vpc", 7, "1", "us-east-1", PRICES)).isInstanceOf(BadQuestionException.class).hasMessageContaining("6 zones");
    assertThatThrownBy(() -> advice("sqs", "vpc", 2, "-1", "us-east-1", PRICES)).isInstanceOf(BadQuestionException.class).hasMessageContaining("-1");
    assertThat(advice("com.amazonaws.us-east-1.sqs", "vpc").best()).isEqualTo(advice("SQS", "vpc").best()).isNotEqualTo(Optional.empty());
  }
}
