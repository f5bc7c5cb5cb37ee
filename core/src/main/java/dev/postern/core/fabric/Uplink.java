package dev.postern.core.fabric;

/**
 * A link from a VPC's router to the backbone, on which packets for other networks leave: one for each end of a peering connection, and one
 * for a virtual private gateway.
 *
 * @param id {@code pcx-…} or {@code vgw-…}
 * @param table the backbone's table that decides where its packets go
 */
public record Uplink(String id, String table) {
  /** The table of packets that the requester of a peering connection sends. */
  public static String requesterTable(String peeringId) {
    return peeringId;
  }

  /** The table of packets that the accepter of a peering connection sends. */
  public static String accepterTable(String peeringId) {
    return peeringId + "/accepter";
  }
}
