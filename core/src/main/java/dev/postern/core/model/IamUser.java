package dev.postern.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An IAM user with its inline and attached policies.
 *
 * @param permissionsBoundary the ARN of the managed policy beyond which no other policy of the user's can give
 */
public record IamUser(
    ResourceKey key,
    String userName,
    String userId,
    String path,
    Instant createDate,
    SortedMap<String, String> inlinePolicies,
    List<String> attachedPolicyArns,
    Optional<String> permissionsBoundary)
    implements Resource {

  /** A user without a boundary. */
  public IamUser(
      ResourceKey key,
      String userName,
      String userId,
      String path,
      Instant createDate,
      SortedMap<String, String> inlinePolicies,
      List<String> attachedPolicyArns) {
    this(key, userName, userId, path, createDate, inlinePolicies, attachedPolicyArns, Optional.empty());
  }

  public String arn() {
    return "arn:aws:iam::" + key.account() + ":user" + path + userName;
  }

  public IamUser withInline(SortedMap<String, String> policies) {
    return new IamUser(key, userName, userId, path, createDate, policies, attachedPolicyArns, permissionsBoundary);
  }

  public IamUser withAttached(List<String> arns) {
    return new IamUser(key, userName, userId, path, createDate, inlinePolicies, arns, permissionsBoundary);
  }

  public IamUser withBoundary(Optional<String> arn) {
    return new IamUser(key, userName, userId, path, createDate, inlinePolicies, attachedPolicyArns, arn);
  }

  /** Under another name or path; still the same user, by its id. */
  public IamUser renamed(ResourceKey newKey, String newName, String newPath) {
    return new IamUser(newKey, newName, userId, newPath, createDate, inlinePolicies, attachedPolicyArns, permissionsBoundary);
  }
}
