package dev.postern.core.policy.question;

import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicySet;
import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.json.JsonText;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.Request;
import java.util.ArrayList;
import java.util.List;

/** Prints questions as {@link Question#parse} reads them. */
final class QuestionPrinter {
  private QuestionPrinter() {}

  static String print(Question question, boolean withPolicies) {
    List<Json.Member> members = new ArrayList<>();
    Request request = question.request();
    members.add(Json.member("id", JsonText.parse(question.id())));
    members.add(Json.member("principal", principal(request.principal())));
    members.add(Json.member("action", Json.text(request.action())));
    members.add(Json.member("resource", Json.text(request.resource())));
    if (!request.resourceAccount().isEmpty()) {
      members.add(Json.member("resourceAccount", Json.text(request.resourceAccount())));
    }
    List<Json.Member> keys = new ArrayList<>();
    request.context().forEach((key, values) ->
        keys.add(Json.member(key, values.size() == 1 ? Json.text(values.getFirst()) : Json.items(values.stream().map(Json::text).toList()))));
    members.add(Json.member("context", Json.members(keys)));
    if (withPolicies) {
      members.addAll(policies(question.policies()));
    }
    return JsonText.print(Json.members(members));
  }

  private static Json principal(Principal principal) {
    return switch (principal) {
      case Principal.Anonymous _ -> Json.members(List.of(Json.member("type", Json.text("Anonymous"))));
      case Principal.Service(String name) -> Json.members(List.of(Json.member("service", Json.text(name))));
      case Principal.Federated(String name) -> Json.members(List.of(Json.member("federated", Json.text(name))));
      case Principal.CanonicalUser(String name) -> Json.members(List.of(Json.member("canonicalUser", Json.text(name))));
      case Principal.Iam caller when caller.federator().isEmpty() -> Json.text(caller.name());
      case Principal.Iam caller ->
          Json.members(List.of(Json.member("federatedUser", Json.text(caller.name())), Json.member("user", Json.text(caller.federator()))));
    };
  }

  private static List<Json.Member> policies(PolicySet set) {
    List<Json.Member> members = new ArrayList<>();
    add(members, "identityPolicies", list(set.identity()));
    if (!set.resource().isEmpty()) {
      members.add(Json.member("resourcePolicy", named(set.resource().getFirst())));
    }
    add(members, "vpcEndpointPolicies", list(set.endpoints()));
    if (set.gateway()) {
      members.add(Json.member("vpcEndpointType", Json.text("Gateway")));
    }
    add(members, "permissionBoundaries", list(set.boundaries()));
    if (!set.session().isEmpty()) {
      members.add(Json.member("sessionPolicy", named(set.session().getFirst())));
    }
    add(members, "scps", set.scps().stream().<Json>map(level -> Json.items(list(level))).toList());
    add(members, "rcps", set.rcps().stream().<Json>map(level -> Json.items(list(level))).toList());
    return members;
  }

  private static void add(List<Json.Member> members, String field, List<Json> values) {
    if (!values.isEmpty()) {
      members.add(Json.member(field, Json.items(values)));
    }
  }

  private static List<Json> list(List<Policy> policies) {
    return policies.stream().map(QuestionPrinter::named).toList();
  }

  private static Json named(Policy policy) {
    return Json.members(List.of(Json.member("name", Json.text(policy.name())), Json.member("policy", policy.document().source())));
  }
}
