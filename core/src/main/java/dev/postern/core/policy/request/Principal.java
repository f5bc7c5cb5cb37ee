package dev.postern.core.policy.request;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who makes a request.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">AWS</a>
 */
public sealed interface Principal {
  /** As it is named in a message: an ARN, a service's name, or {@code anonymous}. */
  String name();

  /** The 12 digits of the caller's account, empty when it has none. */
  default String account() {
    return "";
  }

  /** Nobody signed the request. */
  record Anonymous() implements Principal {
    @Override
    public String name() {
      return "anonymous";
    }
  }

  /** An AWS service in its own name, such as {@code cloudtrail.amazonaws.com}. */
  record Service(String name) implements Principal {}

  /** Somebody whom a provider of identities vouches for: its ARN, or the domain of a public one. */
  record Federated(String name) implements Principal {}

  /** A CloudFront origin access identity, known by its canonical user id. */
  record CanonicalUser(String name) implements Principal {}

  /**
   * A principal of an account.
   *
   * @param entity the user's, role's or federated user's name with its path
   * @param session a role session's name, or empty
   * @param federator the ARN of the user or root that a federated user acts for; empty where that is not known
   */
  record Iam(String name, String account, Kind kind, String entity, String session, String federator) implements Principal {
    /** What the ARN of a principal names. */
    public enum Kind {
      ROOT,
      USER,
      /** A role, without saying which session of it. */
      ROLE,
      SESSION,
      FEDERATED_USER
    }

    public Iam(String name, String account, Kind kind, String entity, String session) {
      this(name, account, kind, entity, session, "");
    }

    /** This federated user, as the one that {@code user} let act for it. */
    public Iam federatedBy(String user) {
      return new Iam(name, account, kind, entity, session, user);
    }

    /**
     * Whether this is the role {@code other} or a session of it, or a federated user that acts for the user {@code other}. Role names are unique in
     * an account whatever their path, which a session's ARN leaves out.
     */
    public boolean actsAs(Iam other) {
      return switch (kind) {
        case ROLE -> other.kind == Kind.ROLE && name.equals(other.name);
        case SESSION -> other.kind == Kind.ROLE && account.equals(other.account) && entity.equals(other.lastOfEntity());
        case FEDERATED_USER -> other.kind == Kind.USER && federator.equals(other.name);
        case ROOT, USER -> false;
      };
    }

    private String lastOfEntity() {
      return entity.substring(entity.lastIndexOf('/') + 1);
    }

    /** Whether AWS made the role for one of its services: no service or resource control policy binds it. */
    public boolean isServiceLinked() {
      return kind == Kind.ROLE && entity.startsWith("aws-service-role/") || kind == Kind.SESSION && entity.startsWith("AWSServiceRoleFor");
    }
  }

  /** The principal that {@code arn} names, also for an account's 12 digits, which name its root user. */
  static Optional<Iam> ofArn(String arn) {
    if (Arns.ACCOUNT.matcher(arn).matches()) {
      return Optional.of(new Iam("arn:aws:iam::" + arn + ":root", arn, Iam.Kind.ROOT, "", ""));
    }
    Matcher matcher = Arns.PRINCIPAL.matcher(arn);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String account = matcher.group(1) != null ? matcher.group(1) : matcher.group(5);
    if (matcher.group(2) != null) {
      return Optional.of(new Iam(arn, account, Iam.Kind.ROOT, "", ""));
    }
    if (matcher.group(3) != null) {
      return Optional.of(new Iam(arn, account, matcher.group(3).equals("user") ? Iam.Kind.USER : Iam.Kind.ROLE, matcher.group(4), ""));
    }
    if (matcher.group(6) != null) {
      return Optional.of(new Iam(arn, account, Iam.Kind.SESSION, matcher.group(6), matcher.group(7)));
    }
    return Optional.of(new Iam(arn, account, Iam.Kind.FEDERATED_USER, matcher.group(8), ""));
  }

  /** The forms of principals' ARNs. Their characters need no backtracking: each alternative begins with another word. */
  final class Arns {
    static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final String NAME = "[\\w+=,.@-]+";
    static final Pattern PRINCIPAL =
        Pattern.compile(
            "arn:aws[a-z-]{0,20}:(?:iam::([0-9]{12}):(?:(root)|(user|role)/([\\x21-\\x29\\x2B-\\x3E\\x40-\\x7F]{1,1024}))"
                + "|sts::([0-9]{12}):(?:assumed-role/(" + NAME + ")/(" + NAME + ")|federated-user/(" + NAME + ")))");

    private Arns() {}
  }
}
