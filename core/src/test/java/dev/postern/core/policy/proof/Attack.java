package dev.postern.core.policy.proof;

import dev.postern.core.policy.Evaluator;
import dev.postern.core.policy.PolicySet;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.Verdict;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.PrincipalKeys;
import dev.postern.core.policy.request.Request;
import dev.postern.core.policy.request.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Random real requests to a bucket, made of the values that its policy mentions and of others, without the prover's help. */
final class Attack {
  static final int ATTACKS = 100_000;
  private static final int CALLS = 1_000;
  private static final List<String> COMMON = List.of("s3:GetObject", "s3:PutObject");
  private static final List<List<String>> ACTIONS = Stream.of(S3Actions.About.values()).map(S3Actions::all).toList();
  private static final Set<String> OBJECT_ACTIONS = Set.copyOf(S3Actions.all(S3Actions.About.OBJECT));

  private static final Set<String> THROUGH_POINTS = Set.copyOf(S3Actions.throughPoints());

  private final SplittableRandom random;
  private final Setting setting;
  private final Judge judge;
  private final List<Call> calls = new ArrayList<>();
  private final String bucket;
  private final List<String> endpoints = new ArrayList<>(List.of("vpce-0ffffffffffffffff", "vpce-1", "vpce-4"));
  private final List<String> vpcs = new ArrayList<>(List.of("vpc-0ffffffffffffffff", "vpc-1"));
  private final List<String> organizations = new ArrayList<>(List.of("o-stranger00"));
  private final List<String> principals =
      new ArrayList<>(List.of("arn:aws:iam::999988887777:user/eve", "arn:aws:sts::999988887777:assumed-role/admin/eve", "arn:aws:iam::999988887777:root"));
  private final List<String> services = new ArrayList<>(List.of("ec2.amazonaws.com", "cloudtrail.amazonaws.com"));
  private final List<Setting.Point> points;
  private final List<String> keys = new ArrayList<>(List.of("k", "team-a/x", "logs/2026/x"));

  /** Who calls, and from where; {@code through} an access point, for what can be asked there. */
  private record Call(Principal principal, Context context, Optional<Context> through) {}

  /** The evaluator with the policies of a setting, which are collected once. */
  static final class Judge {
    private final Setting setting;
    private final Map<String, PolicySet> own = new HashMap<>();
    private final Map<String, PolicySet> others = new HashMap<>();

    Judge(Setting setting) {
      this.setting = setting;
    }

    boolean allows(Request request) {
      if (request.context().get(PointKeys.ARN).isPresent()) {
        return Replay.verdict(setting, request) == Verdict.ALLOWED;
      }
      Values endpoints = request.context().get("aws:sourcevpce");
      String endpoint = setting.endpoints().isEmpty() || !endpoints.isPresent() ? "" : endpoints.at(0);
      boolean isOwn = request.principal().account().equals(setting.account());
      PolicySet policies =
          (isOwn ? own : others).computeIfAbsent(endpoint, id -> setting.policies(Optional.of(id).filter(known -> !known.isEmpty()), isOwn));
      return Evaluator.verdict(request, policies) == Verdict.ALLOWED;
    }
  }

  Attack(Setting setting, long seed) {
    this.setting = setting;
    this.random = new SplittableRandom(seed);
    this.judge = new Judge(setting);
    this.bucket = setting.resources().getFirst();
    for (String name : List.of("user/alice", "user/admin", "root")) {
      principals.add("arn:aws:iam::" + setting.account() + ":" + name);
    }
    principals.add("arn:aws:sts::" + setting.account() + ":assumed-role/app/s");
    setting.endpoints().keySet().forEach(endpoints::add);
    setting.organization().ifPresent(organizations::add);
    points = setting.points().orElseGet(() -> List.of(point("111122223333:accesspoint/app"), point("999988887777:accesspoint/theirs")));
    learn(setting);
  }

  private static Setting.Point point(String name) {
    return new Setting.Point("arn:aws:s3:us-east-1:" + name, Optional.empty(), Optional.empty());
  }

  /** Takes up what another policy of the same resource mentions. */
  Attack learn(Setting other) {
    other.resource().ifPresent(policy -> policy.document().statements().forEach(this::learn));
    return this;
  }

