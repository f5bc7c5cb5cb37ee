package dev.postern.core.policy;

import java.util.Optional;

/** A statement that took part in a decision. {@code statement} counts from 0. */
public record Decider(String policy, PolicyType type, int statement, Optional<String> sid, Effect effect) {}
