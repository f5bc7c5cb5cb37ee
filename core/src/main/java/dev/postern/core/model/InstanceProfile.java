package dev.postern.core.model;

import java.time.Instant;
import java.util.Optional;

/** An instance profile and the role in it. */
public record InstanceProfile(
    ResourceKey key,
    String profileName,
    String profileId,
    String path,
    Instant createDate,
    Optional<String> roleName)
    implements Resource {

  public String arn() {
    return "arn:aws:iam::" + key.account() + ":instance-profile" + path + profileName;
  }

  public InstanceProfile withRole(Optional<String> role) {
    return new InstanceProfile(key, profileName, profileId, path, createDate, role);
  }
}
