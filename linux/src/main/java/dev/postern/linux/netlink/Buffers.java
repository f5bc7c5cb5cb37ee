package dev.postern.linux.netlink;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Memory outside the heap for one message batch each way, shared by sockets of which one is used at a time. */
public final class Buffers {
  private static final int BYTES = 64 * 1024;

  final MemorySegment out;
  final MemorySegment in;

  public Buffers() {
    Arena arena = Arena.ofAuto();
    out = arena.allocate(BYTES);
    in = arena.allocate(BYTES);
  }
}
