package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Caller;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.VpcEndpointService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may make endpoints of a user's service: everybody, an account, a user or a role; its owner always may.
 * <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html#add-remove-permissions">AWS</a>
 */
final class AllowedPrincipals {
  private static final Pattern ARN = Pattern.compile("arn:aws:iam::(\\d{12}):(root|user/[\\w+=,.@-]+|role/[\\w+=,.@-]+)");
  private static final Pattern SESSION = Pattern.compile("arn:aws:sts::(\\d{12}):assumed-role/([\\w+=,.@-]+)/.+");

  private AllowedPrincipals() {}

  /** A principal as it is kept. @throws dev.postern.core.error.AwsException {@code InvalidPrincipal}, {@code UnknownPrincipalType.Unsupported} */
  static String checked(String given) {
    if (given.matches("\\d{12}")) {
      return "arn:aws:iam::" + given + ":root";
    }
    if (given.equals("*") || ARN.matcher(given).matches()) {
      return given;
    }
    if (given.endsWith(".amazonaws.com") || given.startsWith("arn:aws:organizations::")) {
      throw Ec2Error.UNKNOWN_PRINCIPAL_TYPE.with(given);
    }
    throw Ec2Error.INVALID_PRINCIPAL.with(given);
  }

  /** {@code All}, {@code Account}, {@code User} or {@code Role}. */
  static String type(String principal) {
    if (principal.equals("*")) {
      return "All";
    }
    String resource = principal.substring(principal.lastIndexOf(':') + 1);
    return resource.equals("root") ? "Account" : resource.startsWith("user/") ? "User" : "Role";
  }

  /** Whether a caller may know of a service and make endpoints of it. */
  static boolean lets(VpcEndpointService service, Caller caller) {
    return service.key().account().equals(caller.account()) || service.permissions().stream().anyMatch(p -> isMeant(p.principal(), caller));
  }

  private static boolean isMeant(String principal, Caller caller) {
    if (principal.equals("*")) {
      return true;
    }
    if (principal.endsWith(":root")) {
      return principal.equals("arn:aws:iam::" + caller.account() + ":root");
    }
    Matcher session = SESSION.matcher(caller.principalArn());
    String named = session.matches() ? "arn:aws:iam::" + session.group(1) + ":role/" + session.group(2) : caller.principalArn();
    return principal.equals(named);
  }
}
