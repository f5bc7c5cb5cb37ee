package dev.postern.core.policy.proof;

import dev.postern.core.policy.Effect;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.Principals;
import dev.postern.core.policy.PublicAccess;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.condition.Condition;
import dev.postern.core.policy.condition.Operator;
import dev.postern.core.policy.pattern.Template;
import dev.postern.core.policy.proof.text.TextSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fixed values to which a resource policy's Allow statements pin what they give: whoever has one of them is not the public. What a bucket's
 * policy leaves to access points is no more public than these are; where they are known, their own policies and VPCs say what they pin it to.
 * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status">AWS</a>
 */
record Pinned(Map<String, List<String>> values, List<CallerSet> callers, Set<String> accounts) {
  private static final Set<String> KEYS =
      Set.of("aws:sourceip", "aws:sourcearn", "aws:sourcevpc", "aws:sourcevpce", "aws:sourceowner", "aws:sourceaccount", "aws:sourceorgid", "aws:userid",
          "aws:principalorgid", "aws:vpceaccount", "aws:vpceorgid", "s3:x-amz-server-side-encryption-aws-kms-key-id", "s3:dataaccesspointarn",
          "s3:dataaccesspointaccount");

  static Pinned by(Setting setting) {
    Map<String, List<String>> values = new HashMap<>();
    List<CallerSet> callers = new ArrayList<>();
    Set<String> accounts = new HashSet<>();
    List<Policy> policies = new ArrayList<>(setting.resource().stream().toList());
    setting.judging().ifPresent(points -> points.forEach(point -> {
      point.policy().ifPresent(policies::add);
      point.vpc().ifPresent(vpc -> values.computeIfAbsent("aws:sourcevpc", _ -> new ArrayList<>()).add(vpc));
    }));
    policies.forEach(policy -> {
      for (Statement statement : policy.document().statements()) {
        if (statement.effect() == Effect.ALLOW) {
          if (statement.principals().mode() == Principals.Mode.LISTED && !statement.principals().isEveryone()) {
            callers.add(new CallerSet.Named(statement.principals().patterns(), false));
          }
          statement.conditions().forEach(condition -> pin(condition, values, accounts));
        }
      }
    });
    if (setting.judging().isPresent()) {
      PointKeys.ALL.forEach(values::remove);
    }
    return new Pinned(values, callers, accounts);
  }

  private static void pin(Condition condition, Map<String, List<String>> values, Set<String> accounts) {
    if (condition.operator().isNegated() || condition.isIfExists() || condition.hasVariables()) {
      return;
    }
    for (Template template : condition.templates()) {
      switch (condition.foldedKey()) {
        case "aws:principalarn", "aws:principalaccount" -> account(template).ifPresent(accounts::add);
        // the name in an access point's ARN may have wildcards, as long as the account is fixed
        case PointKeys.ARN, PointKeys.ACCOUNT -> account(template).ifPresent(account -> {
          accounts.add(account);
          values.computeIfAbsent(PointKeys.ACCOUNT, _ -> new ArrayList<>()).add(account);
        });
        default -> fixed(condition, template, values);
      }
    }
  }

  /** The account of an ARN, or by itself. */
  private static Optional<String> account(Template template) {
    List<Template> segments = template.splitAtColons(6);
    return (segments.size() == 6 ? segments.get(4) : template).literal();
  }

  private static void fixed(Condition condition, Template template, Map<String, List<String>> values) {
    if (KEYS.contains(condition.foldedKey())) {
      template.literal().filter(value -> isNarrow(condition, value))
          .ifPresent(value -> values.computeIfAbsent(condition.foldedKey(), _ -> new ArrayList<>()).add(value));
    }
  }

  private static boolean isNarrow(Condition condition, String value) {
    return condition.operator().family() != Operator.Family.IP || PublicAccess.isNarrow(value);
  }

  /** Requests that have none of the pinned values. */
  Box elsewhere() {
    Box box = Box.ALL;
    for (Map.Entry<String, List<String>> entry : values.entrySet()) {
      ValueSet set = entry.getKey().equals("aws:sourceip") ? ValueSet.addresses(entry.getValue()) : new ValueSet.Texts(TextSet.exactly(entry.getValue()));
      box = box.and(PointKeys.box(entry.getKey(), Limit.in(set).negated()));
    }
    return box;
  }

  /** Principals of accounts that no statement names, and not of the owner's. */
  Box strangers(Setting setting) {
    Box box =
        Box.of(Attribute.WHO, Limit.in(new CallerSet.OfKind(CallerSet.OfKind.Kind.IAM)))
            .and(Attribute.WHO, Limit.in(new CallerSet.OfAccount(setting.account())).negated());
    for (CallerSet named : callers) {
      box = box.and(Attribute.WHO, Limit.in(named).negated());
    }
    for (String account : accounts) {
      box = box.and(Attribute.WHO, Limit.in(new CallerSet.OfAccount(account)).negated());
    }
    return box;
  }
}
