package dev.postern.core.advise;

import dev.postern.core.price.Bill;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * One way to a service, and what it costs in a month of 730 hours.
 *
 * @param hindrances why it does not serve all callers; empty when it does
 * @param bill without a line when there is no such thing to pay for
 */
public record Way(Kind kind, List<Rule.Reason> hindrances, Bill bill) {

  /** From the one to prefer at the same price. */
  public enum Kind {
    GATEWAY_ENDPOINT("gateway-endpoint", "a gateway endpoint"),
    /** The VPC's own hosts use the gateway endpoint, all others the interface endpoint. */
    GATEWAY_AND_INTERFACE("gateway-and-interface-endpoint", "a gateway endpoint and an interface endpoint"),
    INTERFACE_ENDPOINT("interface-endpoint", "an interface endpoint"),
    NAT_GATEWAY("nat-gateway", "NAT gateways");

    private final String code;
    private final String words;

    Kind(String code, String words) {
      this.code = code;
      this.words = words;
    }

    /** The name in JSON. */
    public String code() {
      return code;
    }

    public String words() {
      return words;
    }
  }

  public boolean works() {
    return hindrances.isEmpty();
  }

  /** Empty where a price is not known. */
  public Optional<BigDecimal> perMonth() {
    return bill.withoutPrices().isEmpty() ? Optional.of(bill.total()) : Optional.empty();
  }

  /** The part of it that depends on the bytes. */
  BigDecimal ofBytes() {
    return bill.lines().stream().map(Bill.Line::data).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The part of it that is paid whatever is carried. */
  BigDecimal ofHours() {
    return bill.lines().stream().map(Bill.Line::hours).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
