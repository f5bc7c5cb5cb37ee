package dev.postern.core.policy.proof;

import dev.postern.core.policy.proof.text.Glob;
import dev.postern.core.policy.proof.text.TextSet;
import dev.postern.core.policy.proof.text.TextSolver;
import dev.postern.core.policy.proof.text.Work;
import dev.postern.core.policy.request.Principal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds somebody who keeps all limits on the caller. Roles that AWS links to its services are left out. */
final class CallerSolver {
  private static final String NEW_SESSION = "session";
  /** What asking one limit about a caller takes, as {@link Work} counts. */
  private static final long CALLER = 100;

  private static final TextSet LINKED =
      TextSet.of(Glob.shape("arn:~:iam::~:role/aws-service-role/*"), Glob.shape("arn:~:iam::~:role/AWSServiceRoleFor*"));

  private CallerSolver() {}

  static Found solve(List<Limit> limits, Work work) {
    return solve(limits, "*$", work);
  }

  /** Somebody with a usual name, if that is possible. */
  static Found solveUsual(List<Limit> limits, Work work) {
    Found usual = solve(limits, "somebody", work);
    return usual instanceof Found.Somebody(Caller caller) && caller.principal() instanceof Principal.Iam ? usual : solve(limits, work);
  }

  private static Found solve(List<Limit> limits, String name, Work work) {
    boolean hard = false;
    for (Principal.Iam.Kind kind : List.of(Principal.Iam.Kind.USER, Principal.Iam.Kind.SESSION, Principal.Iam.Kind.ROOT, Principal.Iam.Kind.FEDERATED_USER)) {
      for (String session : sessions(limits, kind)) {
        if (work.isSpent()) {
          return Found.TOO_HARD;
        }
        switch (arn(limits, kind, session, name, work)) {
          case TextSolver.Result.Found(String arn) -> {
            return new Found.Somebody(caller(kind, arn, session));
          }
          case TextSolver.Result.TooMany() -> hard = true;
          case TextSolver.Result.Empty() -> {}
        }
      }
    }
    for (Principal principal : others(limits)) {
      work.spend(CALLER * limits.size());
      if (admits(limits, Caller.of(principal))) {
        return new Found.Somebody(Caller.of(principal));
      }
    }
    return hard ? Found.TOO_HARD : Found.NOTHING;
  }

  static boolean admits(List<Limit> limits, Caller caller) {
    return limits.stream().allMatch(limit -> callers(limit).contains(caller) == limit.isInside());
  }

  private static CallerSet callers(Limit limit) {
    if (limit.set() instanceof ValueSet.Callers(CallerSet set)) {
      return set;
    }
    throw new IllegalArgumentException("no set of callers: " + limit.set());
  }

  /**
   * The sessions of one kind that some limit names, and one that none does. To act for a user only lets one in, so users who are to be kept out
   * need not be tried.
   */
  private static Set<String> sessions(List<Limit> limits, Principal.Iam.Kind kind) {
    Set<String> names = new LinkedHashSet<>();
    boolean all = kind == Principal.Iam.Kind.SESSION;
    limits.stream().filter(limit -> all || limit.isInside()).forEach(limit -> names.addAll(callers(limit).sessions(kind)));
    names.add(all ? NEW_SESSION + "x".repeat(names.contains(NEW_SESSION) ? names.size() : 0) : "");
    return names;
  }

  private static TextSolver.Result arn(List<Limit> limits, Principal.Iam.Kind kind, String session, String name, Work work) {
    List<TextSet> within = new ArrayList<>();
    List<TextSet> without = new ArrayList<>();
    within.add(TextSet.of(shape(kind, name)));
    if (kind == Principal.Iam.Kind.SESSION) {
      without.add(LINKED);
    } else if (!session.isEmpty()) {
      within.add(TextSet.of(Glob.shape("arn:~:~::" + session.split(":", 6)[4] + ":*")));
    }
    for (Limit limit : limits) {
      CallerSet.Arns arns = callers(limit).arns(kind, session);
      (arns.inside() == limit.isInside() ? within : without).add(arns.set());
    }
    return TextSolver.solve(within, without, work);
  }

  private static Glob shape(Principal.Iam.Kind kind, String name) {
    String account = "#".repeat(12);
    return Glob.shape(
        switch (kind) {
          case ROOT -> "arn:aws:iam::" + account + ":root";
          case USER -> "arn:aws:iam::" + account + ":user/" + name;
          case ROLE, SESSION -> "arn:aws:iam::" + account + ":role/" + name;
          case FEDERATED_USER -> "arn:aws:sts::" + account + ":federated-user/" + name;
        });
  }

  private static Caller caller(Principal.Iam.Kind kind, String arn, String session) {
    String[] parts = arn.split(":", 6);
    String entity = parts[5].substring(parts[5].indexOf('/') + 1);
    if (kind != Principal.Iam.Kind.SESSION) {
      return new Caller(new Principal.Iam(arn, parts[4], kind, kind == Principal.Iam.Kind.ROOT ? "" : entity, "", session), arn);
    }
    String role = entity.substring(entity.lastIndexOf('/') + 1);
    String name = "arn:" + parts[1] + ":sts::" + parts[4] + ":assumed-role/" + role + "/" + session;
    return new Caller(new Principal.Iam(name, parts[4], kind, role, session), arn);
  }

  /** Who is no principal of an account: nobody, the services and providers that are named, and one service that is not. */
  private static List<Principal> others(List<Limit> limits) {
    Set<Principal> others = new LinkedHashSet<>();
    others.add(new Principal.Anonymous());
    limits.forEach(limit -> others.addAll(callers(limit).named()));
    others.add(new Principal.Service("another-service.amazonaws.com"));
    return List.copyOf(others);
  }
}
