package dev.postern.core.model;

import java.time.Instant;

/**
 * A change of Route 53, kept so that {@code GetChange} can be asked for it.
 *
 * @param key its id is {@code C} and letters and digits, later ones sorting behind earlier ones
 */
public record ZoneChange(ResourceKey key, String comment, Instant submitted) implements Resource {}
