package dev.postern.core.explain;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.core.authorize.Authorizer;
import dev.postern.core.authorize.Documents;
import dev.postern.core.authorize.Guarded;
import dev.postern.core.authorize.Judgement;
import dev.postern.core.authorize.Origin;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.Function;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.Instance;
import dev.postern.core.model.InstanceProfile;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.path.End;
import dev.postern.core.path.Path;
import dev.postern.core.plan.Door;
import dev.postern.core.policy.Decider;
import dev.postern.core.policy.Decision;
import dev.postern.core.policy.Effect;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.services.PublicHost;
import dev.postern.core.state.Snapshot;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What policies say to a request once the network has let its connection through: the endpoint's, the bucket's or table's, and those on the side of
 * the caller, who is the role of the instance or function. Of a request to S3 the URL alone says what is asked for; for others somebody must say it.
 */
public final class Policies {
  private final Resources resources;
  private final Optional<Asked> asked;
  private final Instant now;

  /** @param asked what the request asks for, where its URL does not say it */
  public Policies(Resources resources, Optional<Asked> asked, Instant now) {
    this.resources = resources;
    this.asked = asked;
    this.now = now;
  }

  /** What is known of buckets and tables. */
  @FunctionalInterface
  public interface Resources {
    /** The bucket or table of an ARN; empty when there is none. */
    Optional<Guarded> of(String arn);
  }

  /**
   * What a request asks for.
   *
   * @param action such as {@code dynamodb:GetItem}
   * @param resource an ARN, or {@code *}
   */
  public record Asked(String action, String resource) {
    private static final Pattern ACTION = Pattern.compile("[a-z0-9-]+:[A-Za-z0-9]+");

    /** @throws NotTraceable when the action has no such form */
    public Asked {
      if (!ACTION.matcher(action).matches() || !resource.equals("*") && !resource.startsWith("arn:")) {
        throw new NotTraceable("not an action and the ARN of a resource, such as dynamodb:GetItem on arn:aws:dynamodb:REGION:ACCOUNT:table/T: " + action + " on " + resource);
      }
    }
  }

  private static final Pattern HOLDER =
      Pattern.compile("(arn:aws:s3:::[^/*?]+|arn:aws:dynamodb:[^:*?]+:[0-9]{12}:table/[^/*?]+)(/.*)?", Pattern.DOTALL);

  private record Role(String session, IamRole role) {}

  /** The trace of a connection that came about, with what policies say to a GET of the destination. */
  Trace judge(Snapshot snapshot, Start start, Target target, Path path, Trace trace) {
    Optional<PublicHost> host = PublicHost.of(target.host());
    Optional<Asked> wanted = asked.or(() -> host.filter(h -> h.service().name().equals("s3")).map(h -> get(h, target)));
    if (wanted.isEmpty()) {
      return trace.withPolicies("not looked at: only of a request to S3 does the URL say what is asked for; say --action and --resource");
    }
    Optional<Role> role = role(snapshot, start);
    if (role.isEmpty()) {
      return trace.withPolicies("not looked at: " + start.host().id() + " has no role, so who calls is not known");
    }
    Optional<Origin> origin = origin(snapshot, start, target, path.end());
    if (origin.isEmpty()) {
      return trace.withPolicies("not looked at: what answers there is no service of AWS's");
    }
    String region = host.flatMap(PublicHost::region).orElse(start.host().region());
    String account = role.get().role().key().account();
    Caller caller =
        new Caller(
            account, region, "arn:aws:sts::" + account + ":assumed-role/" + role.get().role().roleName() + "/" + role.get().session(),
            role.get().role().roleId() + ":" + role.get().session(), Optional.empty());
    Optional<String> holder = holder(wanted.get().resource());
    Optional<Guarded> resource = holder.flatMap(resources::of);
    Optional<Policy> policy = resource.flatMap(Guarded::policy).map(p -> new Policy("the policy of " + called(holder.get()), Documents.of(PolicyType.RESOURCE, p)));
    Ask ask = Ask.of(wanted.get().action(), wanted.get().resource()).of(resource.map(Guarded::account).orElse(account), policy);
    Trace judged = judged(trace, new Authorizer(snapshot).judge(caller, origin.get(), region, ask), role.get().role(), path.end());
    boolean missing = holder.isPresent() && resource.isEmpty() && judged.reached();
    return missing ? judged.withPolicies(judged.policies() + "; but there is no " + called(holder.get()) + ", and the service will say so") : judged;
  }

