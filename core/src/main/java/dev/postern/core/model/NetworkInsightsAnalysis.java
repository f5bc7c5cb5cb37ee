package dev.postern.core.model;

import java.time.Instant;
import java.util.List;

/**
 * What was found about a path when it was analysed.
 *
 * @param additionalAccounts whose resources may be looked at besides the owner's
 * @param filterInArns what the way must pass, and {@code filterOutArns} what it must not
 * @param findings AWS's structure {@code NetworkInsightsAnalysis} with the members that were found, as JSON by the names of its members
 */
public record NetworkInsightsAnalysis(
    ResourceKey key,
    String pathId,
    List<String> additionalAccounts,
    List<String> filterInArns,
    List<String> filterOutArns,
    Instant started,
    boolean pathFound,
    String findings)
    implements Resource {}
