package dev.postern.core.advise;

import dev.postern.core.price.Bill;
import dev.postern.core.price.Hours;
import dev.postern.core.price.Metered;
import dev.postern.core.price.PriceTable;
import dev.postern.core.price.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A month of 730 hours in a Region, of what is not there yet. */
final class Month {
  private static final BigDecimal BYTES_OF_A_GB = BigDecimal.valueOf(1L << 30);

  private final String region;
  private final List<Usage> usages = new ArrayList<>();

  Month(String region) {
    this.region = region;
  }

  /** Things that cost by the hour, and what goes through them together. */
  Month with(Metered thing, long things, BigDecimal gb) {
    long bytes = gb.multiply(BYTES_OF_A_GB).longValue();
    if (things > 0 || bytes > 0) {
      usages.add(new Usage("", region, thing, thing.code(), "", "", "", things * Hours.OF_A_MONTH, bytes, true));
    }
    return this;
  }

  /** NAT gateways, each with its address. */
  Month withNatGateways(long gateways, BigDecimal gb) {
    return with(Metered.NAT_GATEWAY, gateways, gb).with(Metered.PUBLIC_IPV4, gateways, BigDecimal.ZERO);
  }

  /** Bytes between Regions; nothing for none. */
  Month withInterRegion(BigDecimal gb) {
    return with(Metered.INTER_REGION, 0, gb);
  }

  Bill at(PriceTable prices) {
    return Bill.of(usages, prices);
  }
}
