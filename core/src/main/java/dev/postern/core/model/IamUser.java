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
    implements Resource {}
