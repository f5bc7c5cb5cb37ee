package dev.postern.e2e.agreement;

import dev.postern.core.path.Packet;
import dev.postern.core.path.Path;
import java.util.Optional;

/**
 * One flow that is tried for real: a TCP connection or a UDP datagram from inside a host's namespace, and what came back.
 *
 * @param from the interface or site host that sends
 * @param expected the answer that the model says arrives, {@code PLACE SOURCE}; empty when it says nothing does
 */
record Probe(String hostId, String from, Packet packet, Path path, Optional<String> expected) {}
