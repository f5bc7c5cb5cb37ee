package dev.postern.e2e.agreement;

import dev.postern.core.fabric.Port;
import dev.postern.core.path.Packet;
import dev.postern.core.path.Path;
import java.util.Optional;

/**
 * One flow that is tried for real: a TCP connection or a UDP datagram from inside a host's namespace, and what came back.
 *
 * @param expected the answer that the model says arrives, {@code PLACE SOURCE}; empty when it says nothing does
 */
record Probe(String hostId, Port from, Packet packet, Path path, Optional<String> expected) {}
