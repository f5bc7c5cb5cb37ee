package dev.postern.wire.rest;

import dev.postern.wire.http.Parameters;
import java.util.Map;

/**
 * A request that was recognised.
 *
 * @param labels of the path, decoded: {@code Bucket}, {@code Key}
 * @param query decoded
 */
public record RestMatch(RestBinding<?> binding, Map<String, String> labels, Parameters query) {}
