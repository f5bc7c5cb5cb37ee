package dev.postern.core.model;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/** An IAM user with its inline and attached policies. */
public record IamUser(
    ResourceKey key,
    String userName,
    String userId,
    String path,
    Instant createDate,
    SortedMap<String, String> inlinePolicies,
    List<String> attachedPolicyArns)
    implements Resource {

  public String arn() {
    return "arn:aws:iam::" + key.account() + ":user" + path + userName;
  }

  public IamUser withInline(SortedMap<String, String> policies) {
    return new IamUser(key, userName, userId, path, createDate, policies, attachedPolicyArns);
  }

  public IamUser withAttached(List<String> arns) {
    return new IamUser(key, userName, userId, path, createDate, inlinePolicies, arns);
  }
}
