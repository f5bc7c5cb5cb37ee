package dev.postern.core.authorize;

import dev.postern.core.plan.Door;
import java.time.Instant;
import java.util.Optional;

/**
 * How a request came in.
 *
 * @param door which socket accepted it
 * @param peer the other side's address as that socket saw it, dotted
 * @param time when the service got it
 */
public record Origin(Door door, String peer, boolean tls, Optional<String> userAgent, Optional<String> referer, Instant time) {}
