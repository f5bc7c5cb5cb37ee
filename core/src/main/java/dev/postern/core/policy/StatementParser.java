package dev.postern.core.policy;

import dev.postern.core.policy.condition.Condition;
import dev.postern.core.policy.condition.Operator;
import dev.postern.core.policy.condition.Quantifier;
import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.json.Place;
import dev.postern.core.policy.request.Fold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one statement of a policy. */
final class StatementParser {
  private static final Set<String> ELEMENTS =
      Set.of("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition");
  private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9*?-]++:[A-Za-z0-9*?_-]++");
  private static final Pattern SID = Pattern.compile("[A-Za-z0-9]*+");
  private static final String IF_EXISTS = "ifexists";

  private final PolicyType type;
  private final boolean variables;

  StatementParser(PolicyType type, boolean variables) {
    this.type = type;
    this.variables = variables;
  }

  Statement parse(int index, Json value) {
    if (!(value instanceof Json.Members statement)) {
      throw new MalformedPolicy(value.place(), "a statement is a JSON object");
    }
    for (Json.Member member : statement.members()) {
      if (!ELEMENTS.contains(member.name())) {
        throw new MalformedPolicy(member.place(), "Unknown field " + member.name());
      }
    }
    Optional<String> sid = statement.find("Sid").map(this::sid);
    Effect effect = statement.find("Effect").map(StatementParser::effect).orElseThrow(() -> missing(statement, "Effect"));
    Principals principals = principals(statement);
    Actions actions = actions(statement);
    Resources resources = resources(statement);
    List<Condition> conditions = statement.find("Condition").map(this::conditions).orElse(List.of());
    return new Statement(index, sid, effect, principals, actions, resources, conditions, statement.place());
  }

  private String sid(Json value) {
    String sid = text(value, "Sid");
    if (type.isLatin() && !SID.matcher(sid).matches()) {
      throw new MalformedPolicy(value.place(), "Statement IDs (SID) must be alpha-numeric: " + sid);
    }
    return sid;
  }

  private static Effect effect(Json value) {
    String word = text(value, "Effect");
    for (Effect effect : Effect.values()) {
      if (effect.word().equals(word)) {
        return effect;
      }
    }
    throw new MalformedPolicy(value.place(), "Invalid effect: " + word);
  }

  private Principals principals(Json.Members statement) {
    Optional<Json.Member> element = oneOf(statement, "Principal", "NotPrincipal");
    if (!type.namesPrincipals()) {
      element.ifPresent(member -> {
        throw new MalformedPolicy(member.place(), "Policy document should not specify a principal.");
      });
      return Principals.ATTACHED;
    }
    Json.Member member = element.orElseThrow(() -> missing(statement, "Principal"));
    List<PrincipalPattern> patterns = new ArrayList<>();
    if (member.value() instanceof Json.Members byKind) {
      for (Json.Member kind : byKind.members()) {
        for (Json value : list(kind.value())) {
          String written = text(value, kind.name());
          patterns.add(PrincipalPattern.parse(kind.name(), written)
              .orElseThrow(() -> new MalformedPolicy(value.place(), "Invalid principal in policy: \"" + kind.name() + "\" : \"" + written + "\"")));
        }
      }
    } else if (text(member.value(), member.name()).equals("*")) {
      patterns.add(new PrincipalPattern.Everyone("*"));
    } else {
      throw new MalformedPolicy(member.value().place(), "Invalid principal in policy: \"" + text(member.value(), member.name()) + "\"");
    }
    if (patterns.isEmpty()) {
      throw new MalformedPolicy(member.value().place(), member.name() + " names nobody");
    }
    return new Principals(member.name().equals("Principal") ? Principals.Mode.LISTED : Principals.Mode.EXCEPT, patterns);
  }

  private static Actions actions(Json.Members statement) {
    Json.Member member = oneOf(statement, "Action", "NotAction").orElseThrow(() -> missing(statement, "Action"));
    List<String> written = new ArrayList<>();
    for (Json value : list(member.value())) {
      String action = text(value, member.name());
      if (!isAction(action)) {
        throw new MalformedPolicy(value.place(), "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: " + action);
      }
      written.add(action);
    }
    notEmpty(written, member);
    return new Actions(member.name().equals("NotAction"), written);
  }

  /** {@code *}, or a service's prefix and a name, each perhaps with wildcards. */
  private static boolean isAction(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c == '*') || ACTION.matcher(text).matches();
  }

  private Resources resources(Json.Members statement) {
    Optional<Json.Member> element = oneOf(statement, "Resource", "NotResource");
    if (!type.namesResources()) {
      element.ifPresent(member -> {
        throw new MalformedPolicy(member.place(), "Has prohibited field " + member.name());
      });
      return Resources.ANY;
    }
    Json.Member member = element.orElseThrow(() -> missing(statement, "Resource"));
    List<String> written = new ArrayList<>();
    for (Json value : list(member.value())) {
      String resource = text(value, member.name());
      if (!Resources.isPattern(resource)) {
        throw new MalformedPolicy(value.place(), "Resource " + resource + " must be in ARN format or \"*\".");
      }
      written.add(resource);
    }
    notEmpty(written, member);
    return new Resources(member.name().equals("NotResource"), written, variables);
  }

  private List<Condition> conditions(Json element) {
    if (!(element instanceof Json.Members byOperator)) {
      throw new MalformedPolicy(element.place(), "Condition is a JSON object");
    }
    List<Condition> conditions = new ArrayList<>();
    for (Json.Member operator : byOperator.members()) {
      if (!(operator.value() instanceof Json.Members byKey)) {
        throw new MalformedPolicy(operator.value().place(), operator.name() + " is a JSON object of condition keys");
      }
      for (Json.Member key : byKey.members()) {
        conditions.add(condition(operator, key));
      }
    }
    return conditions;
  }

  private Condition condition(Json.Member operator, Json.Member key) {
    String name = operator.name();
    Quantifier quantifier = Quantifier.NONE;
    for (Quantifier each : Quantifier.values()) {
      if (each != Quantifier.NONE && startsWith(name, each.prefix())) {
        quantifier = each;
      }
    }
    name = name.substring(quantifier.prefix().length());
    Optional<Operator> known = Operator.named(name);
    boolean ifExists = known.isEmpty() && Fold.lower(name).endsWith(IF_EXISTS);
    if (ifExists) {
      known = Operator.named(name.substring(0, name.length() - IF_EXISTS.length())).filter(each -> each != Operator.NULL);
    }
    Operator found = known.orElseThrow(() -> new MalformedPolicy(operator.place(), "Invalid Condition type : " + operator.name()));
    if (key.name().isEmpty()) {
      throw new MalformedPolicy(key.place(), "a condition key has no name");
    }
    List<String> values = new ArrayList<>();
    for (Json value : list(key.value())) {
      if (!(value instanceof Json.Scalar(Json.Scalar.Type kind, String written, Place _)) || kind == Json.Scalar.Type.NULL) {
        throw new MalformedPolicy(value.place(), "a condition's value is a string, a number or a boolean");
      }
      values.add(written);
    }
    return new Condition(found, quantifier, ifExists, key.name(), values, variables);
  }

  private static boolean startsWith(String text, String prefix) {
    return text.length() >= prefix.length() && Fold.same(text.substring(0, prefix.length()), prefix);
  }

  private static Optional<Json.Member> oneOf(Json.Members statement, String positive, String negative) {
    Optional<Json.Member> found = Optional.empty();
    for (Json.Member member : statement.members()) {
      if (member.name().equals(positive) || member.name().equals(negative)) {
        if (found.isPresent()) {
          throw new MalformedPolicy(member.place(), "a statement has " + positive + " or " + negative + ", not both");
        }
        found = Optional.of(member);
      }
    }
    return found;
  }

  private static List<Json> list(Json value) {
    return value instanceof Json.Items(List<Json> values, Place _, int _) ? values : List.of(value);
  }

  private static void notEmpty(List<String> written, Json.Member member) {
    if (written.isEmpty()) {
      throw new MalformedPolicy(member.value().place(), member.name() + " is empty");
    }
  }

  static String text(Json value, String name) {
    if (value instanceof Json.Scalar(Json.Scalar.Type kind, String text, Place _) && kind == Json.Scalar.Type.STRING) {
      return text;
    }
    throw new MalformedPolicy(value.place(), name + " is a string");
  }

  private static MalformedPolicy missing(Json.Members statement, String element) {
    return new MalformedPolicy(statement.place(), "Missing required field " + element);
  }
}
