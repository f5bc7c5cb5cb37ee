package dev.postern.core.model;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/** An IAM role with its trust policy, inline and attached policies. */
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
    List<String> attachedPolicyArns)
    implements Resource {

  public String arn() {
    return "arn:aws:iam::" + key.account() + ":role" + path + roleName;
  }

  public IamRole withInline(SortedMap<String, String> policies) {
    return new IamRole(
        key, roleName, roleId, path, assumeRolePolicyDocument, description, maxSessionDuration, createDate, policies, attachedPolicyArns);
  }

  public IamRole withAttached(List<String> arns) {
    return new IamRole(
        key, roleName, roleId, path, assumeRolePolicyDocument, description, maxSessionDuration, createDate, inlinePolicies, arns);
  }

  public IamRole withTrust(String document) {
    return new IamRole(
        key, roleName, roleId, path, document, description, maxSessionDuration, createDate, inlinePolicies, attachedPolicyArns);
  }

  public IamRole withSettings(String newDescription, int newMaxSessionDuration) {
    return new IamRole(
        key,
        roleName,
        roleId,
        path,
        assumeRolePolicyDocument,
        newDescription,
        newMaxSessionDuration,
        createDate,
        inlinePolicies,
        attachedPolicyArns);
  }
}
