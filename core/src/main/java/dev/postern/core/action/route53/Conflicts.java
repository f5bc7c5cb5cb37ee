package dev.postern.core.action.route53;

import dev.postern.core.dns.PrivateDomain;
import dev.postern.core.error.Route53Error;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;

/**
 * Domains that a VPC has a zone for already: a customer's, or a hidden one of an interface endpoint's private names. A zone above or below
 * another is no conflict, since the longest name answers.
 */
public final class Conflicts {
  private Conflicts() {}

  /** @throws dev.postern.core.error.AwsException {@code ConflictingDomainExists} */
  public static void refuse(Snapshot snapshot, Vpc vpc, String domain) {
    for (PrivateDomain taken : PrivateDomain.of(snapshot, vpc.id())) {
      if (taken.name().equals(domain)) {
        throw Route53Error.CONFLICTING_DOMAIN_EXISTS.with(vpc.id(), vpc.key().region(), taken.hostedZoneId());
      }
    }
  }
}
