package dev.postern.core.action.iam;

import dev.postern.core.error.IamError;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;

/** The policies of a user or a role, which follow the same rules: inline ones by name, managed ones by ARN. */
final class Attachments {
  private static final int QUOTA = 10;

  private Attachments() {}

  /** The inline policies with one put over them. */
  static SortedMap<String, String> put(SortedMap<String, String> policies, @Nullable String policyName, String document) {
    SortedMap<String, String> next = new TreeMap<>(policies);
    next.put(Given.name(policyName, "policyName", 128), document);
    return next;
  }

  /** The inline policies without one that is there. */
  static SortedMap<String, String> remove(SortedMap<String, String> policies, String owner, @Nullable String policyName) {
    SortedMap<String, String> next = new TreeMap<>(policies);
    next.remove(requireInline(policies, owner, policyName));
    return next;
  }

  /** The name of an inline policy that is there. */
  static String requireInline(SortedMap<String, String> policies, String owner, @Nullable String policyName) {
    String name = Given.name(policyName, "policyName", 128);
    if (!policies.containsKey(name)) {
      throw IamError.NO_SUCH_ENTITY.with(owner + " policy", name);
    }
    return name;
  }

  /** The managed policies with one more, which may be there already. */
  static List<String> attach(List<String> arns, String arn, String quotaName) {
    if (arns.contains(arn)) {
      return arns;
    }
    if (arns.size() >= QUOTA) {
      throw IamError.LIMIT_EXCEEDED.with(quotaName, QUOTA);
    }
    List<String> next = new ArrayList<>(arns);
    next.add(arn);
    return List.copyOf(next);
  }

  static List<String> detach(List<String> arns, @Nullable String policyArn) {
    String arn = Given.required(policyArn, "policyArn");
    if (!arns.contains(arn)) {
      throw Entities.noPolicy(arn);
    }
    return arns.stream().filter(a -> !a.equals(arn)).toList();
  }

  static List<AttachedPolicy> shown(List<String> arns, @Nullable String pathPrefix) {
    return arns.stream()
        .filter(a -> pathPrefix == null || path(a).startsWith(pathPrefix))
        .map(a -> AttachedPolicy.builder().policyArn(a).policyName(a.substring(a.lastIndexOf('/') + 1)).build())
        .toList();
  }

  private static String path(String arn) {
    return arn.substring(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
  }

}
