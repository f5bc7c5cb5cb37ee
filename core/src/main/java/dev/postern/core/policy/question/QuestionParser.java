package dev.postern.core.policy.question;

import dev.postern.core.policy.PolicySet;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.json.JsonText;
import dev.postern.core.policy.json.Place;
import dev.postern.core.policy.pattern.ArnPattern;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.Request;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one line of questions. */
final class QuestionParser {
  private static final Set<String> FIELDS =
      Set.of("id", "principal", "action", "resource", "resourceAccount", "context", "identityPolicies", "resourcePolicy", "vpcEndpointPolicies",
          "vpcEndpointType", "permissionBoundaries", "sessionPolicy", "scps", "rcps");

  private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9-]++:[A-Za-z0-9_-]++");
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

  private final PolicyFields fields;
  private final String id;

  QuestionParser(String line, Json.Members members) {
    this.fields = new PolicyFields(line, members, this::bad);
    this.id = members.find("id").flatMap(QuestionParser::scalarId).orElse(Question.NO_ID);
  }

  private static Optional<String> scalarId(Json value) {
    return value instanceof Json.Scalar ? Optional.of(JsonText.print(value)) : Optional.empty();
  }

  Question parse() {
    fields.only(FIELDS);
    if (id.equals(Question.NO_ID)) {
      throw bad("id is missing: a string or a number");
    }
    Principal principal = principal(fields.required("principal"));
    String action = fields.text(fields.required("action"), "action");
    if (!ACTION.matcher(action).matches()) {
      throw bad("action is one service:Name: " + action);
    }
    String resource = fields.text(fields.required("resource"), "resource");
    if (!resource.equals("*") && !(resource.startsWith("arn:") && ArnPattern.isArn(resource))) {
      throw bad("resource is an ARN or \"*\": " + resource);
    }
    String account = fields.optionalText("resourceAccount").orElse("");
    if (!account.isEmpty() && !ACCOUNT.matcher(account).matches()) {
      throw bad("resourceAccount has 12 digits: " + account);
    }
    Request request = new Request(principal, action, resource, account, context());
    return new Question(id, request, policies(request));
  }

  private Principal principal(Json value) {
    if (value instanceof Json.Members given) {
      List<String> names = given.members().stream().map(Json.Member::name).toList();
      if (given.find("type").map(type -> fields.text(type, "principal.type")).filter(type -> type.equals("Anonymous")).isPresent() && names.size() == 1) {
        return new Principal.Anonymous();
      }
      if (names.equals(List.of("service"))) {
        return new Principal.Service(fields.text(given.members().getFirst().value(), "principal.service"));
      }
      if (names.equals(List.of("federated"))) {
        return new Principal.Federated(fields.text(given.members().getFirst().value(), "principal.federated"));
      }
      if (names.equals(List.of("canonicalUser"))) {
        return new Principal.CanonicalUser(fields.text(given.members().getFirst().value(), "principal.canonicalUser"));
      }
      if (names.equals(List.of("federatedUser", "user"))) {
        Principal.Iam federated = ofKind(given, "federatedUser", Principal.Iam.Kind.FEDERATED_USER);
        return federated.federatedBy(ofKind(given, "user", Principal.Iam.Kind.USER).name());
      }
      throw bad(
          "principal is an ARN, {\"type\":\"Anonymous\"}, {\"service\":NAME}, {\"federated\":PROVIDER}, {\"canonicalUser\":ID} or "
              + "{\"federatedUser\":ARN,\"user\":ARN}");
    }
    return ofArn(value, "principal");
  }

  private Principal.Iam ofKind(Json.Members given, String member, Principal.Iam.Kind kind) {
    Principal.Iam named = ofArn(given.find(member).orElseThrow(), "principal." + member);
    if (named.kind() != kind) {
      throw bad("principal." + member + " is another kind of principal: " + named.name());
    }
    return named;
  }

  private Principal.Iam ofArn(Json value, String field) {
    String arn = fields.text(value, field);
    return Principal.ofArn(arn).orElseThrow(() -> bad(field + " is no ARN of a root, user, role, role session or federated user: " + arn));
  }

  private Context context() {
    Optional<Json> given = fields.optional("context");
    if (given.isEmpty()) {
      return Context.EMPTY;
    }
    if (!(given.get() instanceof Json.Members keys)) {
      throw bad("context is an object of keys");
    }
    Context.Builder context = Context.builder();
    for (Json.Member key : keys.members()) {
      switch (key.value()) {
        case Json.Scalar(Json.Scalar.Type type, String text, Place _) -> {
          if (type != Json.Scalar.Type.NULL) {
            context.put(key.name(), text);
          }
        }
        case Json.Items(List<Json> values, Place _, int _) -> context.put(key.name(), values.stream().map(value -> contextValue(key.name(), value)).toList());
        case Json.Members _ -> throw bad("context: " + key.name() + " is a value or a list of values");
      }
    }
    return context.build();
  }

  private String contextValue(String key, Json value) {
    if (value instanceof Json.Scalar(Json.Scalar.Type type, String text, Place _) && type != Json.Scalar.Type.NULL) {
      return text;
    }
    throw bad("context: " + key + " is a value or a list of values");
  }

  private PolicySet policies(Request request) {
    boolean isTrust = request.foldedAction().startsWith("sts:assumerole") && request.resource().contains(":role/");
    return new PolicySet(
        fields.levels("scps", PolicyType.SCP),
        fields.levels("rcps", PolicyType.RCP),
        fields.list("vpcEndpointPolicies", PolicyType.VPC_ENDPOINT),
        fields.isGateway(),
        fields.single("resourcePolicy", isTrust ? PolicyType.ROLE_TRUST : PolicyType.RESOURCE),
        fields.list("identityPolicies", PolicyType.IDENTITY),
        fields.list("permissionBoundaries", PolicyType.BOUNDARY),
        fields.single("sessionPolicy", PolicyType.SESSION));
  }

  private BadQuestion bad(String problem) {
    return new BadQuestion(id, problem);
  }
}
