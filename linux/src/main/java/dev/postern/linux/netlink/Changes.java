package dev.postern.linux.netlink;

import java.util.HashSet;
import java.util.Set;

/**
 * Hears whether somebody else changed links, addresses, neighbours, routes or rules of the namespace it was opened in.
 *
 * <p>The kernel says whose request each change was. What was nobody's (0) follows from another change that it told of, but for links:
 * kernels before 6.1 name nobody there, and none does for a group, so a link that is not up in the end, or went without our knowing,
 * counts as somebody else's doing.
 */
final class Changes implements AutoCloseable {
  /** {@code RTNLGRP_LINK}, {@code _NEIGH}, {@code _IPV4_IFADDR}, {@code _IPV4_ROUTE}, {@code _IPV4_RULE}. */
  private static final int[] GROUPS = {1, 3, 5, 7, 8};

  private final NetlinkSocket socket;
  private final int ours;
  private final Set<Integer> leaving = new HashSet<>();

  /** @param ours the port of the socket whose requests are ours, in whatever namespace */
  Changes(int ours, Buffers buffers) {
    this.ours = ours;
    socket = new NetlinkSocket(NetlinkSocket.ROUTE, 0, buffers);
    for (int group : GROUPS) {
      socket.join(group);
    }
  }

  /** We are taking a device away. */
  void leaving(int device) {
    leaving.add(device);
  }

  /** Whether somebody else may have changed something since the last call. */
  boolean foreign() {
    boolean[] foreign = new boolean[1];
    Set<Integer> down = new HashSet<>();
    boolean whole = socket.heard((type, port, body) -> {
      if (port != 0 && port != ours) {
        foreign[0] = true;
      } else if (type == RouteMessages.NEWLINK) {
        boolean up = (body.getInt(8) & RouteMessages.IFF_UP) != 0;
        boolean _ = up ? down.remove(body.getInt(4)) : down.add(body.getInt(4));
      } else if (type == RouteMessages.DELLINK) {
        down.remove(body.getInt(4));
        foreign[0] |= port == 0 && !leaving.contains(body.getInt(4));
      }
    });
    leaving.clear();
    return foreign[0] || !whole || !down.isEmpty();
  }

  @Override
  public void close() {
    socket.close();
  }
}
