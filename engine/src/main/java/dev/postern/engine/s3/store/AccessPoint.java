package dev.postern.engine.s3.store;

import java.time.Instant;
import java.util.Optional;

/**
 * An access point: a name with a policy of its own for one bucket; unique in its account and Region.
 *
 * @param alias a name in the place of a bucket's that leads to it; given when it is made, empty before
 * @param vpc the only VPC whose requests it takes; empty when it takes those of the internet
 * @param blocks its settings of Block Public Access, printed
 */
public record AccessPoint(
    String account, String region, String name, String alias, Bucket bucket, Optional<String> vpc, String blocks, Instant created, Optional<String> policy) {

  public String arn() {
    return "arn:aws:s3:" + region + ":" + account + ":accesspoint/" + name;
  }

  /** {@code VPC} or {@code Internet}. */
  public String networkOrigin() {
    return vpc.isPresent() ? "VPC" : "Internet";
  }
}
