package dev.postern.engine.dynamodb.expression;

import dev.postern.engine.dynamodb.expression.Token.Kind;
import dev.postern.engine.dynamodb.value.Type;
import dev.postern.engine.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** Parses update expressions, with AWS's checks of what can be known without an item. */
public final class UpdateParser {
  private static final int MAX_DEPTH = 150;

  private final Parsing parsing;
  private final Tokens tokens;
  private final List<Update.Action> actions = new ArrayList<>();
  private final List<Path> paths = new ArrayList<>();
  private final Set<String> sections = new HashSet<>();
  private int depth;

  private UpdateParser(Parsing parsing) {
    this.parsing = parsing;
    this.tokens = parsing.tokens;
  }

  public static Update parse(String source, Placeholders placeholders) {
    Parsing parsing = new Parsing("UpdateExpression", source, placeholders);
    UpdateParser parser = new UpdateParser(parsing);
    do {
      parser.section();
    } while (parsing.tokens.peek().kind() != Kind.END);
    parsing.finish();
    return new Update(List.copyOf(parser.actions));
  }

  private void section() {
    Token token = tokens.peek();
    String section = token.kind() == Kind.NAME ? token.text().toUpperCase(Locale.ROOT) : "";
    Supplier<Update.Action> clause = switch (section) {
      case "SET" -> this::set;
      case "REMOVE" -> () -> new Update.Remove(path());
      case "ADD" -> () -> new Update.Add(path(), operandOf("ADD"));
      case "DELETE" -> () -> new Update.Delete(path(), operandOf("DELETE"));
      default -> throw tokens.syntax();
    };
    tokens.next();
    if (!sections.add(section)) {
      parsing.problem("The \"" + section + "\" section can only be used once in an update expression;");
    }
    do {
      actions.add(clause.get());
    } while (tokens.take(","));
  }

  private Update.Action set() {
    Path path = path();
    tokens.expect("=");
    return new Update.Set(path, sum());
  }

  /** A path that the expression changes. */
  private Path path() {
    if (!parsing.atPath()) {
      throw tokens.syntax();
    }
    Path path = parsing.path();
    Overlap.find(paths, path).ifPresent(parsing::problem);
    paths.add(path);
    return path;
  }

  private Value operandOf(String section) {
    Value value = parsing.value();
    Type type = value.type();
    if (!type.isSet() && !(section.equals("ADD") && type == Type.N)) {
      parsing.problem("Incorrect operand type for operator or function; operator: %s, operand type: %s".formatted(section, type.word()));
    }
    return value;
  }

  private Update.Source sum() {
    Update.Source left = operand();
    if (tokens.take("+")) {
      return new Update.Plus(typed("+", Type.N, left), typed("+", Type.N, operand()));
    }
    if (tokens.take("-")) {
      return new Update.Minus(typed("-", Type.N, left), typed("-", Type.N, operand()));
    }
    return left;
  }

  private Update.Source operand() {
    if (tokens.take("(")) {
      deeper();
      Update.Source inner = sum();
      tokens.expect(")");
      depth--;
      return inner;
    }
    Token token = tokens.peek();
    if (token.kind() == Kind.VALUE_PLACEHOLDER) {
      return new Update.Constant(parsing.value());
    }
    if (token.kind() == Kind.NAME && tokens.peekSecond().is("(")) {
      tokens.next();
      tokens.next();
      deeper();
      Update.Source result = function(token.text());
      depth--;
      return result;
    }
    if (!parsing.atPath()) {
      throw tokens.syntax();
    }
    return new Update.Attribute(parsing.path());
  }

  private Update.Source function(String name) {
    List<Update.Source> arguments = new ArrayList<>();
    do {
      arguments.add(operand());
    } while (tokens.take(","));
    tokens.expect(")");
    if (!name.equals("if_not_exists") && !name.equals("list_append")) {
      parsing.problem("Invalid function name; function: " + name);
      return arguments.getFirst();
    }
    if (arguments.size() != 2) {
      parsing.problem("Incorrect number of operands for operator or function; operator or function: %s, number of operands: %d"
          .formatted(name, arguments.size()));
      return arguments.getFirst();
    }
    if (name.equals("list_append")) {
      return new Update.ListAppend(typed(name, Type.L, arguments.get(0)), typed(name, Type.L, arguments.get(1)));
    }
    if (arguments.getFirst() instanceof Update.Attribute(Path path)) {
      return new Update.IfNotExists(path, arguments.get(1));
    }
    parsing.problem("Operator or function requires a document path; operator or function: " + name);
    return arguments.getFirst();
  }

  /** Checks a constant's type; what an attribute holds is known only with the item. */
  private Update.Source typed(String name, Type type, Update.Source source) {
    if (source instanceof Update.Constant(Value value) && value.type() != type) {
      parsing.problem("Incorrect operand type for operator or function; operator or function: %s, operand type: %s"
          .formatted(name, value.type().name()));
    }
    return source;
  }

  private void deeper() {
    depth++;
    if (depth > MAX_DEPTH) {
      throw tokens.error("The expression contains too many operators; operator count: " + depth);
    }
  }
}
