package dev.postern.core.model;

import dev.postern.core.ip.Cidr;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/**
 * One rule of a security group.
 *
 * @param protocol {@code tcp}, {@code udp}, {@code icmp}, another protocol's number, or {@code -1} for all
 * @param fromPort lowest port, or ICMP type, -1 for all
 * @param toPort highest port, or ICMP code, -1 for all
 */
public record SecurityGroupRule(
    String id, boolean egress, String protocol, int fromPort, int toPort, Peer peer, Optional<String> description) {

  /** Whether both allow the same traffic, whatever their ids and descriptions are. */
  public boolean allowsSameAs(SecurityGroupRule other) {
    return egress == other.egress
        && protocol.equals(other.protocol)
        && fromPort == other.fromPort
        && toPort == other.toPort
        && peer.equals(other.peer);
  }

  public SecurityGroupRule withId(String newId) {
    return new SecurityGroupRule(newId, egress, protocol, fromPort, toPort, peer, description);
  }

  public SecurityGroupRule withDescription(Optional<String> newDescription) {
    return new SecurityGroupRule(id, egress, protocol, fromPort, toPort, peer, newDescription);
  }

  /** Who may be on the other side. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
  public sealed interface Peer {}

  public record CidrPeer(Cidr cidr) implements Peer {}

  /** Stored and described; matches no packet while Postern carries IPv4 only. */
  public record Ipv6Peer(String cidr) implements Peer {}

  public record GroupPeer(String groupId, String ownerId) implements Peer {}

  public record PrefixListPeer(String prefixListId) implements Peer {}
}
