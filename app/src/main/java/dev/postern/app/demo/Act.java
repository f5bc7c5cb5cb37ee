package dev.postern.app.demo;

import java.util.List;
import java.util.Optional;

/**
 * One act of the demo: what was expected, what was seen, and how.
 *
 * @param hops the resources whose kernel counters moved, in the order a packet meets them
 * @param serviceSaw what the service saw of the caller; empty when no request arrived
 * @param ms how long the call took
 */
public record Act(String name, String expected, String observed, List<Hop> hops, Optional<Saw> serviceSaw, long ms, String why, String price) {

  /** A resource that packets passed, with what the kernel counted on its link during the call. */
  public record Hop(String resource, long packets, long bytes) {}

  /** The caller as the service saw it. */
  public record Saw(String source, Optional<String> vpce, Optional<String> vpc) {}

  public boolean asExpected() {
    return expected.equals(observed);
  }
}
