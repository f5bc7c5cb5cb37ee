package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.error.AwsException;
import dev.postern.core.error.Ec2Error;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The form of an endpoint policy: a JSON policy document of at most 20,480 characters, white space included.
 * <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html">AWS</a>
 */
final class EndpointPolicy {
  /** What AWS gives a gateway endpoint that was made without a policy. */
  static final String ALLOW_ALL =
      "{\"Version\":\"2008-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

  private static final int LIMIT = 20_480;
  private static final Set<String> VERSIONS = Set.of("2008-10-17", "2012-10-17");

  private EndpointPolicy() {}

  /** The document as it was given. @throws AwsException {@code InvalidPolicyDocument} unless it has the form of a policy */
  static String checked(String document) {
    if (document.length() > LIMIT) {
      throw Ec2Error.INVALID_POLICY_DOCUMENT.with("Policy document exceeds the limit of " + LIMIT + " characters.");
    }
    JsonNode policy;
    try {
      policy = JsonMapper.shared().readTree(document);
    } catch (JacksonException _) {
      throw invalid();
    }
    JsonNode statement = policy.path("Statement");
    boolean versionKnown = !policy.has("Version") || VERSIONS.contains(policy.path("Version").asString(""));
    boolean statementsFormed =
        statement.isArray() ? !statement.isEmpty() && statement.valueStream().allMatch(EndpointPolicy::isStatement) : isStatement(statement);
    if (!policy.isObject() || !versionKnown || !statementsFormed) {
      throw invalid();
    }
    return document;
  }

  private static boolean isStatement(JsonNode statement) {
    String effect = statement.path("Effect").asString("");
    return statement.isObject()
        && (effect.equals("Allow") || effect.equals("Deny"))
        && (statement.has("Principal") || statement.has("NotPrincipal"))
        && (statement.has("Action") || statement.has("NotAction"))
        && (statement.has("Resource") || statement.has("NotResource"));
  }

  private static AwsException invalid() {
    return Ec2Error.INVALID_POLICY_DOCUMENT.with(
        "Invalid policy document. Please check the policy syntax and ensure that Principals are valid.");
  }
}