  /** The ARN of the bucket or table that a resource is in. */
  private static Optional<String> holder(String resource) {
    Matcher matcher = HOLDER.matcher(resource);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static String called(String holder) {
    return holder.startsWith("arn:aws:s3:::") ? "bucket " + holder.substring("arn:aws:s3:::".length()) : "table " + holder.substring(holder.lastIndexOf('/') + 1);
  }

  private static Trace judged(Trace trace, Judgement judgement, IamRole role, End end) {
    String asked = role.roleName() + " asks for " + judgement.request().action() + " on " + judgement.request().resource();
    Decision decision = judgement.decision();
    if (decision.isAllowed()) {
      String by = String.join(", ", decision.decidedBy().stream().map(Policies::shown).distinct().toList());
      String says = asked + ": allowed" + (by.isEmpty() ? "" : " by " + by);
      return trace.withPolicies(says, new Trace.Step(Trace.Kind.POLICY, role.roleName(), "", "", says, true), Optional.empty());
    }
    Optional<Decider> denier = decision.decidedBy().stream().filter(d -> d.effect() == Effect.DENY).findFirst();
    boolean byEndpoint = decision.reason().contains(PolicyType.VPC_ENDPOINT.words());
    String resource = denier.map(Decider::policy).orElse(end instanceof End.AtEndpoint endpoint && byEndpoint ? endpoint.vpcEndpointId() : role.roleName());
    String rule = denier.map(d -> d.sid().orElse("statement " + (d.statement() + 1))).orElse("");
    String says = asked + ": denied " + decision.reason();
    String advice =
        denier.isPresent()
            ? "Take the request out of what this statement denies; an Allow elsewhere does not help against a Deny."
            : "Add a statement that allows " + judgement.request().action() + " on " + judgement.request().resource() + " to this policy.";
    Trace.Stop stop =
        new Trace.Stop(
            resource, rule, "", Optional.empty(), false, Trace.Symptom.DENIED, "HTTP 403 AccessDenied: " + decision.message(judgement.request()), Optional.empty(), advice);
    return trace.withPolicies(says, new Trace.Step(Trace.Kind.POLICY, resource, rule, "", says, false), Optional.of(stop));
  }

  private static String shown(Decider decider) {
    return decider.policy() + decider.sid().map(sid -> " (" + sid + ")").orElse("");
  }

  /** A bucket in the host's name, or else in the path's first part. */
  private static Asked get(PublicHost host, Target target) {
    String path = decoded(target.path()).replaceFirst("^/", "");
    int slash = path.indexOf('/');
    String bucket = !host.prefix().isEmpty() ? host.prefix() : slash < 0 ? path : path.substring(0, slash);
    String key = !host.prefix().isEmpty() ? path : slash < 0 ? "" : path.substring(slash + 1);
    if (bucket.isEmpty()) {
      return new Asked("s3:ListAllMyBuckets", "*");
    }
    String arn = "arn:aws:s3:::" + bucket;
    return key.isEmpty() ? new Asked("s3:ListBucket", arn) : new Asked("s3:GetObject", arn + "/" + key);
  }

  private static String decoded(String path) {
    try {
      return Optional.ofNullable(URI.create(path).getPath()).orElse(path);
    } catch (IllegalArgumentException _) {
      return path;
    }
  }

  private Optional<Origin> origin(Snapshot snapshot, Start start, Target target, End end) {
    return switch (end) {
      case End.AtEndpoint(String id, String vpcId, long source) -> snapshot.located(VpcEndpoint.class, id).map(e -> origin(door(e, vpcId), source, target));
      case End.AtPublicService(long source) -> Optional.of(origin(new Door.Public(start.host().region()), source, target));
      case End.AtInterface _, End.AtResolver _, End.AtSiteHost _, End.AtGateway _, End.Stopped _ -> Optional.empty();
    };
  }

  private Origin origin(Door door, long source, Target target) {
    return new Origin(door, Ip.text(source), target.port() == Target.HTTPS, Optional.empty(), Optional.empty(), now);
  }

  private static Door door(VpcEndpoint endpoint, String vpcId) {
    Door.EndpointType type =
        switch (endpoint.type()) {
          case GATEWAY -> Door.EndpointType.GATEWAY;
          case INTERFACE -> Door.EndpointType.INTERFACE;
        };
    return new Door.Endpoint(endpoint.key().region(), endpoint.key().account(), vpcId, endpoint.id(), endpoint.serviceName(), endpoint.serviceRegion(), type);
  }

  /** The role whose credentials programs on the host get, and the name of their session. */
  private static Optional<Role> role(Snapshot snapshot, Start start) {
    String id = start.host().id();
    Optional<Instance> instance = snapshot.located(Instance.class, id);
    if (instance.isPresent()) {
      return instance.get().instanceProfileArn()
          .flatMap(arn -> snapshot.find(InstanceProfile.class, global(arn, Kind.INSTANCE_PROFILE)).flatMap(p -> p.roleName().map(n -> named(arn, n))))
          .flatMap(key -> snapshot.find(IamRole.class, key))
          .map(r -> new Role(id, r));
    }
    List<Function> functions = snapshot.inNetwork(Function.class, start.host().network());
    return functions.stream()
        .filter(f -> f.hostId().equals(id))
        .findFirst()
        .flatMap(f -> snapshot.find(IamRole.class, global(f.settings().role(), Kind.IAM_ROLE)).map(r -> new Role(f.name(), r)));
  }

  private static ResourceKey global(String arn, Kind kind) {
    return new ResourceKey(arn.split(":")[4], ResourceKey.GLOBAL, kind, arn.substring(arn.lastIndexOf('/') + 1));
  }

  private static ResourceKey named(String arn, String roleName) {
    return new ResourceKey(arn.split(":")[4], ResourceKey.GLOBAL, Kind.IAM_ROLE, roleName);
  }
}
