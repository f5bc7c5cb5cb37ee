package dev.postern.core.advise;

import dev.postern.core.price.Metered;
import dev.postern.core.price.PriceTable;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A NAT gateway that is there against an endpoint that could be, for traffic that was seen: of the gateway the bytes alone, because its hours are paid while anything needs it.
 *
 * @param nat dollars a month for the bytes through the gateway; empty where the Region's prices are not known
 * @param endpoint the cheapest one that serves the VPC; empty where there is none
 * @param saving dollars a month; negative where the bytes do not pay for the endpoint's hours
 */
public record Comparison(Question question, Optional<BigDecimal> nat, Optional<Way> endpoint, Optional<BigDecimal> saving) {

  public static Comparison of(Question question, PriceTable prices) {
    Way through = new Way(Way.Kind.NAT_GATEWAY, List.of(), new Month(question.target().region().name()).with(Metered.NAT_GATEWAY, 0, question.gb()).at(prices));
    Optional<Way> endpoint =
        Advice.of(question, prices).ways().stream()
            .filter(w -> w.works() && w.kind() != Way.Kind.NAT_GATEWAY && w.perMonth().isPresent())
            .min(Comparator.comparing((Way w) -> w.bill().total()).thenComparing(Way::kind));
    Optional<BigDecimal> nat = through.perMonth();
    Optional<BigDecimal> saving = nat.flatMap(n -> endpoint.flatMap(Way::perMonth).map(n::subtract));
    return new Comparison(question, nat, endpoint, saving);
  }

  /** Whether the endpoint is worth its price for this traffic alone. */
  public boolean pays() {
    return saving.filter(s -> s.signum() >= 0).isPresent();
  }
}
