/** Reachability Analyzer: walks the fabric for the packets that a path speaks of, and says what was found as AWS does. */
@NullMarked
package dev.postern.core.insights;

import org.jspecify.annotations.NullMarked;
