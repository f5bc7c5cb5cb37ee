package dev.postern.app.lambda;

import dev.postern.app.control.Control;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.iam.RoleTrust;
import dev.postern.core.action.sts.Sessions;
import dev.postern.core.error.LambdaError;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.Function;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The credentials of functions' roles: one session a function, renewed when less than half of its life is left. */
final class RoleSessions {
  private static final Duration LIFE = Duration.ofHours(12);

  private final Control control;
  private final Map<String, AccessKey> sessions = new ConcurrentHashMap<>();

  RoleSessions(Control control) {
    this.control = control;
  }

  /** Valid for 6 hours at least. */
  AccessKey of(Function function) {
    return sessions.compute(
        function.settings().role() + " " + function.arn(), (_, held) -> held == null || isOld(held) ? start(function) : held);
  }

  private static boolean isOld(AccessKey key) {
    return key.expiration().orElseThrow().isBefore(Instant.now().plus(LIFE.dividedBy(2)));
  }

  private AccessKey start(Function function) {
    String arn = function.settings().role();
    ResourceKey key = new ResourceKey(function.key().account(), ResourceKey.GLOBAL, Kind.IAM_ROLE, arn.substring(arn.lastIndexOf('/') + 1));
    return control.execute(
        (snapshot, _, roleKey, facts) -> {
          IamRole role =
              snapshot
                  .find(IamRole.class, roleKey)
                  .filter(r -> r.arn().equals(arn) && RoleTrust.isGiven(r, RoleTrust.LAMBDA))
                  .orElseThrow(() -> LambdaError.ACCESS_DENIED.with("The role defined for the function cannot be assumed by Lambda."));
          AccessKey session = Sessions.of(role, function.name(), LIFE, facts);
          return Applied.of(Sessions.pruned(snapshot, roleKey.account(), facts).with(session), session);
        },
        Caller.root(function.key().account(), function.key().region()),
        key);
  }
}
