package dev.postern.core.flowlog;

import java.time.Instant;
import java.util.Optional;

/**
 * One record of a flow log.
 *
 * @param start when the first of the packets may have come, to the turn in which the kernel counted it
 * @param flow absent when nothing was seen or something was not kept
 */
public record FlowRecord(LoggedInterface at, Instant start, Instant end, Status status, Optional<Flow> flow) {
  /** Whether there was something to log, and whether all of it is. */
  public enum Status {
    OK,
    NODATA,
    SKIPDATA
  }

  /**
   * Packets with one fate.
   *
   * @param tcpFlags all of them as AWS tells them: FIN 1, SYN 2, RST 4, and 16 for the ACK of a SYN
   * @param path of what was sent
   */
  public record Flow(FlowTuple tuple, boolean accepted, long packets, long bytes, int tcpFlags, Optional<TrafficPath> path) {}
}
