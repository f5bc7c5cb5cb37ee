package dev.postern.core.model;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An instance: a network namespace whose interfaces are attached network interfaces.
 *
 * @param userData in Base64, as the API takes and shows it
 */
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
  /** A terminated instance is shown for an hour but is no part of its network any more. */
  @Override
  public Set<String> networks() {
    return state == State.TERMINATED ? Set.of() : Set.of(vpcId);
  }

  public Instance withState(State newState, Optional<Instant> newTerminatedAt) {
    return new Instance(
        key, vpcId, subnetId, availabilityZone, imageId, instanceType, reservationId, launchIndex, keyName, userData, instanceProfileArn,
        httpTokensRequired, launchTime, clientToken, newState, newTerminatedAt);
  }

  public Instance withLaunchTime(Instant newLaunchTime) {
    return new Instance(
        key, vpcId, subnetId, availabilityZone, imageId, instanceType, reservationId, launchIndex, keyName, userData, instanceProfileArn,
        httpTokensRequired, newLaunchTime, clientToken, state, terminatedAt);
  }

  public Instance withInstanceType(String newType) {
    return new Instance(
        key, vpcId, subnetId, availabilityZone, imageId, newType, reservationId, launchIndex, keyName, userData, instanceProfileArn,
        httpTokensRequired, launchTime, clientToken, state, terminatedAt);
  }

  public Instance withUserData(Optional<String> newUserData) {
    return new Instance(
        key, vpcId, subnetId, availabilityZone, imageId, instanceType, reservationId, launchIndex, keyName, newUserData, instanceProfileArn,
        httpTokensRequired, launchTime, clientToken, state, terminatedAt);
  }

  public Instance withHttpTokensRequired(boolean newRequired) {
    return new Instance(
        key, vpcId, subnetId, availabilityZone, imageId, instanceType, reservationId, launchIndex, keyName, userData, instanceProfileArn,
        newRequired, launchTime, clientToken, state, terminatedAt);
  }

  /** What the owner wants of the instance. */
  public enum State {
    RUNNING,
    STOPPED,
    TERMINATED
  }
}
