package dev.postern.core.policy;

import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.Request;
import java.util.List;

/**
 * Decides requests.
 *
 * <p>Any Deny that matches denies. Then resource control policies, service control policies at each level, and the endpoint's policy must
 * all leave the request; they grant nothing. What grants:
 * <ul>
 *   <li>to services, providers' identities and the anonymous, the resource policy alone;
 *   <li>to root, its account;
 *   <li>inside an account, the resource policy by naming the caller or everybody; or else an identity policy, or the resource policy by
 *       naming the caller's role or the user it acts for, within boundary and session policy. A resource policy that names the account only
 *       lets it give;
 *   <li>across accounts, the resource policy and an identity policy together, within boundary and session policy.
 * </ul>
 *
 * <p>A resource control policy never has to allow: AWS attaches one that allows everything to each node, and it cannot be detached.
 *
 * <p>{@link #verdict} allocates nothing, but for policy variables beside wildcards, characters beyond the first 65,536, and values that are
 * neither short whole numbers nor IPv4 addresses; {@link #decide}, by which requests are judged, no more than what it says beside.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html">AWS</a>
 */
public final class Evaluator {
  /** What a list of policies says: how closely its Allow statements name the caller, or that it denies. */
  private enum Found {
    NOTHING,
    ACCOUNT,
    ROLE,
    DIRECT,
    DENY;

    private static final Found[] OF_GRANT = {NOTHING, ACCOUNT, ROLE, DIRECT};

    static Found of(Grant grant) {
      return OF_GRANT[grant.ordinal()];
    }

    boolean allows() {
      return this == ACCOUNT || this == ROLE || this == DIRECT;
    }
  }

  private Evaluator() {}

  /** The verdict with its reasons. */
  public static Decision decide(Request request, PolicySet policies) {
    Trail.Noted trail = new Trail.Noted();
    Verdict verdict = run(request, policies, trail);
    return switch (verdict) {
      case ALLOWED -> new Decision(verdict, trail.allows(), allowedBy(trail.allows()));
      case EXPLICITLY_DENIED -> new Decision(verdict, trail.denies(), trail.denies().getFirst().type().explicitReason());
      case IMPLICITLY_DENIED -> new Decision(verdict, List.of(), trail.cause().orElseThrow().implicitReason(request.action()));
    };
  }

  /** The verdict alone, on the shortest way. */
  public static Verdict verdict(Request request, PolicySet policies) {
    return run(request, policies, Trail.NONE);
  }

  private static String allowedBy(List<Decider> allows) {
    for (Decider allow : allows) {
      switch (allow.type()) {
        case IDENTITY, RESOURCE, ROLE_TRUST -> {
          return allow.type().allowReason();
        }
        case VPC_ENDPOINT, BOUNDARY, SESSION, SCP, RCP -> {}
      }
    }
    return "because the root user of an account may do everything in it";
  }

  private static Verdict run(Request request, PolicySet policies, Trail trail) {
    boolean denied = ServiceRules.isUnderRcps(request) && anyDenies(policies.rcps(), request, trail);
    if (denied && !trail.wantsAll()) {
      return Verdict.EXPLICITLY_DENIED;
    }
    Found scps = ServiceRules.isUnderScps(request) ? everyLevel(policies.scps(), request, trail) : Found.DIRECT;
    if (scps == Found.DENY && !trail.wantsAll()) {
      return Verdict.EXPLICITLY_DENIED;
    }
    Found endpoint = policies.endpoints().isEmpty() ? Found.DIRECT : scan(policies.endpoints(), request, policies.gateway(), false, trail);
    if (endpoint == Found.DENY && !trail.wantsAll()) {
      return Verdict.EXPLICITLY_DENIED;
    }
    Found resource = scan(policies.resource(), request, false, ServiceRules.isPolicyRescue(request), trail);
    if (resource == Found.DENY && !trail.wantsAll()) {
      return Verdict.EXPLICITLY_DENIED;
    }
    boolean isIam = request.principal() instanceof Principal.Iam;
    Found identity = isIam ? scan(policies.identity(), request, false, false, trail) : Found.NOTHING;
    if (identity == Found.DENY && !trail.wantsAll()) {
      return Verdict.EXPLICITLY_DENIED;
    }
    Found boundary = isIam && !policies.boundaries().isEmpty() ? scan(policies.boundaries(), request, false, false, trail) : Found.DIRECT;
    if (boundary == Found.DENY && !trail.wantsAll()) {
      return Verdict.EXPLICITLY_DENIED;
    }
    Found session = isIam && !policies.session().isEmpty() ? scan(policies.session(), request, false, false, trail) : Found.DIRECT;
    if (denied || scps == Found.DENY || endpoint == Found.DENY || resource == Found.DENY || identity == Found.DENY || boundary == Found.DENY
        || session == Found.DENY) {
      return Verdict.EXPLICITLY_DENIED;
    }
    if (!scps.allows()) {
      return refused(PolicyType.SCP, trail);
    }
    if (!endpoint.allows()) {
      return refused(PolicyType.VPC_ENDPOINT, trail);
    }
    return granted(request, resource, identity, boundary, session, trail);
  }

