package dev.postern.core.policy.proof;

import dev.postern.core.policy.Effect;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.proof.text.Glob;
import dev.postern.core.policy.proof.text.TextSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The requests that policies allow: those in one box of each list of choices, and in none of the boxes to avoid. It says what
 * {@link dev.postern.core.policy.Evaluator} says, for callers to whom their own account allows everything if nothing else is known.
 */
record Access(List<List<Box>> choices, List<Box> avoid) {
  private static final List<String> RESCUE = List.of("s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy");

  Access {
    choices = List.copyOf(choices);
    avoid = List.copyOf(avoid);
  }

  static Access of(Setting setting) {
    return of(setting, setting);
  }

  /**
   * The same, said so that it can be compared with what {@code other} allows: access points are looked at in both, or in neither, and where they are
   * not the same they matter, whatever policies say.
   */
  static Access of(Setting setting, Setting other) {
    Access direct = direct(setting);
    boolean matters = direct.tellsPoints() || direct(other).tellsPoints() || !setting.judging().equals(other.judging());
    return matters ? direct.and(ThroughPoints.of(setting)) : direct;
  }

  private static Access direct(Setting setting) {
    List<List<Box>> choices = new ArrayList<>();
    List<Box> avoid = new ArrayList<>();
    Limit owner = Limit.in(new CallerSet.OfAccount(setting.account()));
    setting.rcps().forEach(level -> avoid.addAll(boxes(level, Effect.DENY, false)));
    for (List<Policy> level : setting.scps()) {
      boxes(level, Effect.DENY, false).forEach(box -> avoid.add(box.and(Attribute.WHO, owner)));
      List<Box> allows = new ArrayList<>(boxes(level, Effect.ALLOW, false));
      allows.add(Box.of(Attribute.WHO, owner.negated()));
      choices.add(allows);
    }
    endpoints(setting, Access::boxes, List.of(), choices, avoid);
    boxes(setting.identity(), Effect.DENY, false).forEach(box -> avoid.add(box.and(Attribute.WHO, owner)));
    List<Policy> own = setting.resource().stream().toList();
    for (Box box : boxes(own, Effect.DENY, false)) {
      avoid.addAll(setting.isS3() ? exceptRescue(setting.account(), box) : List.of(box));
    }
    List<Box> grants = new ArrayList<>();
    if (!setting.needsOwnPolicy()) {
      grants.addAll(ownAccountsGrants(setting, owner));
    }
    grants.addAll(boxes(own, Effect.ALLOW, false));
    choices.add(grants);
    return new Access(choices, avoid);
  }

  /**
   * A request comes through one endpoint or none of them, so these are one list: with a list for each, a search would try every combination of all.
   *
   * @param past what no endpoint's policy is asked about
   */
  static void endpoints(Setting setting, Boxing boxing, List<Box> past, List<List<Box>> choices, List<Box> avoid) {
    Attribute key = Attribute.key("aws:sourcevpce");
    List<String> judging = new ArrayList<>();
    List<Box> ways = new ArrayList<>(past);
    setting.endpoints().forEach((id, endpoint) -> endpoint.policy().ifPresent(policy -> {
      judging.add(id);
      Limit through = Limit.in(TextSet.exactly(List.of(id)));
      boxing.boxes(List.of(policy), Effect.DENY, endpoint.gateway()).forEach(box -> avoid.add(box.and(key, through)));
      boxing.boxes(List.of(policy), Effect.ALLOW, endpoint.gateway()).forEach(box -> ways.add(box.and(key, through)));
    }));
    if (!judging.isEmpty()) {
      ways.addFirst(Box.of(key, Limit.in(TextSet.exactly(judging)).negated()));
      choices.add(ways);
    }
  }

  /** Says which requests the statements of some policies are about. */
  interface Boxing {
    List<Box> boxes(List<Policy> policies, Effect effect, boolean accountMeansRoot);
  }

  /** What the owner's account allows its own principals; its root everything. */
  private static List<Box> ownAccountsGrants(Setting setting, Limit owner) {
    if (setting.identity().isEmpty()) {
      return List.of(Box.of(Attribute.WHO, owner));
    }
    List<Box> grants = new ArrayList<>();
    boxes(setting.identity(), Effect.ALLOW, false).forEach(box -> grants.add(box.and(Attribute.WHO, owner)));
    grants.add(Box.of(Attribute.WHO, owner).and(Attribute.WHO, Limit.in(new CallerSet.OfKind(CallerSet.OfKind.Kind.ROOT))));
    return grants;
  }

