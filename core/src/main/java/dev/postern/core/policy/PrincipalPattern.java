package dev.postern.core.policy;

import dev.postern.core.policy.request.Principal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One principal that a statement names.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">AWS</a>
 */
public sealed interface PrincipalPattern {
  /** As the policy writes it. */
  String written();

  Grant grantTo(Principal principal);

  /** {@code *}: everybody, the anonymous too. */
  record Everyone(String written) implements PrincipalPattern {
    @Override
    public Grant grantTo(Principal principal) {
      return Grant.DIRECT;
    }
  }

  /** An account by its digits or its root's ARN, which mean the same: all of it. To its root user that is a direct grant. */
  record Account(String written, String account) implements PrincipalPattern {
    @Override
    public Grant grantTo(Principal principal) {
      if (!principal.account().equals(account)) {
        return Grant.NONE;
      }
      return isRoot(principal) ? Grant.DIRECT : Grant.ACCOUNT;
    }
  }

  /** A user, role, role session or federated user by its ARN. */
  record Entity(String written, Principal.Iam named) implements PrincipalPattern {
    @Override
    public Grant grantTo(Principal principal) {
      if (!(principal instanceof Principal.Iam caller)) {
        return Grant.NONE;
      }
      if (caller.actsAs(named)) {
        return Grant.ROLE;
      }
      return named.kind() != Principal.Iam.Kind.ROLE && caller.name().equals(written) ? Grant.DIRECT : Grant.NONE;
    }
  }

  /** What AWS leaves of the ARN of a deleted user or role. It names nobody any more. */
  record Deleted(String written) implements PrincipalPattern {
    @Override
    public Grant grantTo(Principal principal) {
      return Grant.NONE;
    }
  }

  /** An AWS service; {@code *} is every one. */
  record Service(String written) implements PrincipalPattern {
    @Override
    public Grant grantTo(Principal principal) {
      return principal instanceof Principal.Service(String name) && (written.equals("*") || written.equals(name)) ? Grant.DIRECT : Grant.NONE;
    }
  }

  /** A provider of identities; {@code *} is every one. */
  record Federated(String written) implements PrincipalPattern {
    @Override
    public Grant grantTo(Principal principal) {
      return principal instanceof Principal.Federated(String name) && (written.equals("*") || written.equals(name)) ? Grant.DIRECT : Grant.NONE;
    }
  }

  /** A canonical user id of S3. */
  record CanonicalUser(String written) implements PrincipalPattern {
    @Override
    public Grant grantTo(Principal principal) {
      return principal instanceof Principal.CanonicalUser(String name) && written.equals(name) ? Grant.DIRECT : Grant.NONE;
    }
  }

  static boolean isRoot(Principal principal) {
    return principal instanceof Principal.Iam iam && iam.kind() == Principal.Iam.Kind.ROOT;
  }

  /** The principal that a policy writes as {@code value} below {@code kind}; empty when that names none. */
  static Optional<PrincipalPattern> parse(String kind, String value) {
    return switch (kind) {
      case "AWS" -> parseAws(value);
      case "Service" -> Optional.<PrincipalPattern>of(new Service(value)).filter(_ -> value.equals("*") || Forms.SERVICE.matcher(value).matches());
      case "Federated" -> Optional.<PrincipalPattern>of(new Federated(value)).filter(_ -> value.equals("*") || Forms.PROVIDER.matcher(value).matches());
      case "CanonicalUser" -> Optional.<PrincipalPattern>of(new CanonicalUser(value)).filter(_ -> Forms.CANONICAL.matcher(value).matches());
      default -> Optional.empty();
    };
  }

  private static Optional<PrincipalPattern> parseAws(String value) {
    if (value.equals("*")) {
      return Optional.of(new Everyone(value));
    }
    if (Forms.UNIQUE_ID.matcher(value).matches()) {
      return Optional.of(new Deleted(value));
    }
    return Principal.ofArn(value)
        .map(named -> named.kind() == Principal.Iam.Kind.ROOT ? new Account(value, named.account()) : new Entity(value, named));
  }

  /** The forms of what is not an ARN. */
  final class Forms {
    static final Pattern UNIQUE_ID = Pattern.compile("A(?:IDA|ROA)[A-Z0-9]{12,124}");
    static final Pattern SERVICE = Pattern.compile("[a-z0-9.-]{1,200}\\.(?:amazonaws\\.com(?:\\.cn)?|amazon\\.com|aws\\.com|aws\\.internal|amazonaws\\.internal)");
    static final Pattern PROVIDER =
        Pattern.compile("arn:aws[a-z-]{0,20}:iam::[0-9]{12}:(?:saml-provider|oidc-provider)/[^*?\\s]{1,512}|[A-Za-z0-9][A-Za-z0-9.-]{0,250}(?:/[^*?\\s]{0,250})?");
    static final Pattern CANONICAL = Pattern.compile("[0-9a-fA-F]{16,128}|arn:aws[a-z-]{0,20}:iam::cloudfront:user/[^*?]{1,200}");

    private Forms() {}
  }
}
