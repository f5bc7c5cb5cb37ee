package dev.postern.core.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bills computed by hand from the list prices. */
class BillTest {
  private static final long GB = 1L << 30;
  private static final PriceTable PRICES = PriceTable.builtIn();

  private static Usage usage(String region, Metered thing, String id, long hours, long bytes) {
    return new Usage("000000000000", region, thing, id, "", "vpc-1", "", hours, bytes, true);
  }

  private static void costs(String dollars, Usage... usages) {
    assertThat(Bill.of(List.of(usages), PRICES).total()).isEqualByComparingTo(dollars);
  }

  @Test
  void anEndpointInThreeZonesForAMonthOfSevenHundredThirtyHours() {
    // 3 zones x 730 h x 0.01 = 21.90; 3 x 100 GB x 0.01 = 3.00.
    Usage zone = usage("us-east-1", Metered.INTERFACE_ENDPOINT, "vpce-1", 730, 100 * GB);
    costs("24.90", zone, zone, zone);
    // Seoul: 3 x 730 x 0.013 = 28.47; the same 3.00.
    Usage seoul = usage("ap-northeast-2", Metered.INTERFACE_ENDPOINT, "vpce-1", 730, 100 * GB);
    costs("31.47", seoul, seoul, seoul);
  }

  @Test
  void aNatGateway() {
    // 730 x 0.045 = 32.85; 200 GB x 0.045 = 9.00.
    costs("41.85", usage("us-east-1", Metered.NAT_GATEWAY, "nat-1", 730, 200 * GB));
    // 730 x 0.059 = 43.07; 200 x 0.059 = 11.80.
    costs("54.87", usage("ap-northeast-2", Metered.NAT_GATEWAY, "nat-1", 730, 200 * GB));
  }

  @Test
  void aByteMoreThanTheFirstPetabyteIsCheaper() {
    // 1 PB = 1,048,576 GB x 0.01 = 10,485.76.
    costs("10485.76", usage("us-east-1", Metered.INTERFACE_ENDPOINT, "vpce-1", 0, 1048576 * GB));
    // 1,000 GB more x 0.006 = 6.
    costs("10491.76", usage("us-east-1", Metered.INTERFACE_ENDPOINT, "vpce-1", 0, 1049576 * GB));
    // 10,485.76 + 4 x 1,048,576 x 0.006 = 25,165.824, + 1,000 x 0.004.
    costs("35655.584", usage("us-east-1", Metered.INTERFACE_ENDPOINT, "vpce-1", 0, (5 * 1048576L + 1000) * GB));
  }

  @Test
  void tiersAreReachedByAllEndpointsOfAnAccountAndRegionTogether() {
    Usage half = usage("us-east-1", Metered.INTERFACE_ENDPOINT, "vpce-1", 0, 1048576 * GB);
    Bill bill = Bill.of(List.of(half, half), PRICES);
    // 10,485.76 + 1,048,576 x 0.006 = 6,291.456.
    assertThat(bill.total()).isEqualByComparingTo("16777.216");
    assertThat(bill.lines().getFirst().data()).isEqualByComparingTo("8388.608");
    Usage elsewhere = usage("ap-northeast-2", Metered.INTERFACE_ENDPOINT, "vpce-2", 0, 1048576 * GB);
    costs("20971.52", half, elsewhere);
  }

  @Test
  void internetEgressOfSeoulHasTwoTiers() {
    // 10,240 x 0.126 = 1,290.24; 760 x 0.122 = 92.72.
    costs("1382.96", usage("ap-northeast-2", Metered.INTERNET_EGRESS, "igw-1", 700, 11000 * GB));
  }

  @Test
  void crossZoneBytesArePaidOnBothSides() {
    costs("2.00", usage("us-east-1", Metered.CROSS_ZONE, "vpc-1", 10, 100 * GB));
  }

  @Test
  void gatewayEndpointsAreFreeInEveryRegion() {
    costs("0", usage("eu-west-1", Metered.GATEWAY_ENDPOINT, "vpce-1", 730, 5000 * GB));
  }

  @Test
  void aPublicAddressCostsItsHours() {
    costs("3.65", usage("us-east-1", Metered.PUBLIC_IPV4, "eipalloc-1", 730, 0));
  }

