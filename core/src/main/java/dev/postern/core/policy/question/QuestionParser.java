package dev.postern.core.policy.question;

import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyParser;
import dev.postern.core.policy.PolicySet;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.json.JsonText;
import dev.postern.core.policy.json.Place;
import dev.postern.core.policy.pattern.ArnPattern;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.Request;
import java.util.ArrayList;
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

  private final String line;
  private final Json.Members members;
  private final String id;

  QuestionParser(String line, Json.Members members) {
    this.line = line;
    this.members = members;
    this.id = members.find("id").flatMap(QuestionParser::scalarId).orElse(Question.NO_ID);
  }

  private static Optional<String> scalarId(Json value) {
    return value instanceof Json.Scalar ? Optional.of(JsonText.print(value)) : Optional.empty();
  }

  Question parse() {
    for (Json.Member member : members.members()) {
      if (!FIELDS.contains(member.name())) {
        throw bad("unknown field " + member.name());
      }
    }
    if (id.equals(Question.NO_ID)) {
      throw bad("id is missing: a string or a number");
    }
    Principal principal = principal(required("principal"));
    String action = text(required("action"), "action");
    if (!ACTION.matcher(action).matches()) {
      throw bad("action is one service:Name: " + action);
    }
    String resource = text(required("resource"), "resource");
    if (!resource.equals("*") && !(resource.startsWith("arn:") && ArnPattern.isArn(resource))) {
      throw bad("resource is an ARN or \"*\": " + resource);
    }
    String account = optional("resourceAccount").map(value -> text(value, "resourceAccount")).orElse("");
    if (!account.isEmpty() && !ACCOUNT.matcher(account).matches()) {
      throw bad("resourceAccount has 12 digits: " + account);
    }
    Request request = new Request(principal, action, resource, account, context());
    return new Question(id, request, policies(request));
  }

  private Principal principal(Json value) {
    if (value instanceof Json.Members given) {
      List<String> names = given.members().stream().map(Json.Member::name).toList();
      if (given.find("type").map(type -> text(type, "principal.type")).filter(type -> type.equals("Anonymous")).isPresent() && names.size() == 1) {
        return new Principal.Anonymous();
      }
      if (names.equals(List.of("service"))) {
        return new Principal.Service(text(given.members().getFirst().value(), "principal.service"));
      }
      if (names.equals(List.of("federated"))) {
        return new Principal.Federated(text(given.members().getFirst().value(), "principal.federated"));
      }
      if (names.equals(List.of("canonicalUser"))) {
        return new Principal.CanonicalUser(text(given.members().getFirst().value(), "principal.canonicalUser"));
      }
      throw bad("principal is an ARN, {\"type\":\"Anonymous\"}, {\"service\":NAME}, {\"federated\":PROVIDER} or {\"canonicalUser\":ID}");
    }
    String arn = text(value, "principal");
    return Principal.ofArn(arn).orElseThrow(() -> bad("principal is no ARN of a root, user, role, role session or federated user: " + arn));
  }

  private Context context() {
    Optional<Json> given = optional("context");
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
        levels("scps", PolicyType.SCP),
        levels("rcps", PolicyType.RCP),
        list("vpcEndpointPolicies", PolicyType.VPC_ENDPOINT),
        isGateway(),
        single("resourcePolicy", isTrust ? PolicyType.ROLE_TRUST : PolicyType.RESOURCE),
        list("identityPolicies", PolicyType.IDENTITY),
        list("permissionBoundaries", PolicyType.BOUNDARY),
        single("sessionPolicy", PolicyType.SESSION));
  }

  private boolean isGateway() {
    String type = optional("vpcEndpointType").map(value -> text(value, "vpcEndpointType")).orElse("Interface");
    return switch (type) {
      case "Gateway" -> true;
      case "Interface" -> false;
      default -> throw bad("vpcEndpointType is Gateway or Interface: " + type);
    };
  }

  private List<List<Policy>> levels(String field, PolicyType type) {
    List<List<Policy>> levels = new ArrayList<>();
    for (Json level : items(field)) {
      if (!(level instanceof Json.Items(List<Json> values, Place _, int _))) {
        throw bad(field + " is a list of levels, each a list of policies");
      }
      levels.add(policies(field + "[" + levels.size() + "]", type, values));
    }
    return levels;
  }

  private List<Policy> list(String field, PolicyType type) {
    return policies(field, type, items(field));
  }

  private List<Policy> policies(String field, PolicyType type, List<Json> values) {
    List<Policy> policies = new ArrayList<>();
    for (Json value : values) {
      policies.add(policy(field + "[" + policies.size() + "]", type, value));
    }
    return policies;
  }

  private List<Policy> single(String field, PolicyType type) {
    return optional(field).map(value -> List.of(policy(field, type, value))).orElse(List.of());
  }

  private List<Json> items(String field) {
    Optional<Json> given = optional(field);
    if (given.isEmpty()) {
      return List.of();
    }
    if (given.get() instanceof Json.Items(List<Json> values, Place _, int _)) {
      return values;
    }
    throw bad(field + " is a list");
  }

  /** A document as an object or as its text, bare or as {@code {"name":…,"policy":…}}. */
  private Policy policy(String field, PolicyType type, Json value) {
    if (value instanceof Json.Members named && named.find("policy").isPresent() && named.find("Statement").isEmpty()) {
      String name = named.find("name").map(given -> text(given, field + ".name")).orElse(field);
      return new Policy(name, document(field, type, named.find("policy").get()));
    }
    return new Policy(field, document(field, type, value));
  }

  private PolicyDocument document(String field, PolicyType type, Json value) {
    try {
      return switch (value) {
        case Json.Members object -> PolicyParser.parse(type, object, line);
        case Json.Scalar(Json.Scalar.Type kind, String text, Place _) when kind == Json.Scalar.Type.STRING -> PolicyParser.parse(type, text);
        case Json.Scalar _, Json.Items _ -> throw bad(field + " is a policy document");
      };
    } catch (MalformedPolicy e) {
      throw bad(field + ": " + e.getMessage());
    }
  }

  private Json required(String field) {
    return optional(field).orElseThrow(() -> bad(field + " is missing"));
  }

  /** A field that is there and not {@code null}. */
  private Optional<Json> optional(String field) {
    return members.find(field).filter(value -> !(value instanceof Json.Scalar(Json.Scalar.Type type, String _, Place _) && type == Json.Scalar.Type.NULL));
  }

  private String text(Json value, String field) {
    if (value instanceof Json.Scalar(Json.Scalar.Type type, String text, Place _) && type == Json.Scalar.Type.STRING) {
      return text;
    }
    throw bad(field + " is a string");
  }

  private BadQuestion bad(String problem) {
    return new BadQuestion(id, problem);
  }
}
