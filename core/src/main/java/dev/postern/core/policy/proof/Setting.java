package dev.postern.core.policy.proof;

import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicySet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What guards a resource, and what is known around it.
 *
 * @param resources the ARNs of what is guarded, perhaps with wildcards: a bucket's are its own and that of its objects; {@link #EVERYTHING} alone
 *     for whatever an identity policy is about
 * @param account whose it is, 12 digits
 * @param organization the organization of that account, if it is known to be in one
 * @param resource the resource policy, if there is one
 * @param scps the service control policies of that account by level
 * @param rcps the resource control policies of that account by level
 * @param identity the identity policies of that account's principals; without any they may be whatever they like, which is the worst case
 * @param endpoints the VPC endpoints that are known, by id
 * @param points all access points that lead to a bucket; empty if that is not known, so that there may be any
 */
public record Setting(
    List<String> resources,
    String account,
    Optional<String> organization,
    Optional<Policy> resource,
    List<List<Policy>> scps,
    List<List<Policy>> rcps,
    List<Policy> identity,
    Map<String, Endpoint> endpoints,
    Optional<List<Point>> points) {
  static final String EVERYTHING = "*";

  public Setting {
    resources = List.copyOf(resources);
    scps = List.copyOf(scps);
    rcps = List.copyOf(rcps);
    identity = List.copyOf(identity);
    endpoints = Map.copyOf(endpoints);
    points = points.map(List::copyOf);
  }

  /** A VPC endpoint: its VPC, whether it is a gateway, and its policy; without one it lets everything pass. */
  public record Endpoint(Optional<String> vpc, boolean gateway, Optional<Policy> policy) {}

  /**
   * An access point.
   *
   * @param vpc the only one whose requests it takes; empty for one that takes those of the internet
   * @param policy without one it gives nothing to anybody but its account
   */
  public record Point(String arn, Optional<String> vpc, Optional<Policy> policy) {
    String account() {
      return arn.split(":", 6)[4];
    }

    String networkOrigin() {
      return vpc.isPresent() ? "VPC" : "Internet";
    }
  }

  /** Resources of which no more is known. */
  public static Setting of(List<String> resources, String account) {
    return new Setting(resources, account, Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(), Map.of(), Optional.empty());
  }

  /** Everything, for a user or role of an account that has this policy alone. */
  public static Setting ofIdentity(Policy policy, String account) {
    return of(List.of(EVERYTHING), account).withIdentity(List.of(policy));
  }

  /** A bucket with a policy, of which no more is known. */
  public static Setting bucket(String name, String account, Policy policy) {
    return of(List.of("arn:aws:s3:::" + name, "arn:aws:s3:::" + name + "/*"), account).withResource(policy);
  }

  public Setting withResource(Policy policy) {
    return new Setting(resources, account, organization, Optional.of(policy), scps, rcps, identity, endpoints, points);
  }

  public Setting inOrganization(String id) {
    return new Setting(resources, account, Optional.of(id), resource, scps, rcps, identity, endpoints, points);
  }

  public Setting withEndpoints(Map<String, Endpoint> known) {
    return new Setting(resources, account, organization, resource, scps, rcps, identity, known, points);
  }

  public Setting withOrganization(List<List<Policy>> scpLevels, List<List<Policy>> rcpLevels) {
    return new Setting(resources, account, organization, resource, scpLevels, rcpLevels, identity, endpoints, points);
  }

  public Setting withIdentity(List<Policy> policies) {
    return new Setting(resources, account, organization, resource, scps, rcps, policies, endpoints, points);
  }

  /** With all the access points that lead to the bucket. */
  public Setting withPoints(List<Point> all) {
    return new Setting(resources, account, organization, resource, scps, rcps, identity, endpoints, Optional.of(all));
  }

  /**
   * The access points that a proof looks at, if they are known. Beside identity policies none is: those could allow on a point what they do not
   * allow on its bucket.
   */
  Optional<List<Point>> judging() {
    return identity.isEmpty() && resources.size() == 2 && resources.getFirst().startsWith("arn:aws:s3:::") ? points : Optional.empty();
  }

  boolean isS3() {
    return service().equals("s3");
  }

  /** Whether it is about no resource more than about another. */
  boolean isEverything() {
    return resources.equals(List.of(EVERYTHING));
  }

  /** The service of the guarded resources; none of {@link #EVERYTHING}. */
  String service() {
    return isEverything() ? "" : resources.getFirst().split(":", 4)[2];
  }

  /** Whether an identity policy alone is never enough, as for keys and roles. */
  boolean needsOwnPolicy() {
    return service().equals("kms") || service().equals("iam");
  }

  /** The policies that have a say in a request through {@code endpoint}, if there is one; somebody of another account may do there what he likes. */
  public PolicySet policies(Optional<String> endpoint, boolean ofAccount) {
    PolicySet set = PolicySet.NONE.withIdentity(List.of(Everything.IDENTITY)).withRcps(rcps);
    if (ofAccount) {
      set = set.withScps(scps).withIdentity(identity.isEmpty() ? List.of(Everything.IDENTITY) : identity);
    }
    if (resource.isPresent()) {
      set = set.withResource(resource.get());
    } else if (isEverything()) {
      // Keys and roles have a policy that leaves the decision to their account, as they usually do: else identity policies say nothing about them.
      set = set.withResource(Everything.leftTo(account));
    }
    Optional<Endpoint> known = endpoint.flatMap(id -> Optional.ofNullable(endpoints.get(id)));
    if (known.isPresent() && known.get().policy().isPresent()) {
      set = set.withEndpoint(known.get().policy().get(), known.get().gateway());
    }
    return set;
  }
}
