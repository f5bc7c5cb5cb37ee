package dev.postern.core.authorize;

import dev.postern.core.policy.Policy;
import dev.postern.core.policy.request.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that a request asks to be allowed; a request may ask for several, and each must be.
 *
 * @param action such as {@code s3:GetObject}
 * @param resource its ARN, or {@code *} for an action that is about none
 * @param resourceAccount whose it is, 12 digits; empty for the ARN's account, or else the caller's own
 * @param keys condition keys of the request and of the resource, such as {@code s3:prefix} and {@code aws:ResourceTag/K}
 * @param policy the policy of the resource itself
 * @param need whether the caller must be given it
 */
public record Ask(String action, String resource, String resourceAccount, Context keys, Optional<Policy> policy, Need need) {
  /** What the caller's own side has to say. */
  public enum Need {
    PERMISSION,

    /** The caller was given it by another ask, on what leads to the resource: the policies of its own side only deny. */
    NO_DENIAL,

    /** Everybody may, so that the way alone is judged: the policy of the endpoint that the request came through. */
    NOTHING
  }

  public static Ask of(String action, String resource) {
    return new Ask(action, resource, "", Context.EMPTY, Optional.empty(), Need.PERMISSION);
  }

  /** The service's prefix in the action, such as {@code s3}. */
  String service() {
    return action.substring(0, action.indexOf(':'));
  }

  /** For what AWS lets everybody do who has credentials, whatever their policies say. */
  public Ask needingNoPermission() {
    return new Ask(action, resource, resourceAccount, keys, policy, Need.NOTHING);
  }

  /** For what the same request asks for on another resource too, where the caller's own permission is judged. */
  public Ask permittedElsewhere() {
    return new Ask(action, resource, resourceAccount, keys, policy, Need.NO_DENIAL);
  }

  /** The same for another action. */
  public Ask to(String otherAction) {
    return new Ask(otherAction, resource, resourceAccount, keys, policy, need);
  }

  /** The same on another resource. */
  public Ask on(String otherResource, String account, Optional<Policy> itsPolicy) {
    return new Ask(action, otherResource, account, keys, itsPolicy, need);
  }

  public Ask of(String account, Optional<Policy> itsPolicy) {
    return new Ask(action, resource, account, keys, itsPolicy, need);
  }

  public Ask with(String key, String value) {
    return with(key, List.of(value));
  }

  public Ask with(String key, List<String> values) {
    return new Ask(action, resource, resourceAccount, keys.with(key, values), policy, need);
  }

  /**
   * With tags that are only looked up when a policy asks for one.
   *
   * @param prefix of the keys, such as {@code s3:ExistingObjectTag/}
   */
  public Ask withTags(String prefix, Supplier<Map<String, String>> tags) {
    Context late =
        Context.late(
            prefix,
            () -> {
              Context.Builder found = Context.builder();
              tags.get().forEach((tag, value) -> found.put(prefix + tag, value));
              return found.build();
            });
    return new Ask(action, resource, resourceAccount, keys.before(late), policy, need);
  }
}
