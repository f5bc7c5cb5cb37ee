package dev.postern.engine.dynamodb.expression;

import dev.postern.engine.dynamodb.expression.Condition.Comparator;
import dev.postern.engine.dynamodb.expression.Token.Kind;
import dev.postern.engine.dynamodb.value.Type;
import dev.postern.engine.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Parses condition, filter and key condition expressions, with AWS's checks of what can be known without an item. */
public final class ConditionParser {
  private static final String VALID_TYPES = "{B,NULL,SS,BOOL,L,BS,N,NS,S,M}";
  private static final int MAX_OPERATORS = 300;

  private final Parsing parsing;
  private final Tokens tokens;
  private int operators;
  private int depth;
  private Optional<Token> lastOpen = Optional.empty();
  private Optional<Token> lastClose = Optional.empty();

  private ConditionParser(Parsing parsing) {
    this.parsing = parsing;
    this.tokens = parsing.tokens;
  }

  /** @param parameter the request's member, for example {@code FilterExpression} */
  public static Condition parse(String parameter, String source, Placeholders placeholders) {
    Parsing parsing = new Parsing(parameter, source, placeholders);
    ConditionParser parser = new ConditionParser(parsing);
    Condition condition = parser.condition(parser.or());
    parsing.finish();
    return condition;
  }

  private Node or() {
    Node left = and();
    while (tokens.takeWord("OR")) {
      left = new Condition.Or(condition(left), condition(and()));
      count();
    }
    return left;
  }

  private Node and() {
    Node left = not();
    while (tokens.takeWord("AND")) {
      left = new Condition.And(condition(left), condition(not()));
      count();
    }
    return left;
  }

  private Node not() {
    if (tokens.takeWord("NOT")) {
      count();
      deeper();
      Condition negated = condition(not());
      depth--;
      return new Condition.Not(negated);
    }
    return comparison();
  }

  private Node comparison() {
    Node left = atom();
    Token next = tokens.peek();
    Optional<Comparator> comparator = next.kind() == Kind.SYMBOL ? Comparator.of(next.text()) : Optional.empty();
    if (comparator.isPresent()) {
      Operand operand = operand(left);
      tokens.next();
      count();
      return compare(comparator.get(), operand, operand(atom()));
    }
    if (next.isWord("BETWEEN")) {
      Operand operand = operand(left);
      tokens.next();
      count();
      Operand low = operand(atom());
      tokens.expectWord("AND");
      return between(operand, low, operand(atom()));
    }
    if (next.isWord("IN")) {
      Operand operand = operand(left);
      tokens.next();
      count();
      tokens.expect("(");
      return in(operand, arguments());
    }
    return left;
  }

  /** A parenthesised expression of either kind, a function, a value or a path. */
  private Node atom() {
    if (tokens.peek().is("(")) {
      return parenthesised();
    }
    Token token = tokens.peek();
    if (token.kind() == Kind.VALUE_PLACEHOLDER) {
      return new Operand.Constant(parsing.value());
    }
    if (isKeyword(token)) {
      throw tokens.syntax();
    }
    if (token.kind() == Kind.NAME && tokens.peekSecond().is("(")) {
      tokens.next();
      tokens.next();
      deeper();
      List<Operand> arguments = arguments();
      depth--;
      return function(token.text(), arguments);
    }
    return new Operand.Attribute(parsing.path());
  }

  private Node parenthesised() {
    Token open = tokens.next();
    deeper();
    Token first = tokens.peek();
    Node inner = or();
    boolean innerIsWhole = first.is("(") && lastOpen.equals(Optional.of(first)) && lastClose.equals(Optional.of(tokens.previous()));
    Token close = tokens.peek();
    tokens.expect(")");
    if (innerIsWhole) {
      parsing.problem("The expression has redundant parentheses;");
    }
    lastOpen = Optional.of(open);
    lastClose = Optional.of(close);
    depth--;
    return inner;
  }

