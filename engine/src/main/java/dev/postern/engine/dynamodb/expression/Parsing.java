package dev.postern.engine.dynamodb.expression;

import dev.postern.engine.dynamodb.expression.Token.Kind;
import dev.postern.engine.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the parsers share: paths, placeholders, and the first error of meaning. AWS reports a syntax error anywhere before an
 * error of meaning, so meaning is noted while parsing and thrown at the end.
 */
final class Parsing {
  final Tokens tokens;
  private final Placeholders placeholders;
  private Optional<String> problem = Optional.empty();

  Parsing(String parameter, String source, Placeholders placeholders) {
    this.tokens = new Tokens(parameter, source);
    this.placeholders = placeholders;
  }

  /** Notes an error of meaning; the first one noted is thrown by {@link #finish}. */
  void problem(String message) {
    if (problem.isEmpty()) {
      problem = Optional.of(message);
    }
  }

  void finish() {
    tokens.expectEnd();
    if (problem.isPresent()) {
      throw tokens.error(problem.get());
    }
  }

  boolean atPath() {
    Kind kind = tokens.peek().kind();
    return kind == Kind.NAME || kind == Kind.NAME_PLACEHOLDER;
  }

  Path path() {
    List<Path.Step> steps = new ArrayList<>();
    steps.add(attribute());
    while (true) {
      if (tokens.take(".")) {
        steps.add(attribute());
      } else if (tokens.take("[")) {
        steps.add(element());
        tokens.expect("]");
      } else {
        return new Path(steps);
      }
    }
  }

  /** The value of the placeholder that must be next. */
  Value value() {
    if (tokens.peek().kind() != Kind.VALUE_PLACEHOLDER) {
      throw tokens.syntax();
    }
    String placeholder = tokens.next().text();
    return placeholders.value(placeholder).orElseGet(() -> {
      problem("An expression attribute value used in expression is not defined; attribute value: " + placeholder);
      return new Value.Null();
    });
  }

  private Path.Step attribute() {
    Token token = tokens.peek();
    if (token.kind() == Kind.NAME_PLACEHOLDER) {
      tokens.next();
      return new Path.Attribute(placeholders.name(token.text()).orElseGet(() -> {
        problem("An expression attribute name used in the document path is not defined; attribute name: " + token.text());
        return token.text();
      }));
    }
    if (token.kind() != Kind.NAME) {
      throw tokens.syntax();
    }
    tokens.next();
    if (ReservedWords.contains(token.text())) {
      problem("Attribute name is a reserved keyword; reserved keyword: " + token.text());
    }
    return new Path.Attribute(token.text());
  }

  private Path.Step element() {
    Token token = tokens.peek();
    if (token.kind() != Kind.NUMBER) {
      throw tokens.syntax();
    }
    tokens.next();
    if (token.text().length() > 9) {
      problem("List index is not within the allowable range; index: [" + token.text() + "]");
      return new Path.Element(0);
    }
    return new Path.Element(Integer.parseInt(token.text()));
  }
}
