package dev.postern.core.policy.lint;

import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.proof.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A policy and what is known around it.
 *
 * @param policy the policy that is looked at
 * @param gateway of an endpoint's policy, whether it is a gateway endpoint's
 * @param account whose it is
 * @param bucket of a bucket's policy, the bucket
 * @param endpoints the endpoints that are known
 * @param complete whether there are no other endpoints
 * @param callers what calls on behalf of others or in roles of its own, if that is known
 * @param points all access points of the Region, if they are known
 */
public record Scene(
    Policy policy,
    boolean gateway,
    String account,
    String region,
    Optional<String> bucket,
    Optional<String> organization,
    List<Endpoint> endpoints,
    boolean complete,
    List<List<Policy>> scps,
    List<List<Policy>> rcps,
    Optional<Callers> callers,
    Optional<List<Point>> points) {
  public Scene {
    endpoints = List.copyOf(endpoints);
    points = points.map(List::copyOf);
    scps = List.copyOf(scps);
    rcps = List.copyOf(rcps);
  }

  /** An access point and the bucket that it leads to. */
  public record Point(String bucket, Setting.Point point) {}

  /**
   * An endpoint.
   *
   * @param service its service's short name, such as {@code s3}
   * @param shared whether clients outside its VPC use it
   * @param policy empty for one that lets everything pass
   */
  public record Endpoint(
      String id, Optional<String> vpc, boolean gateway, String service, String account, Optional<String> organization, boolean shared, Optional<Policy> policy) {}

  /** Services that call on behalf of a principal, and roles that services use. */
  public record Callers(List<String> forwarding, List<String> serviceRoles) {}

  /** A policy of which nothing else is known. */
  public static Scene of(Policy policy, boolean gateway, String account) {
    return new Scene(policy, gateway, account, "us-east-1", Optional.empty(), Optional.empty(), List.of(), false, List.of(), List.of(), Optional.empty(), Optional.empty())
        .withBucketOfPolicy();
  }

  private Scene withBucketOfPolicy() {
    return type() == PolicyType.RESOURCE ? withBucket(bucketOf(policy)) : this;
  }

  /** This, if it is a resource's policy, as the policy of a bucket. */
  public Scene ofBucket(String name) {
    return type() == PolicyType.RESOURCE ? withBucket(Optional.of(name)) : this;
  }

  private Scene withBucket(Optional<String> name) {
    return new Scene(policy, gateway, account, region, name, organization, endpoints, complete, scps, rcps, callers, points);
  }

  /** The same with all access points of the Region. */
  public Scene withPoints(List<Point> known) {
    return new Scene(policy, gateway, account, region, bucket, organization, endpoints, complete, scps, rcps, callers, Optional.of(known));
  }

  /** The one bucket whose name every resource of the policy begins with. */
  private static Optional<String> bucketOf(Policy policy) {
    List<String> names =
        policy.document().statements().stream()
            .flatMap(statement -> statement.resources().written().stream())
            .filter(arn -> arn.startsWith("arn:aws:s3:::"))
            .map(arn -> arn.substring("arn:aws:s3:::".length()).split("/", 2)[0])
            .filter(name -> name.matches("[a-z0-9.-]+"))
            .distinct()
            .toList();
    return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
  }

  PolicyType type() {
    return policy.document().type();
  }

  List<Statement> statements() {
    return policy.document().statements();
  }

  boolean isBucketPolicy() {
    return type() == PolicyType.RESOURCE && bucket.isPresent();
  }

  /** The setting of this scene, as far as it can be proved about. */
  public Setting setting() {
    return setting(policy);
  }

  /** The setting in which another policy stands in the place of this one. */
  Setting setting(Policy inPlace) {
    return setting(inPlace, account);
  }

  /** The setting in which the resource is somebody's; behind an endpoint it may be anybody's, and let everybody in. */
  Setting setting(Policy inPlace, String owner) {
    Setting setting = Setting.of(resources(), owner).withOrganization(scps, rcps).withEndpoints(known());
    if (organization.isPresent() && owner.equals(account)) {
      setting = setting.inOrganization(organization.get());
    }
    return switch (type()) {
      case RESOURCE, ROLE_TRUST -> pointsOfBucket().map(setting::withPoints).orElse(setting).withResource(inPlace);
      case VPC_ENDPOINT -> setting.withEndpoints(with(inPlace)).withResource(FullAccess.RESOURCE);
      case SCP -> setting.withOrganization(List.of(List.of(FullAccess.SCP, inPlace)), rcps);
      case RCP -> setting.withOrganization(scps, List.of(List.of(inPlace)));
      case IDENTITY, BOUNDARY, SESSION -> setting.withIdentity(List.of(inPlace));
    };
  }

  private Optional<List<Setting.Point>> pointsOfBucket() {
    return points.map(all -> all.stream().filter(each -> bucket.equals(Optional.of(each.bucket()))).map(Point::point).toList());
  }

  /** The VPC of the endpoint whose policy is looked at, if it is known. */
  Optional<String> vpcOfEndpoint() {
    return endpoints.stream().filter(endpoint -> endpoint.policy().equals(Optional.of(policy))).findFirst().flatMap(Endpoint::vpc);
  }

  private Map<String, Setting.Endpoint> known() {
    Map<String, Setting.Endpoint> known = new HashMap<>();
    endpoints.forEach(endpoint -> known.put(endpoint.id(), new Setting.Endpoint(endpoint.vpc(), endpoint.gateway(), endpoint.policy())));
    return known;
  }

  /** The id of the endpoint whose policy is looked at. */
  static final String THIS_ENDPOINT = "vpce-0123456789abcdef0";

  private Map<String, Setting.Endpoint> with(Policy inPlace) {
    Map<String, Setting.Endpoint> known = known();
    String id = endpoints.stream().filter(endpoint -> endpoint.policy().equals(Optional.of(policy))).map(Endpoint::id).findFirst().orElse(THIS_ENDPOINT);
    Optional<String> vpc = Optional.ofNullable(known.get(id)).flatMap(Setting.Endpoint::vpc);
    known.put(id, new Setting.Endpoint(vpc, gateway, Optional.of(inPlace)));
    return known;
  }

  private List<String> resources() {
    if (bucket.isPresent()) {
      return List.of("arn:aws:s3:::" + bucket.get(), "arn:aws:s3:::" + bucket.get() + "/*");
    }
    String service =
        statements().stream()
            .flatMap(statement -> statement.actions().written().stream())
            .filter(action -> action.indexOf(':') > 0)
            .map(action -> action.substring(0, action.indexOf(':')))
            .filter(name -> name.matches("[a-z0-9-]+"))
            .findFirst()
            .orElse("s3");
    return List.of(service.equals("s3") ? "arn:aws:s3:::*" : "arn:aws:" + service + ":" + region + ":" + account + ":*");
  }

  /** Ids of known endpoints of a service, or of every service. */
  List<String> endpointIds(String service) {
    return endpoints.stream().filter(endpoint -> endpoint.service().equals(service)).map(Endpoint::id).toList();
  }
}