  /** Operands up to the closing parenthesis. */
  private List<Operand> arguments() {
    List<Operand> arguments = new ArrayList<>();
    do {
      arguments.add(operand(atom()));
    } while (tokens.take(","));
    tokens.expect(")");
    return arguments;
  }

  private Node function(String name, List<Operand> arguments) {
    count();
    return switch (name) {
      case "attribute_exists" -> new Condition.Exists(path(name, arity(name, arguments, 1)));
      case "attribute_not_exists" -> new Condition.NotExists(path(name, arity(name, arguments, 1)));
      case "attribute_type" -> ofType(arity(name, arguments, 2));
      case "begins_with" -> beginsWith(arity(name, arguments, 2));
      case "contains" -> contains(arity(name, arguments, 2));
      case "size" -> size(arity(name, arguments, 1));
      default -> {
        parsing.problem("Invalid function name; function: " + name);
        yield new Condition.And(nothing(), nothing());
      }
    };
  }

  private List<Operand> arity(String name, List<Operand> arguments, int count) {
    if (arguments.size() == count) {
      return arguments;
    }
    parsing.problem("Incorrect number of operands for operator or function; operator or function: %s, number of operands: %d"
        .formatted(name, arguments.size()));
    List<Operand> padded = new ArrayList<>(arguments);
    padded.add(new Operand.Constant(new Value.Null()));
    return padded;
  }

  private Path path(String name, List<Operand> arguments) {
    if (arguments.getFirst() instanceof Operand.Attribute(Path path)) {
      return path;
    }
    parsing.problem("Operator or function requires a document path; operator or function: " + name);
    return new Path(List.of(new Path.Attribute("")));
  }

  private Condition ofType(List<Operand> arguments) {
    String name = "attribute_type";
    if (!(arguments.get(1) instanceof Operand.Constant(Value.S(String text)))) {
      wrongType("operator or function", name, arguments.get(1) instanceof Operand.Constant(Value value) ? value.type().name() : VALID_TYPES);
      return nothing();
    }
    for (Type type : Type.values()) {
      if (type.name().equals(text)) {
        return new Condition.OfType(arguments.getFirst(), type);
      }
    }
    parsing.problem("Invalid attribute type name found; type: %s, valid types: %s".formatted(text, VALID_TYPES));
    return nothing();
  }

  private Condition beginsWith(List<Operand> arguments) {
    for (Operand argument : arguments) {
      constant(argument).filter(value -> value.type() != Type.S && value.type() != Type.B)
          .ifPresent(value -> wrongType("operator or function", "begins_with", value.type().name()));
    }
    requireDistinct("begins_with", arguments.get(0), arguments.get(1));
    return new Condition.BeginsWith(arguments.get(0), arguments.get(1));
  }

  private Condition contains(List<Operand> arguments) {
    requireDistinct("contains", arguments.get(0), arguments.get(1));
    return new Condition.Contains(arguments.get(0), arguments.get(1));
  }

  private Operand size(List<Operand> arguments) {
    constant(arguments.getFirst()).filter(value -> value.length().isEmpty())
        .ifPresent(value -> wrongType("operator or function", "size", value.type().name()));
    return new Operand.Size(arguments.getFirst());
  }

  private Condition compare(Comparator comparator, Operand left, Operand right) {
    if (comparator.isOrder()) {
      requireOrdered(comparator.symbol(), left);
      requireOrdered(comparator.symbol(), right);
    }
    requireDistinct(comparator.symbol(), left, right);
    return new Condition.Compare(comparator, left, right);
  }

  private Condition between(Operand operand, Operand low, Operand high) {
    requireOrdered("BETWEEN", low);
    requireOrdered("BETWEEN", high);
    if (low instanceof Operand.Constant(Value from) && high instanceof Operand.Constant(Value to)) {
      OptionalInt order = from.compare(to);
      if (order.isEmpty()) {
        parsing.problem("The BETWEEN operator requires same data type for lower and upper bounds; " + bounds(from, to));
      } else if (order.getAsInt() > 0) {
        parsing.problem("The BETWEEN operator requires upper bound to be greater than or equal to lower bound; " + bounds(from, to));
      }
    }
    return new Condition.Between(operand, low, high);
  }

