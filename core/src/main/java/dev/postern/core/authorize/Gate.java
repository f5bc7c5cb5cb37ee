package dev.postern.core.authorize;

import dev.postern.core.action.Caller;
import dev.postern.core.action.iam.MissingPrincipals;
import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where services ask whether a caller may, by the policies of this moment. */
public final class Gate {
  /** For an engine without a cloud around it: in it are no users, no roles and no endpoints, so that owners alone may, and whom their policies name. */
  public static final Gate OWNERS = new Gate(() -> Snapshot.EMPTY, _ -> {});

  /** Asks nobody: all is allowed, and nobody is told. */
  public static final Gate OPEN = new Gate(() -> Snapshot.EMPTY, _ -> {}, true);

  private final Supplier<Snapshot> current;
  private final Consumer<Judgement> heard;
  private final boolean open;
  private volatile Authorizer latest = new Authorizer(Snapshot.EMPTY);

  /** @param heard is told of each judgement, on the thread that serves the request; must be quick */
  public Gate(Supplier<Snapshot> current, Consumer<Judgement> heard) {
    this(current, heard, false);
  }

  private Gate(Supplier<Snapshot> current, Consumer<Judgement> heard, boolean open) {
    this.current = current;
    this.heard = heard;
    this.open = open;
  }

  /** Returns when everything is allowed. @throws AccessDenied for the first thing that is not */
  public void admit(Caller caller, Origin origin, String region, List<Ask> asks) {
    for (Ask ask : asks) {
      admit(caller, origin, region, ask);
    }
  }

  /** Returns when it is allowed. @throws AccessDenied when not */
  public void admit(Caller caller, Origin origin, String region, Ask ask) {
    if (open) {
      return;
    }
    Judgement judgement = authorizer().judge(caller, origin, region, ask);
    heard.accept(judgement);
    if (!judgement.decision().isAllowed()) {
      throw new AccessDenied(judgement);
    }
  }

  /** Whether it would be allowed; nobody is told. */
  public boolean allows(Caller caller, Origin origin, String region, Ask ask) {
    return open || authorizer().judge(caller, origin, region, ask).decision().isAllowed();
  }

  /** That of the state of this moment. */
  private Authorizer authorizer() {
    Snapshot snapshot = current.get();
    Authorizer known = latest;
    if (known.snapshot() == snapshot) {
      return known;
    }
    Authorizer next = new Authorizer(snapshot);
    latest = next;
    return next;
  }

  /** What is wrong with a policy of a resource because of whom it names; AWS asks that when it is put there and never again. */
  public Optional<MalformedPolicy> missingPrincipal(PolicyDocument policy) {
    return MissingPrincipals.of(current.get(), policy);
  }
}
