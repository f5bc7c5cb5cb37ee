package dev.postern.core.policy.proof;

import dev.postern.core.policy.Effect;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.condition.Condition;
import dev.postern.core.policy.proof.text.Glob;
import dev.postern.core.policy.proof.text.TextSet;
import dev.postern.core.policy.request.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a request through a known access point must be allowed on the point, said of the request on its bucket: boxes whose resources are the bucket's
 * where the statements name the point's.
 *
 * <p>It is looked at only where some policy tells a request through a point from one that is not. Where none does, whatever is allowed through a point
 * is allowed on the bucket directly, by the same caller on the same way, because the point only adds conditions; and what is allowed directly needs no point.
 */
final class ThroughPoints {
  private static final Set<String> OF_ACCOUNT = Set.of("aws:resourceaccount", "s3:resourceaccount");
  private static final Access NOTHING_MORE = new Access(List.of(), List.of());

  private final Setting setting;
  private final List<Passage> passages;
  private final Limit owner;
  /** A request that comes through none of them. */
  private final Box past;
  private final List<List<Box>> choices = new ArrayList<>();
  private final List<Box> avoid = new ArrayList<>();

  /** A point with the limit that a request comes through it, always the same one, by which a search knows it again. */
  private record Passage(Setting.Point point, Box box) {}

  private ThroughPoints(Setting setting, List<Setting.Point> points) {
    this.setting = setting;
    Attribute arn = Attribute.key(PointKeys.ARN);
    this.passages = points.stream().map(point -> new Passage(point, Box.of(arn, Limit.in(TextSet.exactly(List.of(point.arn())))))).toList();
    this.past = Box.of(arn, Limit.in(TextSet.exactly(points.stream().map(Setting.Point::arn).toList())).negated());
    this.owner = Limit.in(new CallerSet.OfAccount(setting.account()));
  }

  /** More choices and more to avoid than {@link Access} has of the bucket itself. */
  static Access of(Setting setting) {
    Optional<List<Setting.Point>> points = setting.judging();
    return points.isEmpty() ? NOTHING_MORE : new ThroughPoints(setting, points.get()).access();
  }

  private Access access() {
    grants();
    for (List<Policy> level : setting.scps()) {
      List<Box> ways = new ArrayList<>(List.of(past, Box.of(Attribute.WHO, owner.negated())));
      for (Passage passage : passages) {
        ways.addAll(boxes(passage, level, Effect.ALLOW, false));
        boxes(passage, level, Effect.DENY, false).forEach(box -> avoid.add(box.and(Attribute.WHO, owner)));
      }
      choices.add(ways);
    }
    for (Passage passage : passages) {
      if (passage.point.account().equals(setting.account())) {
        setting.rcps().forEach(level -> avoid.addAll(boxes(passage, level, Effect.DENY, false)));
      }
    }
    Access.endpoints(setting, this::boxes, List.of(past), choices, avoid);
    return new Access(choices, avoid);
  }

  /** A point's account may allow its principals everything there; to all others the point's policy must. */
  private void grants() {
    List<Box> ways = new ArrayList<>(List.of(past));
    for (Passage passage : passages) {
      List<Policy> policy = passage.point.policy().stream().toList();
      ways.add(passage.box.and(Attribute.WHO, Limit.in(new CallerSet.OfAccount(passage.point.account()))));
      ways.addAll(boxes(passage, policy, Effect.ALLOW, false));
      boxes(passage, policy, Effect.DENY, false).forEach(box -> avoid.addAll(Access.exceptRescue(passage.point.account(), box)));
    }
    choices.add(ways);
  }

  private List<Box> boxes(List<Policy> policies, Effect effect, boolean accountMeansRoot) {
    return passages.stream().flatMap(passage -> boxes(passage, policies, effect, accountMeansRoot).stream()).toList();
  }

  private List<Box> boxes(Passage passage, List<Policy> policies, Effect effect, boolean accountMeansRoot) {
    List<Box> boxes = new ArrayList<>();
    for (Policy policy : policies) {
      for (Statement statement : policy.document().statements()) {
        if (statement.effect() == effect) {
          boxes(passage.point, statement, accountMeansRoot).forEach(box -> boxes.add(passage.box.and(box)));
        }
      }
    }
    return boxes;
  }

  private List<Box> boxes(Setting.Point point, Statement statement, boolean accountMeansRoot) {
    List<Condition> kept = new ArrayList<>(statement.conditions());
    if (!point.account().equals(setting.account())) {
      // There the resource is the other account's, of whose organization nothing is known: an Allow may hold, a Deny may not.
      Context there = Context.builder().put("aws:ResourceAccount", point.account()).put("s3:ResourceAccount", point.account()).build();
      boolean matches = kept.stream().filter(c -> OF_ACCOUNT.contains(c.foldedKey()) && !c.hasVariables()).allMatch(c -> c.holds(there));
      boolean isOpen = kept.stream().anyMatch(c -> c.foldedKey().startsWith("aws:resource") && !OF_ACCOUNT.contains(c.foldedKey()));
      if (!matches || isOpen && statement.effect() == Effect.DENY) {
        return List.of();
      }
      kept.removeIf(c -> c.foldedKey().startsWith("aws:resource") || OF_ACCOUNT.contains(c.foldedKey()) && !c.hasVariables());
    }
    return StatementBoxes.of(statement, kept, accountMeansRoot, resources -> ofBucket(point, resources));
  }

  /** What of the bucket is asked for where, on the point, something of {@code resources} is. */
  private TextSet ofBucket(Setting.Point point, TextSet resources) {
    String bucket = setting.resources().getFirst();
    Stream<Glob> objects = resources.globs().stream().flatMap(glob -> glob.after(point.arn() + "/object/").stream()).map(rest -> rest.behind(bucket + "/"));
    return new TextSet(Stream.concat(resources.contains(point.arn()) ? Stream.of(Glob.exact(bucket)) : Stream.empty(), objects).toList());
  }
}