  private Condition in(Operand operand, List<Operand> candidates) {
    if (candidates.size() > 100) {
      parsing.problem("The IN operator is provided with too many operands; number of operands: " + candidates.size());
    }
    return new Condition.In(operand, candidates);
  }

  private static String bounds(Value low, Value high) {
    return "lower bound operand: AttributeValue: %s, upper bound operand: AttributeValue: %s".formatted(print(low), print(high));
  }

  private static String print(Value value) {
    String text = switch (value) {
      case Value.S(String s) -> s;
      case Value.N(var number) -> number.toPlainString();
      case Value.B(var bytes) -> bytes.toString();
      case Value.SS _, Value.NS _, Value.BS _, Value.M _, Value.L _, Value.Bool _, Value.Null _ -> "";
    };
    return "{" + value.type() + ":" + text + "}";
  }

  private void requireOrdered(String operator, Operand operand) {
    constant(operand).filter(value -> !value.type().isScalarKey()).ifPresent(value -> wrongType("operator", operator, value.type().name()));
  }

  private void requireDistinct(String operator, Operand first, Operand second) {
    if (first instanceof Operand.Attribute(Path path) && first.equals(second)) {
      parsing.problem("The first operand must be distinct from the remaining operands for this operator or function; operator: %s, first operand: %s"
          .formatted(operator, path));
    }
  }

  private void wrongType(String what, String name, String type) {
    parsing.problem("Incorrect operand type for operator or function; %s: %s, operand type: %s".formatted(what, name, type));
  }

  private static Optional<Value> constant(Operand operand) {
    return operand instanceof Operand.Constant(Value value) ? Optional.of(value) : Optional.empty();
  }

  /** The node as a condition: a lone value or path is a syntax error, {@code size} alone is misused. */
  private Condition condition(Node node) {
    return switch (node) {
      case Condition condition -> condition;
      case Operand.Size _ -> {
        misused("size");
        yield nothing();
      }
      case Operand.Attribute _, Operand.Constant _ -> throw tokens.syntax();
    };
  }

  private Operand operand(Node node) {
    return switch (node) {
      case Operand operand -> operand;
      case Condition.Exists _ -> misused("attribute_exists");
      case Condition.NotExists _ -> misused("attribute_not_exists");
      case Condition.OfType _ -> misused("attribute_type");
      case Condition.BeginsWith _ -> misused("begins_with");
      case Condition.Contains _ -> misused("contains");
      case Condition.And _, Condition.Or _, Condition.Not _, Condition.Compare _, Condition.Between _, Condition.In _ -> throw tokens.syntax();
    };
  }

  private Operand misused(String function) {
    parsing.problem("The function is not allowed to be used this way in an expression; function: " + function);
    return new Operand.Constant(new Value.Null());
  }

  /** Stands where a problem was noted: never evaluated. */
  private static Condition nothing() {
    return new Condition.Exists(new Path(List.of(new Path.Attribute(""))));
  }

  private void count() {
    operators++;
    if (operators > MAX_OPERATORS) {
      throw tokens.error("The expression contains too many operators; operator count: " + operators);
    }
  }

  /** Parsing is recursive: a depth that no real expression has must not overflow the stack. */
  private void deeper() {
    depth++;
    if (depth > MAX_OPERATORS) {
      throw tokens.error("The expression contains too many operators; operator count: " + depth);
    }
  }

  private static boolean isKeyword(Token token) {
    return token.isWord("AND") || token.isWord("OR") || token.isWord("NOT") || token.isWord("BETWEEN") || token.isWord("IN");
  }
}
