package dev.postern.core.action.ec2.insights;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInsightsAnalysis;
import dev.postern.core.state.Snapshot;
import java.time.Duration;
import java.util.List;

/**
 * The analyses of an account in a Region, which are kept for 120 days.
 * <a href="https://docs.aws.amazon.com/vpc/latest/reachability/reachability-analyzer-limits.html">AWS</a>
 */
public final class Analyses {
  private static final Duration KEPT = Duration.ofDays(120);

  private Analyses() {}

  static List<NetworkInsightsAnalysis> kept(Snapshot snapshot, Caller caller, Facts facts) {
    return all(snapshot, caller).stream().filter(a -> !isOld(a, facts)).toList();
  }

  static boolean isOld(NetworkInsightsAnalysis analysis, Facts facts) {
    return analysis.started().plus(KEPT).isBefore(facts.now());
  }

  /** The snapshot without those whose time is over. */
  public static Snapshot withoutOld(Snapshot snapshot, Caller caller, Facts facts) {
    Snapshot next = snapshot;
    for (NetworkInsightsAnalysis analysis : all(snapshot, caller)) {
      next = isOld(analysis, facts) ? next.without(analysis.key()) : next;
    }
    return next;
  }

  private static List<NetworkInsightsAnalysis> all(Snapshot snapshot, Caller caller) {
    return snapshot.all(NetworkInsightsAnalysis.class, Kind.NETWORK_INSIGHTS_ANALYSIS, caller.account(), caller.region());
  }
}
