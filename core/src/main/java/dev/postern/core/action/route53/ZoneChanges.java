package dev.postern.core.action.route53;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.ZoneChange;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.route53.model.ChangeInfo;

/** The changes of Route 53 that an account can ask for; the newest thousand are kept. */
public final class ZoneChanges {
  private static final int KEPT = 1000;
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private ZoneChanges() {}

  /** A new change; not yet in a snapshot. */
  public static ZoneChange made(Caller caller, String comment, Facts facts) {
    // Nine digits of base 36 hold milliseconds until the year 5188.
    String time = "0".repeat(9) + Long.toString(facts.now().toEpochMilli(), 36).toUpperCase(Locale.ROOT);
    String id = "C" + time.substring(time.length() - 9) + facts.seed().text(ALPHABET, 11);
    return new ZoneChange(key(caller, id), comment, facts.now());
  }

  public static Snapshot noted(Snapshot snapshot, ZoneChange change) {
    List<ZoneChange> all = snapshot.all(ZoneChange.class, Kind.ZONE_CHANGE, change.key().account(), ResourceKey.GLOBAL);
    Snapshot next = snapshot;
    for (ZoneChange old : all.subList(0, Math.max(0, all.size() - KEPT + 1))) {
      next = next.without(old.key());
    }
    return next.with(change);
  }

  public static ResourceKey key(Caller caller, String id) {
    return new ResourceKey(caller.account(), ResourceKey.GLOBAL, Kind.ZONE_CHANGE, id);
  }

  /** In sync from the start: the resolvers answer from the state that the change is part of. */
  public static ChangeInfo shown(ZoneChange change) {
    return ChangeInfo.builder()
        .id("/change/" + change.id())
        .status("INSYNC")
        .submittedAt(change.submitted())
        .comment(change.comment().isEmpty() ? null : change.comment())
        .build();
  }
}
