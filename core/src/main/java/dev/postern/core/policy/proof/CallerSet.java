package dev.postern.core.policy.proof;

import dev.postern.core.policy.Grant;
import dev.postern.core.policy.PrincipalPattern;
import dev.postern.core.policy.Principals;
import dev.postern.core.policy.condition.Condition;
import dev.postern.core.policy.condition.Operator;
import dev.postern.core.policy.proof.text.Glob;
import dev.postern.core.policy.proof.text.TextSet;
import dev.postern.core.policy.request.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A set of callers: the test of one, and for principals of accounts also as a set of ARNs. */
sealed interface CallerSet {
  /** Condition keys that say nothing but who calls. */
  Set<String> KEYS = Set.of("aws:principalarn", "aws:principalaccount", "aws:principaltype", "aws:principalisawsservice", "aws:principalservicename", "aws:username");

  boolean contains(Caller caller);

  /**
   * The ARNs, as {@code aws:PrincipalArn} has them, of the set's callers of one kind.
   *
   * @param session a role session's name, or the user that a federated user acts for
   */
  Arns arns(Principal.Iam.Kind kind, String session);

  /** Principals that the set names, so that each can be tried. */
  default List<Principal> named() {
    return List.of();
  }

  /** What the set tells sessions apart by: names of role sessions, or users that federated users act for. */
  default List<String> sessions(Principal.Iam.Kind kind) {
    return List.of();
  }

  /** A set of ARNs, or all but a set. */
  record Arns(TextSet set, boolean inside) {
    static final Arns ALL = new Arns(TextSet.ANY, true);
    static final Arns NONE = new Arns(TextSet.ANY, false);

    static Arns all(boolean yes) {
      return yes ? ALL : NONE;
    }
  }

  /** Everybody whom a {@code Principal} element names, however closely. */
  record Named(List<PrincipalPattern> patterns, boolean accountMeansRoot) implements CallerSet {
    @Override
    public boolean contains(Caller caller) {
      return patterns.stream().anyMatch(pattern -> names(pattern, caller.principal()));
    }

    private boolean names(PrincipalPattern pattern, Principal principal) {
      Grant grant = pattern.grantTo(principal);
      return grant == Grant.DIRECT || grant == Grant.ROLE || grant == Grant.ACCOUNT && !accountMeansRoot;
    }

    @Override
    public Arns arns(Principal.Iam.Kind kind, String session) {
      List<Glob> globs = new ArrayList<>();
      for (PrincipalPattern pattern : patterns) {
        switch (pattern) {
          case PrincipalPattern.Everyone _ -> globs.add(Glob.any());
          case PrincipalPattern.Account(String _, String account) -> {
            if (kind == Principal.Iam.Kind.ROOT || !accountMeansRoot) {
              globs.add(Glob.shape("arn:~:~::" + account + ":*"));
            }
          }
          case PrincipalPattern.Entity(String written, Principal.Iam named) -> addEntity(globs, written, named, kind, session);
          case PrincipalPattern.Deleted _, PrincipalPattern.Service _, PrincipalPattern.Federated _, PrincipalPattern.CanonicalUser _ -> {}
        }
      }
      return new Arns(new TextSet(globs), true);
    }

    private static void addEntity(List<Glob> globs, String written, Principal.Iam named, Principal.Iam.Kind kind, String session) {
      boolean isSession = kind == Principal.Iam.Kind.SESSION;
      if (isSession && (named.kind() == Principal.Iam.Kind.ROLE || named.kind() == kind && named.session().equals(session))) {
        String role = named.entity().substring(named.entity().lastIndexOf('/') + 1);
        globs.add(Glob.shape("arn:~:iam::" + named.account() + ":role/" + role));
        globs.add(Glob.shape("arn:~:iam::" + named.account() + ":role/*/" + role));
      } else if (kind == Principal.Iam.Kind.FEDERATED_USER && named.kind() == Principal.Iam.Kind.USER && named.name().equals(session)) {
        globs.add(Glob.shape("arn:~:sts::" + named.account() + ":federated-user/*"));
      } else if (!isSession && named.kind() == kind) {
        globs.add(Glob.exact(written));
      }
    }

    @Override
    public List<Principal> named() {
      List<Principal> principals = new ArrayList<>();
      for (PrincipalPattern pattern : patterns) {
        switch (pattern) {
          case PrincipalPattern.Service(String name) when !name.equals("*") -> principals.add(new Principal.Service(name));
          case PrincipalPattern.Federated(String name) when !name.equals("*") -> principals.add(new Principal.Federated(name));
          case PrincipalPattern.CanonicalUser(String name) -> principals.add(new Principal.CanonicalUser(name));
          case PrincipalPattern.Everyone _, PrincipalPattern.Account _, PrincipalPattern.Entity _, PrincipalPattern.Deleted _, PrincipalPattern.Service _,
              PrincipalPattern.Federated _ -> {}
        }
      }
      return principals;
    }

