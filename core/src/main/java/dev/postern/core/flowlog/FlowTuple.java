package dev.postern.core.flowlog;

import dev.postern.core.plan.FlowSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What tells flows of one interface apart.
 *
 * @param egress whether the interface sent the packets, or was sent them
 * @param sourcePort 0 where the protocol has none
 */
public record FlowTuple(boolean egress, long source, long destination, int sourcePort, int destinationPort, int protocol) {
  private static final int TCP = 6;
  private static final int UDP = 17;

  /** The kernel's fields are a device name of 16 bytes, two addresses, and ports or a protocol, each in 4 bytes. */
  private static final int ADDRESSES = 16;

  /** @param key of an element of a set of flows that are told apart */
  static FlowTuple of(FlowSet set, byte[] key) {
    ByteBuffer fields = ByteBuffer.wrap(key, ADDRESSES, key.length - ADDRESSES);
    boolean egress = set.point().isEgress();
    long source = fields.getInt() & 0xFFFF_FFFFL;
    long destination = fields.getInt() & 0xFFFF_FFFFL;
    return switch (set.kind()) {
      case RST, SYN_ACK, SYN, FIN, TCP -> ported(egress, source, destination, fields, TCP);
      case UDP -> ported(egress, source, destination, fields, UDP);
      case OTHER -> new FlowTuple(egress, source, destination, 0, 0, fields.get() & 0xFF);
      case LOST -> throw new IllegalArgumentException("no flow: " + set);
    };
  }

  private static FlowTuple ported(boolean egress, long source, long destination, ByteBuffer fields, int protocol) {
    int from = fields.getShort() & 0xFFFF;
    fields.getShort();
    return new FlowTuple(egress, source, destination, from, fields.getShort() & 0xFFFF, protocol);
  }

  /** The link's name, empty for an address that the router answers at. */
  static String device(byte[] key) {
    int end = 0;
    while (end < ADDRESSES && key[end] != 0) {
      end++;
    }
    return new String(key, 0, end, StandardCharsets.US_ASCII);
  }
}
