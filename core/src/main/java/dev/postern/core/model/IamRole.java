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
    implements Resource {}
