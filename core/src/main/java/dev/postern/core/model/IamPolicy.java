package dev.postern.core.model;

import java.time.Instant;
import java.util.SortedMap;

/** A customer-managed policy; its versions, the default one named. */
public record IamPolicy(
    ResourceKey key,
    String policyName,
    String policyId,
    String path,
    String description,
    Instant createDate,
    Instant updateDate,
    String defaultVersionId,
    int lastVersion,
    SortedMap<String, Version> versions)
    implements Resource {
  public record Version(String document, Instant createDate) {}

  public String arn() {
    return "arn:aws:iam::" + key.account() + ":policy" + path + policyName;
  }

  /** With other versions; {@code lastVersion} is the highest number ever given, so that a deleted one is not given again. */
  public IamPolicy withVersions(SortedMap<String, Version> newVersions, String newDefault, int newLast, Instant now) {
    return new IamPolicy(key, policyName, policyId, path, description, createDate, now, newDefault, newLast, newVersions);
  }
}
