package dev.postern.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An IAM role with its trust policy, inline and attached policies.
 *
 * @param permissionsBoundary the ARN of the managed policy beyond which no other policy of the role's can give
 */
public record IamRole(
    ResourceKey key,
    String roleName,
    String roleId,
    String path,
    String assumeRolePolicyDocument,
    String description,
    int maxSessionDuration,
    Instant createDate,
    SortedMap<String, String> inlinePolicies,
    List<String> attachedPolicyArns,
    Optional<String> permissionsBoundary)
    implements Resource {

  /** A role without a boundary. */
  public IamRole(
      ResourceKey key,
      String roleName,
      String roleId,
      String path,
      String assumeRolePolicyDocument,
      String description,
      int maxSessionDuration,
      Instant createDate,
      SortedMap<String, String> inlinePolicies,
      List<String> attachedPolicyArns) {
    this(
        key, roleName, roleId, path, assumeRolePolicyDocument, description, maxSessionDuration, createDate, inlinePolicies, attachedPolicyArns,
        Optional.empty());
  }

  public String arn() {
    return "arn:aws:iam::" + key.account() + ":role" + path + roleName;
  }

  public IamRole withInline(SortedMap<String, String> policies) {
    return with(assumeRolePolicyDocument, description, maxSessionDuration, policies, attachedPolicyArns, permissionsBoundary);
  }

  public IamRole withAttached(List<String> arns) {
    return with(assumeRolePolicyDocument, description, maxSessionDuration, inlinePolicies, arns, permissionsBoundary);
  }

  public IamRole withTrust(String document) {
    return with(document, description, maxSessionDuration, inlinePolicies, attachedPolicyArns, permissionsBoundary);
  }

  public IamRole withSettings(String newDescription, int newMaxSessionDuration) {
    return with(assumeRolePolicyDocument, newDescription, newMaxSessionDuration, inlinePolicies, attachedPolicyArns, permissionsBoundary);
  }

  public IamRole withBoundary(Optional<String> arn) {
    return with(assumeRolePolicyDocument, description, maxSessionDuration, inlinePolicies, attachedPolicyArns, arn);
  }

  private IamRole with(
      String trust, String newDescription, int newDuration, SortedMap<String, String> inline, List<String> attached, Optional<String> boundary) {
    return new IamRole(key, roleName, roleId, path, trust, newDescription, newDuration, createDate, inline, attached, boundary);
  }
}
