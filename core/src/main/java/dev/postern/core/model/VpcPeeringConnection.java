package dev.postern.core.model;

import dev.postern.core.ip.Cidr;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A peering connection between two VPCs, of whatever accounts and Regions; kept under the requester's account and Region.
 *
 * @param state as it was decided; {@link #at} says what time has made of it
 * @param statusMessage what the describe call says beside the state
 * @param since when it came into its state
 */
public record VpcPeeringConnection(
    ResourceKey key, Side requester, Side accepter, State state, String statusMessage, Instant created, Instant since)
    implements Resource {

  /** How long a request waits for the accepter. */
  private static final Duration PATIENCE = Duration.ofDays(7);

  /** Both VPCs: each carries its own end, and its owner sees the connection for a while after its end. A failed one never reached the peer. */
  @Override
  public Set<String> networks() {
    if (state == State.FAILED) {
      return Set.of();
    }
    return requester.vpcId.equals(accepter.vpcId) ? Set.of(requester.vpcId) : Set.of(requester.vpcId, accepter.vpcId);
  }

  /** One end; {@code cidrs} are the VPC's blocks when the connection became active, of the requester until then those when it asked. */
  public record Side(String account, String region, String vpcId, List<Cidr> cidrs) {
    public boolean belongsTo(String someAccount, String someRegion) {
      return account.equals(someAccount) && region.equals(someRegion);
    }

    public Side withCidrs(List<Cidr> others) {
      return new Side(account, region, vpcId, others);
    }
  }

  /** The states that Postern's connections have; the wire names are {@code pending-acceptance} and so on. */
  public enum State {
    PENDING_ACCEPTANCE,
    ACTIVE,
    REJECTED,
    FAILED,
    EXPIRED,
    DELETED
  }

  /** Whether it joins the VPCs or may yet do so. */
  public boolean holds() {
    return state == State.ACTIVE || state == State.PENDING_ACCEPTANCE;
  }

  /** When a request that nobody accepted ends. */
  public Instant expiration() {
    return created.plus(PATIENCE);
  }

  /** The same as it is at a time: what nobody accepted has expired. */
  public VpcPeeringConnection at(Instant now) {
    boolean over = state == State.PENDING_ACCEPTANCE && !now.isBefore(expiration());
    return over ? with(State.EXPIRED, "Expired", expiration()) : this;
  }

  public VpcPeeringConnection with(State newState, String newMessage, Instant now) {
    return new VpcPeeringConnection(key, requester, accepter, newState, newMessage, created, now);
  }

  public VpcPeeringConnection withCidrs(List<Cidr> ofRequester, List<Cidr> ofAccepter) {
    return new VpcPeeringConnection(
        key, requester.withCidrs(ofRequester), accepter.withCidrs(ofAccepter), state, statusMessage, created, since);
  }
}
