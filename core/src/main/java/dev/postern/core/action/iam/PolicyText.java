package dev.postern.core.action.iam;

import dev.postern.core.error.IamError;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The text of a policy document: checked for the grammar when stored, percent-encoded when shown.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">AWS</a>
 */
final class PolicyText {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> TOP = Set.of("Version", "Id", "Statement");
  private static final Set<String> STATEMENT =
      Set.of("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition");

  private PolicyText() {}

  /** The document of a user, role or managed policy: every statement names resources and no principal. */
  static String identity(@Nullable String document, int longest) {
    String text = Given.required(document, "policyDocument");
    if (text.replaceAll("\\s", "").length() > longest) {
      throw IamError.LIMIT_EXCEEDED.with("PolicySize", longest);
    }
    for (JsonNode statement : statements(text)) {
      if (statement.has("Principal") || statement.has("NotPrincipal")) {
        throw IamError.MALFORMED_POLICY_DOCUMENT.with("Policy document should not specify a principal.");
      }
      if (!statement.has("Resource") && !statement.has("NotResource")) {
        throw IamError.MALFORMED_POLICY_DOCUMENT.with("Policy statement must contain resources.");
      }
    }
    return text;
  }

  /** A role's trust policy: every statement names a principal and no resource. */
  static String trust(@Nullable String document) {
    String text = Given.required(document, "assumeRolePolicyDocument");
    if (text.replaceAll("\\s", "").length() > 2048) {
      throw IamError.LIMIT_EXCEEDED.with("ACLSizePerRole", 2048);
    }
    for (JsonNode statement : statements(text)) {
      if (statement.has("Resource") || statement.has("NotResource")) {
        throw IamError.MALFORMED_POLICY_DOCUMENT.with("Has prohibited field Resource");
      }
      if (!statement.has("Principal") && !statement.has("NotPrincipal")) {
        throw IamError.MALFORMED_POLICY_DOCUMENT.with("AssumeRole policy must specify a principal");
      }
    }
    return text;
  }

  /** As IAM prints documents: percent-encoded by RFC 3986. */
  static String shown(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
  }

  private static List<JsonNode> statements(String text) {
    JsonNode document;
    try {
      document = JSON.readTree(text);
    } catch (JacksonException _) {
      throw IamError.MALFORMED_POLICY_DOCUMENT.with("This policy contains invalid Json");
    }
    if (!document.isObject() || !TOP.containsAll(document.propertyNames())) {
      throw syntax();
    }
    JsonNode version = document.path("Version");
    if (!version.isMissingNode() && !Set.of("2012-10-17", "2008-10-17").contains(version.asString(""))) {
      throw syntax();
    }
    JsonNode statement = document.path("Statement");
    List<JsonNode> statements = statement.isArray() ? List.copyOf(statement.values()) : List.of(statement);
    if (statements.isEmpty()) {
      throw syntax();
    }
    for (JsonNode one : statements) {
      boolean wellFormed =
          one.isObject()
              && STATEMENT.containsAll(one.propertyNames())
              && Set.of("Allow", "Deny").contains(one.path("Effect").asString(""))
              && one.has("Action") != one.has("NotAction")
              && !(one.has("Resource") && one.has("NotResource"))
              && !(one.has("Principal") && one.has("NotPrincipal"))
              && (one.path("Condition").isMissingNode() || one.path("Condition").isObject());
      if (!wellFormed) {
        throw syntax();
      }
    }
    return statements;
  }

  private static RuntimeException syntax() {
    return IamError.MALFORMED_POLICY_DOCUMENT.with("Syntax errors in policy.");
  }
}