  private static Verdict granted(Request request, Found resource, Found identity, Found boundary, Found session, Trail trail) {
    PolicyType own = ServiceRules.isRoleAssumption(request) ? PolicyType.ROLE_TRUST : PolicyType.RESOURCE;
    if (!(request.principal() instanceof Principal.Iam caller)) {
      return resource.allows() ? Verdict.ALLOWED : refused(own, trail);
    }
    boolean isRoot = caller.kind() == Principal.Iam.Kind.ROOT;
    boolean isSameAccount = caller.account().equals(request.resourceAccount());
    boolean ownPolicyMust = !isSameAccount || ServiceRules.needsResourcePolicy(request);
    if (ownPolicyMust && !resource.allows()) {
      return refused(own, trail);
    }
    if (isSameAccount && !isRoot && resource == Found.DIRECT) {
      return Verdict.ALLOWED;
    }
    if (!isRoot && !identity.allows() && !(isSameAccount && resource == Found.ROLE)) {
      return refused(PolicyType.IDENTITY, trail);
    }
    if (!isRoot && !boundary.allows()) {
      return refused(PolicyType.BOUNDARY, trail);
    }
    return session.allows() ? Verdict.ALLOWED : refused(PolicyType.SESSION, trail);
  }

  private static Verdict refused(PolicyType type, Trail trail) {
    trail.because(type);
    return Verdict.IMPLICITLY_DENIED;
  }

  private static boolean anyDenies(List<List<Policy>> levels, Request request, Trail trail) {
    boolean denied = false;
    for (int i = 0; i < levels.size() && (!denied || trail.wantsAll()); i++) {
      denied |= scan(levels.get(i), request, false, false, trail) == Found.DENY;
    }
    return denied;
  }

  private static Found everyLevel(List<List<Policy>> levels, Request request, Trail trail) {
    Found all = Found.DIRECT;
    for (int i = 0; i < levels.size(); i++) {
      Found level = scan(levels.get(i), request, false, false, trail);
      if (level == Found.DENY && !trail.wantsAll()) {
        return level;
      }
      if (level == Found.DENY || level == Found.NOTHING && all != Found.DENY) {
        all = level;
      }
    }
    return all;
  }

  private static Found scan(List<Policy> policies, Request request, boolean accountMeansRoot, boolean passDenies, Trail trail) {
    Found found = Found.NOTHING;
    boolean denied = false;
    for (int p = 0; p < policies.size(); p++) {
      Policy policy = policies.get(p);
      for (Statement statement : policy.document().statementsAbout(request)) {
        boolean isDeny = statement.effect() == Effect.DENY;
        if (isDeny ? passDenies : found == Found.DIRECT) {
          continue;
        }
        Grant grant = statement.match(request, accountMeansRoot);
        if (grant == Grant.NONE) {
          continue;
        }
        if (isDeny) {
          trail.denied(policy, statement);
          if (!trail.wantsAll()) {
            return Found.DENY;
          }
          denied = true;
        } else if (Found.of(grant).compareTo(found) > 0) {
          found = Found.of(grant);
          trail.allowed(policy, statement);
        }
      }
    }
    return denied ? Found.DENY : found;
  }
}
