package dev.postern.core.model;

import dev.postern.core.ip.Cidr;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A peering connection between two VPCs, of whatever accounts and Regions; kept under the requester's account and Region.
 *
 * @param statusMessage what the describe call says beside the state
 */
public record VpcPeeringConnection(
    ResourceKey key, Side requester, Side accepter, State state, String statusMessage, Instant created)
    implements Resource {

  /** Both VPCs while there is something to join: each carries its own end. */
  @Override
  public Set<String> networks() {
    if (state != State.ACTIVE && state != State.PENDING_ACCEPTANCE) {
      return Set.of();
    }
    return requester.vpcId.equals(accepter.vpcId) ? Set.of(requester.vpcId) : Set.of(requester.vpcId, accepter.vpcId);
  }

  /** One end; {@code cidrs} are the VPC's blocks when the connection became active. */
  public record Side(String account, String region, String vpcId, List<Cidr> cidrs) {}

  /** The states that Postern's connections have; the wire names are {@code pending-acceptance} and so on. */
  public enum State {
    PENDING_ACCEPTANCE,
    ACTIVE,
    REJECTED,
    FAILED,
    EXPIRED,
    DELETED
  }

  public VpcPeeringConnection with(State newState, String newMessage) {
    return new VpcPeeringConnection(key, requester, accepter, newState, newMessage, created);
  }
}
