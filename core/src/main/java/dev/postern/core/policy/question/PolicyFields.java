package dev.postern.core.policy.question;

import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyParser;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.json.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads policies from the fields of a JSON object. A policy is a document as an object or as its text, bare or as
 * {@code {"name":…,"policy":…}}; without a name it has that of its field.
 *
 * @param text what the object was read from
 * @param bad makes an exception of a problem
 */
public record PolicyFields(String text, Json.Members members, Function<String, RuntimeException> bad) {
  public List<List<Policy>> levels(String field, PolicyType type) {
    List<List<Policy>> levels = new ArrayList<>();
    for (Json level : items(field)) {
      if (!(level instanceof Json.Items(List<Json> values, Place _, int _))) {
        throw bad.apply(field + " is a list of levels, each a list of policies");
      }
      levels.add(policies(field + "[" + levels.size() + "]", type, values));
    }
    return levels;
  }

  public List<Policy> list(String field, PolicyType type) {
    return policies(field, type, items(field));
  }

  private List<Policy> policies(String field, PolicyType type, List<Json> values) {
    List<Policy> policies = new ArrayList<>();
    for (Json value : values) {
      policies.add(policy(field + "[" + policies.size() + "]", type, value));
    }
    return policies;
  }

  /** The policy of a field, in a list that is empty without one. */
  public List<Policy> single(String field, PolicyType type) {
    return optional(field).map(value -> List.of(policy(field, type, value))).orElse(List.of());
  }

  public List<Json> items(String field) {
    Optional<Json> given = optional(field);
    if (given.isEmpty()) {
      return List.of();
    }
    if (given.get() instanceof Json.Items(List<Json> values, Place _, int _)) {
      return values;
    }
    throw bad.apply(field + " is a list");
  }

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
        case Json.Members object -> PolicyParser.parse(type, object, text);
        case Json.Scalar(Json.Scalar.Type kind, String document, Place _) when kind == Json.Scalar.Type.STRING -> PolicyParser.parse(type, document);
        case Json.Scalar _, Json.Items _ -> throw bad.apply(field + " is a policy document");
      };
    } catch (MalformedPolicy e) {
      throw bad.apply(field + ": " + e.getMessage());
    }
  }

  public Json required(String field) {
    return optional(field).orElseThrow(() -> bad.apply(field + " is missing"));
  }

  /** A field that is there and not {@code null}. */
  public Optional<Json> optional(String field) {
    return members.find(field).filter(value -> !(value instanceof Json.Scalar(Json.Scalar.Type type, String _, Place _) && type == Json.Scalar.Type.NULL));
  }

  public Optional<String> optionalText(String field) {
    return optional(field).map(value -> text(value, field));
  }

  public String text(Json value, String field) {
    if (value instanceof Json.Scalar(Json.Scalar.Type type, String string, Place _) && type == Json.Scalar.Type.STRING) {
      return string;
    }
    throw bad.apply(field + " is a string");
  }

  public boolean flag(String field, boolean otherwise) {
    Optional<Json> given = optional(field);
    if (given.isEmpty()) {
      return otherwise;
    }
    if (given.get() instanceof Json.Scalar(Json.Scalar.Type type, String word, Place _) && type == Json.Scalar.Type.BOOLEAN) {
      return word.equals("true");
    }
    throw bad.apply(field + " is true or false");
  }

  /** Refuses fields that are not {@code known}. */
  public void only(Set<String> known) {
    for (Json.Member member : members.members()) {
      if (!known.contains(member.name())) {
        throw bad.apply("unknown field " + member.name());
      }
    }
  }

  /** Whether {@code vpcEndpointType} is {@code Gateway}. */
  public boolean isGateway() {
    String type = optionalText("vpcEndpointType").orElse("Interface");
    return switch (type) {
      case "Gateway" -> true;
      case "Interface" -> false;
      default -> throw bad.apply("vpcEndpointType is Gateway or Interface: " + type);
    };
  }
}
