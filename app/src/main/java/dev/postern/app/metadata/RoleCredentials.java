package dev.postern.app.metadata;

import dev.postern.app.control.Control;
import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.sts.Sessions;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.Instance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The temporary keys of instances' roles: stored before they are given out, so that a request signed with one verifies. */
final class RoleCredentials {
  private static final Duration LASTING = Duration.ofHours(6);

  /** SDKs ask anew when this much is left; AWS has new keys at least five minutes before the old ones end. */
  private static final Duration RENEW_BEFORE = Duration.ofMinutes(15);

  private final Control control;
  private final Clock clock;
  private final Map<String, AccessKey> given = new ConcurrentHashMap<>();

  RoleCredentials(Control control, Clock clock) {
    this.control = control;
    this.clock = clock;
  }

  AccessKey of(Instance instance, IamRole role) {
    Instant now = clock.instant();
    return given.compute(
        instance.id() + " " + role.roleId(), (_, known) -> known != null && isFresh(known, now) ? known : make(instance, role));
  }

  private boolean isFresh(AccessKey key, Instant now) {
    // A reset of the cloud forgets keys; then the one in hand is worth nothing.
    return control.current().find(key.key()).isPresent()
        && key.expiration().filter(end -> now.plus(RENEW_BEFORE).isBefore(end)).isPresent();
  }

  private AccessKey make(Instance instance, IamRole role) {
    Action<String, AccessKey> start =
        (snapshot, _, sessionName, facts) -> {
          AccessKey key = Sessions.of(role, sessionName, LASTING, facts);
          return Applied.of(Sessions.pruned(snapshot, role.key().account(), facts).with(key), key);
        };
    return control.execute(start, Caller.root(role.key().account(), instance.key().region()), instance.id());
  }
}
