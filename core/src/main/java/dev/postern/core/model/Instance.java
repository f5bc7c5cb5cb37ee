package dev.postern.core.model;

import java.time.Instant;
import java.util.Optional;

/** An instance: a network namespace whose interfaces are attached network interfaces. */
public record Instance(
    ResourceKey key,
    String vpcId,
    String subnetId,
    String availabilityZone,
    String imageId,
    String instanceType,
    String reservationId,
    int launchIndex,
    Optional<String> keyName,
    Optional<String> userData,
    Optional<String> instanceProfileArn,
    boolean httpTokensRequired,
    Instant launchTime,
    String clientToken,
    State state,
    Optional<Instant> terminatedAt)
    implements Resource {
  @Override
  public Optional<String> network() {
    return Optional.of(vpcId);
  }

  /** What the owner wants of the instance. */
  public enum State {
    RUNNING,
    STOPPED,
    TERMINATED
  }
}
