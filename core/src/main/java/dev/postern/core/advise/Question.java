package dev.postern.core.advise;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who calls which service, and how much.
 *
 * @param zones of the VPC that have callers
 * @param gb of a month, both directions together, between the service and the callers of each place
 */
public record Question(Target target, Set<CallerPlace> callers, int zones, BigDecimal gb) {
  private static final BigDecimal MOST_GB = BigDecimal.TEN.pow(9);

  public Question {
    callers = callers.isEmpty() ? EnumSet.of(CallerPlace.VPC) : EnumSet.copyOf(callers);
    check(target, zones, gb);
  }

  /**
   * @param service {@code sqs} or {@code com.amazonaws.us-east-1.sqs}
   * @param callers those in the VPC when empty
   * @throws BadQuestionException when a part of it does not exist
   */
  public static Question of(String service, String region, Collection<CallerPlace> callers, int zones, BigDecimal gb) {
    return new Question(Target.of(service, region), Set.copyOf(callers), zones, gb);
  }

  private static void check(Target target, int zones, BigDecimal gb) {
    amount(target.region().name(), target.region().zones().size(), zones, gb);
  }

  static void amount(String region, int has, int zones, BigDecimal gb) {
    if (zones < 1 || zones > has) {
      throw new BadQuestionException(region + " has " + has + " zones: an endpoint can be in 1 to " + has + " of them, not in " + zones);
    }
    if (gb.signum() < 0 || gb.compareTo(MOST_GB) > 0) {
      throw new BadQuestionException("GB of a month are 0 to 1000000000, not " + gb.toPlainString());
    }
  }

  public boolean has(CallerPlace place) {
    return callers.contains(place);
  }

  /** The zones that an interface endpoint is in: no more than offer the service. */
  public int endpointZones() {
    return Math.min(zones, target.zonesOffered());
  }

  /** The VPCs that callers are in, which each need a NAT gateway of their own. */
  int vpcs() {
    return callers.size() - (has(CallerPlace.ON_PREMISES) ? 1 : 0);
  }

  /** GB of all places. */
  BigDecimal allGB() {
    return gb.multiply(BigDecimal.valueOf(callers.size()));
  }

  /** Those of them between Regions. */
  BigDecimal interRegionGB() {
    return target.isElsewhere() ? allGB() : has(CallerPlace.OTHER_REGION) ? gb : BigDecimal.ZERO;
  }
}
