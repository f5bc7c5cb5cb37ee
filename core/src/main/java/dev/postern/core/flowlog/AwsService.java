package dev.postern.core.flowlog;

import dev.postern.core.region.Region;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.services.PublicSide;
import java.util.Locale;
import java.util.Optional;

/** Whose a public address is: what {@code pkt-src-aws-service} and {@code pkt-dst-aws-service} say. */
final class AwsService {
  private AwsService() {}

  /** Empty for an address that is not AWS's. */
  static Optional<String> of(long address) {
    if (!PublicSide.isService(address)) {
      return Region.all().stream().anyMatch(r -> r.publicBlock().contains(address)) ? Optional.of("EC2") : Optional.empty();
    }
    return PrefixLists.regions().stream()
        .flatMap(region -> PrefixLists.of(region).stream())
        .filter(l -> l.contains(address))
        .map(l -> l.service().toUpperCase(Locale.ROOT))
        .findFirst()
        .or(() -> Optional.of("AMAZON"));
  }
}
