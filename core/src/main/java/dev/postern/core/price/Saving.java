package dev.postern.core.price;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;

/** What a detour costs, so far and in a month that goes on like this, and a gateway endpoint would not. */
public record Saving(Detour detour, BigDecimal soFar, BigDecimal perMonth) {

  /** Only the price of the bytes is saved for certain: whether a NAT gateway or an interface endpoint has other work, bytes do not tell. */
  public static List<Saving> of(List<Detour> detours, Bill bill, Bill projected) {
    return detours.stream()
        .map(d -> new Saving(d, share(d, d.bytes(), bill), share(d, d.running() ? Usage.projected(d.bytes(), d.hours()) : 0, projected)))
        .filter(s -> s.soFar.signum() > 0)
        .toList();
  }

  /** Bytes at the price that the way's own bytes have on the bill, since tiers make it differ from the list's. */
  private static BigDecimal share(Detour detour, long bytes, Bill bill) {
    Optional<Bill.Line> way =
        bill.lines().stream().filter(l -> l.usage().thing() == detour.way() && l.usage().id().equals(detour.id()) && l.usage().bytes() > 0).findFirst();
    return way.map(l -> l.data().multiply(BigDecimal.valueOf(bytes)).divide(BigDecimal.valueOf(l.usage().bytes()), MathContext.DECIMAL64))
        .orElse(BigDecimal.ZERO);
  }
}