  /** The owner's root repairs a bucket's policy whatever that says. */
  static List<Box> exceptRescue(String account, Box deny) {
    List<Box> boxes = new ArrayList<>();
    for (Box outside : rescue(account).outside()) {
      boxes.add(deny.and(outside));
    }
    return boxes;
  }

  static Box rescue(String account) {
    return Box.of(Attribute.ACTION, Limit.in(TextSet.exactly(RESCUE)))
        .and(Attribute.WHO, Limit.in(new CallerSet.OfAccount(account)))
        .and(Attribute.WHO, Limit.in(new CallerSet.OfKind(CallerSet.OfKind.Kind.ROOT)));
  }

  static List<Box> boxes(List<Policy> policies, Effect effect, boolean accountMeansRoot) {
    List<Box> boxes = new ArrayList<>();
    for (Policy policy : policies) {
      for (Statement statement : policy.document().statements()) {
        if (statement.effect() == effect) {
          boxes.addAll(StatementBoxes.of(statement, accountMeansRoot));
        }
      }
    }
    return boxes;
  }

  /** Any request that is about what {@code setting} guards. */
  static Box scope(Setting setting) {
    if (setting.isEverything()) {
      // What is on no resource asks for "*".
      return Box.of(Attribute.RESOURCE, Limit.in(TextSet.of(Glob.shape("arn:~:~:*"), Glob.exact("*"))))
          .and(Attribute.ACTION, Limit.in(TextSet.of(Glob.shape("~:^*"))));
    }
    Box box = Box.of(Attribute.RESOURCE, Limit.in(new TextSet(setting.resources().stream().map(Glob::shape).toList())));
    TextSet actions =
        setting.isS3()
            ? TextSet.exactly(Stream.of(S3Actions.About.values()).flatMap(about -> S3Actions.folded(about).stream()).toList())
            : TextSet.of(Glob.shape(setting.service() + ":^*"));
    return box.and(Attribute.ACTION, Limit.in(actions));
  }

  /** Whether it matters by which access point a request comes. */
  private boolean tellsPoints() {
    return Stream.concat(choices.stream().flatMap(List::stream), avoid.stream()).flatMap(box -> box.sides().stream())
        .anyMatch(side -> PointKeys.ALL.contains(side.attribute().name()));
  }

  /** With what known access points demand of requests through them, where that matters. */
  Access throughPoints(Setting setting) {
    return direct(setting).tellsPoints() ? and(ThroughPoints.of(setting)) : this;
  }

  Access and(Access other) {
    List<List<Box>> more = new ArrayList<>(choices);
    more.addAll(other.choices);
    return new Access(more, avoid).avoiding(other.avoid);
  }

  Access choosing(List<Box> boxes) {
    List<List<Box>> more = new ArrayList<>(choices);
    more.add(boxes);
    return new Access(more, avoid);
  }

  Access choosing(Box box) {
    return choosing(List.of(box));
  }

  Access avoiding(List<Box> boxes) {
    List<Box> more = new ArrayList<>(avoid);
    more.addAll(boxes);
    return new Access(choices, more);
  }

  /** This without what no request is. */
  Access real(Setting setting, Set<Axiom> axioms) {
    Set<Attribute> mentioned = mentioned();
    List<Box> impossible = new ArrayList<>();
    axioms.stream().sorted().forEach(axiom -> impossible.addAll(axiom.impossible(setting, mentioned)));
    return avoiding(impossible);
  }

  private Set<Attribute> mentioned() {
    Set<Attribute> attributes = new HashSet<>(Set.of(Attribute.WHO, Attribute.ACTION, Attribute.RESOURCE));
    for (List<Box> boxes : choices) {
      boxes.forEach(box -> box.sides().forEach(side -> attributes.add(side.attribute())));
    }
    avoid.forEach(box -> box.sides().forEach(side -> attributes.add(side.attribute())));
    if (attributes.stream().anyMatch(attribute -> PointKeys.ALL.contains(attribute.name()))) {
      // what is true of a point is true of the others of its keys, and of the VPC that it takes requests of
      attributes.addAll(List.of(Attribute.key(PointKeys.ARN), Attribute.key(PointKeys.ORIGIN), Attribute.key("aws:sourcevpc")));
    }
    return attributes;
  }

  Search.Outcome search() {
    return new Search(choices, avoid).run();
  }
}
