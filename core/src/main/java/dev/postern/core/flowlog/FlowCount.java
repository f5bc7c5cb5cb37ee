package dev.postern.core.flowlog;

import dev.postern.core.plan.FlowSet;
import java.util.Optional;

/** What a router counted of one flow, at one point, in one turn. */
public record FlowCount(LoggedInterface at, FlowTuple tuple, FlowSet set, long packets, long bytes, Optional<TrafficPath> path) {}