  @Test
  void aRegionWithoutPricesIsNamed() {
    Bill bill = Bill.of(List.of(usage("eu-west-1", Metered.NAT_GATEWAY, "nat-1", 730, GB), usage("us-east-1", Metered.NAT_GATEWAY, "nat-2", 1, 0)), PRICES);
    assertThat(bill.withoutPrices()).containsExactly("eu-west-1");
    assertThat(bill.total()).isEqualByComparingTo("0.045");
    PriceTable more = PRICES.with(PriceTable.parse("{\"eu-west-1\": {\"nat-gateway\": {\"hour\": 0.048, \"perGB\": 0.048}}, \"us-east-1\": {\"nat-gateway\": {\"hour\": 1}}}"));
    // 730 x 0.048 + 0.048 = 35.088, and the other at the given price.
    assertThat(Bill.of(bill.lines().stream().map(Bill.Line::usage).toList(), more).total()).isEqualByComparingTo("36.088");
    assertThat(more.rate("us-east-1", Metered.PUBLIC_IPV4)).isPresent();
  }

  @Test
  void aMonthGoesOnAsItBegan() {
    // 10 GB in 2 hours are 3,650 GB in 730.
    Usage month = usage("us-east-1", Metered.INTERFACE_ENDPOINT, "vpce-1", 2, 10 * GB).projected();
    assertThat(month.hours()).isEqualTo(730);
    assertThat(month.bytes()).isEqualTo(3650 * GB);
    costs("43.80", month);
    Usage gone = new Usage("0", "us-east-1", Metered.NAT_GATEWAY, "nat-1", "", "vpc-1", "", 5, GB, false).projected();
    assertThat(gone.hours() + gone.bytes()).isZero();
    assertThat(usage("us-east-1", Metered.CROSS_ZONE, "vpc-1", 1, Long.MAX_VALUE / 2).projected().bytes()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aGatewayEndpointSavesThePriceOfTheBytes() {
    Usage nat = usage("us-east-1", Metered.NAT_GATEWAY, "nat-1", 73, 40 * GB);
    Usage endpoint = usage("us-east-1", Metered.INTERFACE_ENDPOINT, "vpce-1", 73, 10 * GB);
    Detour throughNat = new Detour("000000000000", "us-east-1", Metered.NAT_GATEWAY, "nat-1", "vpc-1", "s3", 30 * GB, 73, true, false);
    Detour throughEndpoint = new Detour("000000000000", "us-east-1", Metered.INTERFACE_ENDPOINT, "vpce-1", "vpc-1", "dynamodb", 10 * GB, 73, true, false);
    Detour nothing = new Detour("000000000000", "us-east-1", Metered.NAT_GATEWAY, "nat-1", "vpc-1", "dynamodb", 0, 73, true, false);
    List<Usage> usages = List.of(nat, endpoint);
    List<Saving> savings =
        Saving.of(List.of(throughNat, throughEndpoint, nothing), Bill.of(usages, PRICES), Bill.of(usages.stream().map(Usage::projected).toList(), PRICES));
    assertThat(savings).hasSize(2);
    // 30 x 0.045 = 1.35 of 73 hours: ten times that in a month.
    assertThat(savings.get(0).soFar()).isEqualByComparingTo("1.35");
    assertThat(savings.get(0).perMonth()).isEqualByComparingTo("13.5");
    assertThat(savings.get(1).soFar()).isEqualByComparingTo("0.1");
    assertThat(savings.get(1).perMonth()).isEqualByComparingTo("1");
  }

  @Test
  void aPriceFileIsTakenWordByWord() {
    bad("[]", "the file must be an object");
    bad("{", "not JSON");
    bad("{\"r\": {\"nat\": {}}}", "r: nothing is called nat");
    bad("{\"r\": {\"nat-gateway\": {\"hours\": 1}}}", "r: nat-gateway has no hours");
    bad("{\"r\": {\"nat-gateway\": {\"hour\": -1}}}", "r: nat-gateway.hour must be a price in US dollars");
    bad("{\"r\": {\"nat-gateway\": {\"perGB\": \"1\"}}}", "r: nat-gateway.perGB must be a price in US dollars");
    bad("{\"r\": {\"nat-gateway\": {\"perGB\": [{\"upToGB\": 10, \"price\": 1}]}}}", "the last tier must have no upToGB");
    bad("{\"r\": {\"nat-gateway\": {\"perGB\": [{\"upToGB\": 10, \"price\": 1}, {\"upToGB\": 5, \"price\": 1}]}}}", "must rise");
    bad("{\"r\": {\"nat-gateway\": {\"perGB\": [{\"price\": 1}, {\"price\": 1}]}}}", "only the last tier");
    bad("{\"r\": {\"nat-gateway\": {\"perGB\": []}}}", "the last tier must have no upToGB");
    assertThat(PriceTable.parse("{\"r\": {\"nat-gateway\": {\"hour\": 0.1}}}").rate("r", Metered.NAT_GATEWAY).orElseThrow().hours(3))
        .isEqualByComparingTo(new BigDecimal("0.3"));
  }

  private static void bad(String text, String message) {
    assertThatThrownBy(() -> PriceTable.parse(text)).isInstanceOf(PriceTable.BadPricesException.class).hasMessageContaining(message);
  }
}
