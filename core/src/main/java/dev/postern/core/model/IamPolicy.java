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
    String defaultVersionId,
    SortedMap<String, Version> versions)
    implements Resource {
  public record Version(String document, Instant createDate) {}
}
