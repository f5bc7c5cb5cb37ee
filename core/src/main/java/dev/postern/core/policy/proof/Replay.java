package dev.postern.core.policy.proof;

import dev.postern.core.policy.Decision;
import dev.postern.core.policy.Evaluator;
import dev.postern.core.policy.PolicySet;
import dev.postern.core.policy.Verdict;
import dev.postern.core.policy.question.Question;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Request;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Has requests decided by the evaluator: on what a {@link Setting} guards, and on the access point that they come through. */
final class Replay {
  private Replay() {}

  /** The request on its resource, with the policies that have a say there. */
  static Question onResource(Setting setting, String id, Request request) {
    return new Question(id, request, setting.policies(endpoint(request), isOfAccount(setting, request)));
  }

  /** The request on the access point that it comes through, if that is known. */
  static Optional<Question> onPoint(Setting setting, Question question) {
    Request request = question.request();
    Optional<String> arn = only(request, PointKeys.ARN);
    String bucket = setting.resources().getFirst();
    if (arn.isEmpty() || !request.resource().startsWith(bucket)) {
      return Optional.empty();
    }
    return setting.judging().stream().flatMap(List::stream).filter(point -> point.arn().equals(arn.get())).findFirst()
        .map(point -> onPoint(setting, question, point, request.resource().substring(bucket.length())));
  }

  private static Question onPoint(Setting setting, Question question, Setting.Point point, String rest) {
    Request request = question.request();
    boolean isOwners = point.account().equals(setting.account());
    Context context = isOwners ? request.context() : elsewhere(request.context(), point.account());
    Request there = new Request(request.principal(), request.action(), point.arn() + (rest.isEmpty() ? "" : "/object" + rest), point.account(), context);
    PolicySet around = setting.policies(endpoint(request), isOfAccount(setting, request)).withoutResource();
    PolicySet policies = isOwners ? around : around.withRcps(List.of());
    return new Question(question.id(), there, point.policy().map(policies::withResource).orElse(policies));
  }

  /** Keys of the resource are there those of the point, of whose organization nothing is known. */
  private static Context elsewhere(Context context, String account) {
    Context.Builder keys = Context.builder();
    context.forEach((key, values) -> {
      if (!key.toLowerCase(Locale.ROOT).startsWith("aws:resource")) {
        keys.put(key, values);
      }
    });
    return keys.put("aws:ResourceAccount", account).build();
  }

  /** The decision on the resource, or, when that is to allow, the one on the point. */
  static Decision decide(Setting setting, Question question) {
    Decision decision = Evaluator.decide(question.request(), question.policies());
    return decision.isAllowed()
        ? onPoint(setting, question).map(there -> Evaluator.decide(there.request(), there.policies())).filter(there -> !there.isAllowed()).orElse(decision)
        : decision;
  }

  /** The verdict; through an access point that is not there, nothing is allowed. */
  static Verdict verdict(Setting setting, Request request) {
    return isThere(setting, request) ? decide(setting, onResource(setting, "\"request\"", request)).verdict() : Verdict.IMPLICITLY_DENIED;
  }

  private static boolean isThere(Setting setting, Request request) {
    Optional<String> arn = only(request, PointKeys.ARN);
    Optional<String> vpc = only(request, "aws:sourcevpc");
    return arn.isEmpty() || setting.judging().isEmpty()
        || setting.judging().get().stream().anyMatch(point -> point.arn().equals(arn.get()) && (point.vpc().isEmpty() || point.vpc().equals(vpc)));
  }

  private static boolean isOfAccount(Setting setting, Request request) {
    return request.principal().account().equals(setting.account());
  }

  private static Optional<String> endpoint(Request request) {
    return only(request, "aws:sourcevpce");
  }

  private static Optional<String> only(Request request, String key) {
    return Optional.of(request.context().get(key)).filter(values -> values.size() == 1).map(values -> values.at(0));
  }
}
