package dev.postern.core.action;

import dev.postern.core.state.Observed;
import java.time.Instant;

/**
 * Everything an action may not invent for itself.
 *
 * @param now the time of the request
 * @param seed where new ids, addresses and secrets are derived from; unpredictable and never used twice by the caller
 * @param observed what the kernel has
 */
public record Facts(Instant now, Seed seed, Observed observed) {}
