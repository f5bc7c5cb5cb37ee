package dev.postern.core.policy.proof;

import dev.postern.core.policy.Statement;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.PrincipalKeys;
import dev.postern.core.policy.request.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Random real requests to a bucket, made of the values that its policy mentions and of others, without the prover's help. */
final class Attack {
  private final Random random;
  private final Setting setting;
  private final String bucket;
  private final List<String> endpoints = new ArrayList<>(List.of("vpce-0ffffffffffffffff", "vpce-1", "vpce-4"));
  private final List<String> vpcs = new ArrayList<>(List.of("vpc-0ffffffffffffffff", "vpc-1"));
  private final List<String> organizations = new ArrayList<>(List.of("o-stranger00"));
  private final List<String> principals =
      new ArrayList<>(List.of("arn:aws:iam::999988887777:user/eve", "arn:aws:sts::999988887777:assumed-role/admin/eve", "arn:aws:iam::999988887777:root"));
  private final List<String> services = new ArrayList<>(List.of("ec2.amazonaws.com", "cloudtrail.amazonaws.com"));
  private final List<Setting.Point> points;
  private final List<String> keys = new ArrayList<>(List.of("k", "team-a/x", "logs/2026/x"));

  Attack(Setting setting, long seed) {
    this.setting = setting;
    this.random = new Random(seed);
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

  Request next() {
    Principal principal = principal();
    S3Actions.About about = one(List.of(S3Actions.About.values()));
    String action = random.nextInt(4) == 0 ? one(List.of("s3:GetObject", "s3:PutObject")) : one(S3Actions.all(about));
    about = S3Actions.all(S3Actions.About.OBJECT).contains(action) ? S3Actions.About.OBJECT : S3Actions.About.BUCKET;
    String resource = about == S3Actions.About.BUCKET ? bucket : bucket + "/" + one(keys);
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
    if (!(principal instanceof Principal.Anonymous) && S3Actions.throughPoints().contains(action) && !points.isEmpty() && random.nextBoolean()) {
      addPoint(context, one(points));
    }
    if (random.nextBoolean()) {
      context.put("s3:prefix", one(keys));
    }
    return PrincipalKeys.complete(new Request(principal, action, resource, setting.account(), context.build()));
  }

  /** One of a VPC takes only what comes from there. */
  private void addPoint(Context.Builder context, Setting.Point point) {
    Context known = context.build();
    if (point.vpc().isPresent() && !(known.has("aws:SourceVpc") && known.get("aws:sourcevpc").at(0).equals(point.vpc().get()))) {
      return;
    }
    context.put("aws:SecureTransport", "true").put("s3:DataAccessPointArn", point.arn()).put("s3:DataAccessPointAccount", point.account())
        .put("s3:AccessPointNetworkOrigin", point.networkOrigin());
  }

  /** A request for an action that few random ones are for, on the bucket itself and through no access point. */
  Request next(String action) {
    Request request = next();
    Context.Builder context = request.context().toBuilder();
    PointKeys.ALL.forEach(context::remove);
    return PrincipalKeys.complete(new Request(request.principal(), action, bucket, setting.account(), context.build()));
  }

  private Principal principal() {
    return switch (random.nextInt(8)) {
      case 0 -> new Principal.Anonymous();
      case 1 -> new Principal.Service(one(services));
      default -> Principal.ofArn(one(principals)).orElseThrow();
    };
  }
}