    @Override
    public List<String> sessions(Principal.Iam.Kind kind) {
      List<Principal.Iam> named =
          patterns.stream().filter(PrincipalPattern.Entity.class::isInstance).map(pattern -> ((PrincipalPattern.Entity) pattern).named()).toList();
      return switch (kind) {
        case SESSION -> named.stream().filter(each -> each.kind() == kind).map(Principal.Iam::session).toList();
        case FEDERATED_USER -> named.stream().filter(each -> each.kind() == Principal.Iam.Kind.USER).map(Principal.Iam::name).toList();
        case ROOT, USER, ROLE -> List.of();
      };
    }
  }

  /** Everybody whom a {@code NotPrincipal} element excepts: an account there is its root user alone. */
  static CallerSet excepted(Principals principals) {
    return new Named(principals.patterns(), true);
  }

  /** Everybody of whom a condition on one of {@link #KEYS} holds. It has no variables. */
  record Keyed(Condition condition) implements CallerSet {
    @Override
    public boolean contains(Caller caller) {
      return condition.holds(caller.keys());
    }

    @Override
    public Arns arns(Principal.Iam.Kind kind, String session) {
      boolean byName = condition.foldedKey().equals("aws:username") && kind == Principal.Iam.Kind.USER;
      boolean byArn = condition.foldedKey().equals("aws:principalarn");
      if (condition.operator() == Operator.NULL || !byArn && !byName && !condition.foldedKey().equals("aws:principalaccount")) {
        return Arns.all(contains(example(kind, session)));
      }
      if (ConditionSets.set(condition) instanceof ValueSet.Texts(TextSet set)) {
        TextSet arns = byArn ? set : new TextSet(set.globs().stream().flatMap(glob -> byName ? glob.asNameOfUser().stream() : Stream.of(glob.asAccountOfArn())).toList());
        return new Arns(arns, ConditionSets.isInside(condition));
      }
      return Arns.NONE;
    }

    /** What is asked of it is the same for all of its kind. */
    private static Caller example(Principal.Iam.Kind kind, String session) {
      String account = "000000000000";
      return switch (kind) {
        case ROOT -> iam("arn:aws:iam::" + account + ":root", account, kind, "", "");
        case USER -> iam("arn:aws:iam::" + account + ":user/x", account, kind, "x", "");
        case ROLE -> iam("arn:aws:iam::" + account + ":role/x", account, kind, "x", "");
        case SESSION -> iam("arn:aws:sts::" + account + ":assumed-role/x/" + session, account, kind, "x", session);
        case FEDERATED_USER -> iam("arn:aws:sts::" + account + ":federated-user/x", account, kind, "x", "");
      };
    }

    private static Caller iam(String arn, String account, Principal.Iam.Kind kind, String entity, String session) {
      return Caller.of(new Principal.Iam(arn, account, kind, entity, session));
    }

    @Override
    public List<Principal> named() {
      return condition.foldedKey().equals("aws:principalservicename") ? condition.values().stream().<Principal>map(Principal.Service::new).toList() : List.of();
    }
  }

  /** The principals of one account. */
  record OfAccount(String account) implements CallerSet {
    @Override
    public boolean contains(Caller caller) {
      return caller.principal().account().equals(account);
    }

    @Override
    public Arns arns(Principal.Iam.Kind kind, String session) {
      return new Arns(TextSet.of(Glob.shape("arn:~:~::" + account + ":*")), true);
    }
  }

  /** Who is of some kind: root users, services, and so on. */
  record OfKind(Kind kind) implements CallerSet {
    /** Kinds of callers. */
    enum Kind {
      IAM,
      ROOT,
      SERVICE,
      ANONYMOUS
    }

    @Override
    public boolean contains(Caller caller) {
      return switch (kind) {
        case IAM -> caller.principal() instanceof Principal.Iam;
        case ROOT -> PrincipalPattern.isRoot(caller.principal());
        case SERVICE -> caller.principal() instanceof Principal.Service;
        case ANONYMOUS -> caller.principal() instanceof Principal.Anonymous;
      };
    }

    @Override
    public Arns arns(Principal.Iam.Kind of, String session) {
      return Arns.all(kind == Kind.IAM || kind == Kind.ROOT && of == Principal.Iam.Kind.ROOT);
    }
  }
}