  private void learn(Statement statement) {
    statement.conditions().forEach(condition -> {
      switch (condition.foldedKey()) {
        case "aws:sourcevpce" -> endpoints.addAll(condition.values());
        case "aws:sourcevpc" -> vpcs.addAll(condition.values());
        case "aws:principalorgid" -> organizations.addAll(condition.values());
        case "aws:principalarn" -> condition.values().stream().map(arn -> arn.replace("*", "x").replace("::x:", "::" + setting.account() + ":"))
            .filter(arn -> Principal.ofArn(arn).isPresent()).forEach(principals::add);
        default -> {}
      }
    });
    statement.principals().patterns().forEach(pattern -> {
      String written = pattern.written();
      if (Principal.ofArn(written).isPresent()) {
        principals.add(written);
      } else if (written.endsWith(".amazonaws.com")) {
        services.add(written);
      }
    });
    statement.resources().written().stream().filter(arn -> arn.startsWith(bucket + "/")).forEach(arn -> keys.add(arn.substring(bucket.length() + 1).replace("*", "x")));
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** What came of the random requests: how many the question was about, and the first of those that was allowed. */
  record Outcome(int asked, Optional<Request> allowed) {}

  /** Asks {@value #ATTACKS} random requests. */
  Outcome on(Predicate<Request> question) {
    return run(this::next, question);
  }

  /** Asks as many random requests for an action that few random ones are for, on the bucket itself and through no access point. */
  Outcome on(String action, Predicate<Request> question) {
    return run(() -> request(call(), action, bucket, false), question);
  }

  private Outcome run(Supplier<Request> next, Predicate<Request> question) {
    int asked = 0;
    for (int i = 0; i < ATTACKS; i++) {
      Request request = next.get();
      if (question.test(request)) {
        asked++;
        if (judge.allows(request)) {
          return new Outcome(asked, Optional.of(request));
        }
      }
    }
    return new Outcome(asked, Optional.empty());
  }

  private Request next() {
    String action = random.nextInt(4) == 0 ? one(COMMON) : one(one(ACTIONS));
    return request(call(), action, OBJECT_ACTIONS.contains(action) ? bucket + "/" + one(keys) : bucket, THROUGH_POINTS.contains(action));
  }

  private Request request(Call call, String action, String resource, boolean mayBeThrough) {
    return new Request(call.principal(), action, resource, setting.account(), mayBeThrough ? call.through().orElse(call.context()) : call.context());
  }

  /** Most callers call again for something else, because making one takes longer than asking; one in sixteen is new. */
  private Call call() {
    int at = random.nextInt(CALLS);
    if (at >= calls.size()) {
      Call made = make();
      calls.add(made);
      return made;
    }
    if (random.nextInt(16) == 0) {
      calls.set(at, make());
    }
    return calls.get(at);
  }

  private Call make() {
    Principal principal = principal();
    Context.Builder context = Context.builder();
    boolean isService = principal instanceof Principal.Service;
    boolean viaService = !isService && random.nextInt(6) == 0;
    context.put("aws:ViaAWSService", String.valueOf(viaService)).put("aws:SecureTransport", String.valueOf(random.nextInt(5) > 0));
    if (!isService && !viaService && random.nextInt(3) > 0) {
      String endpoint = one(endpoints);
      String vpc = Optional.ofNullable(setting.endpoints().get(endpoint)).flatMap(Setting.Endpoint::vpc).orElseGet(() -> one(vpcs));
      context.put("aws:SourceVpce", endpoint).put("aws:SourceVpc", vpc).put("aws:VpcSourceIp", one(List.of("10.0.0.5", "172.16.3.4")));
    } else if (!isService && random.nextBoolean()) {
      context.put("aws:SourceIp", one(List.of("198.51.100.7", "203.0.113.5", "8.8.8.8")));
    }
    if (principal instanceof Principal.Iam caller) {
      boolean own = caller.account().equals(setting.account());
      if (own && setting.organization().isPresent()) {
        context.put("aws:PrincipalOrgID", setting.organization().get());
      } else if (random.nextBoolean()) {
        context.put("aws:PrincipalOrgID", one(organizations));
      }
    }
    context.put("aws:ResourceAccount", setting.account());
    if (random.nextBoolean()) {
      context.put("s3:prefix", one(keys));
    }
    Request whole = PrincipalKeys.complete(new Request(principal, "s3:ListBucket", bucket, setting.account(), context.build()));
    boolean mayUsePoints = !(principal instanceof Principal.Anonymous) && !points.isEmpty() && random.nextBoolean();
    return new Call(principal, whole.context(), mayUsePoints ? through(one(points), whole.context()) : Optional.empty());
  }

  /** Somebody who acts for {@code user}. */
  private static Principal federated(Principal.Iam user) {
    return Principal.ofArn("arn:aws:sts::" + user.account() + ":federated-user/x").orElseThrow().federatedBy(user.name());
  }

  /** The same through a point, where it takes that: one of a VPC takes only what comes from there. */
  private static Optional<Context> through(Setting.Point point, Context context) {
    if (point.vpc().isPresent() && !(context.has("aws:SourceVpc") && context.get("aws:sourcevpc").at(0).equals(point.vpc().get()))) {
      return Optional.empty();
    }
    return Optional.of(
        context.toBuilder().put("aws:SecureTransport", "true").put("s3:DataAccessPointArn", point.arn()).put("s3:DataAccessPointAccount", point.account())
            .put("s3:AccessPointNetworkOrigin", point.networkOrigin()).build());
  }

  private Principal principal() {
    return switch (random.nextInt(8)) {
      case 0 -> new Principal.Anonymous();
      case 1 -> new Principal.Service(one(services));
      case 2 -> federated(Principal.ofArn(one(principals)).orElseThrow());
      default -> Principal.ofArn(one(principals)).orElseThrow();
    };
  }
}
