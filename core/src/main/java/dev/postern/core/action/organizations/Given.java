package dev.postern.core.action.organizations;

import dev.postern.core.error.OrganizationsError;
import dev.postern.core.model.OrganizationPolicy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the members of a request as Organizations does, and words what is wrong with them. */
final class Given {
  /** Types of policy that AWS has and that decide nothing about requests. */
  private static final Set<String> NOT_BUILT =
      Set.of(
          "TAG_POLICY",
          "BACKUP_POLICY",
          "AISERVICES_OPT_OUT_POLICY",
          "CHATBOT_POLICY",
          "DECLARATIVE_POLICY_EC2",
          "SECURITYHUB_POLICY",
          "INSPECTOR_POLICY",
          "UPGRADE_ROLLOUT_POLICY",
          "BEDROCK_POLICY",
          "S3_POLICY");

  private Given() {}

  static <T> T required(@Nullable T value, String member) {
    if (value == null) {
      throw OrganizationsError.NULL_MEMBER.with(member);
    }
    return value;
  }

  /** A required text of a length within bounds. */
  static String text(@Nullable String value, String member, int shortest, int longest) {
    String text = required(value, member);
    if (text.length() < shortest) {
      throw OrganizationsError.MIN_LENGTH.with(member, shortest);
    }
    if (text.length() > longest) {
      throw OrganizationsError.MAX_LENGTH.with(member, longest);
    }
    return text;
  }

  static String account(@Nullable String value, String member) {
    String account = required(value, member);
    if (!account.matches("\\d{12}")) {
      throw OrganizationsError.INVALID_PATTERN.with(member);
    }
    return account;
  }

  static OrganizationPolicy.Type type(@Nullable String value, String member) {
    String given = required(value, member);
    for (OrganizationPolicy.Type type : OrganizationPolicy.Type.values()) {
      if (type.name().equals(given)) {
        return type;
      }
    }
    if (NOT_BUILT.contains(given)) {
      throw OrganizationsError.POLICY_TYPE_NOT_AVAILABLE.with("Policies of the type " + given + " are not built in Postern");
    }
    throw OrganizationsError.INVALID_ENUM.with(member, given);
  }
}
