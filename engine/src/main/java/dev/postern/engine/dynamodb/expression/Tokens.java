package dev.postern.engine.dynamodb.expression;

import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.engine.dynamodb.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** The tokens of one expression with a place in them; it words the errors of that expression. */
final class Tokens {
  private static final int MAX_BYTES = 4096;

  private final String parameter;
  private final String source;
  private final List<Token> tokens;
  private int position;

  /** @param parameter the request's member, for example {@code ConditionExpression} */
  Tokens(String parameter, String source) {
    this.parameter = parameter;
    this.source = source;
    if (source.isBlank()) {
      throw error("The expression can not be empty;");
    }
    if (source.length() > MAX_BYTES) {
      throw error("Expression size has exceeded the maximum allowed size; expression size: " + source.length());
    }
    this.tokens = scan(source);
  }

  Token peek() {
    return tokens.get(position);
  }

  Token peekSecond() {
    return tokens.get(Math.min(position + 1, tokens.size() - 1));
  }

  /** The token taken last; only to be asked when one was. */
  Token previous() {
    return tokens.get(position - 1);
  }

  Token next() {
    Token token = tokens.get(position);
    if (token.kind() != Kind.END) {
      position++;
    }
    return token;
  }

  /** Takes the symbol if it is next. */
  boolean take(String symbol) {
    boolean there = peek().is(symbol);
    if (there) {
      position++;
    }
    return there;
  }

  boolean takeWord(String word) {
    boolean there = peek().isWord(word);
    if (there) {
      position++;
    }
    return there;
  }

  void expect(String symbol) {
    if (!take(symbol)) {
      throw syntax();
    }
  }

  void expectWord(String word) {
    if (!takeWord(word)) {
      throw syntax();
    }
  }

  void expectEnd() {
    if (peek().kind() != Kind.END) {
      throw syntax();
    }
  }

  /** A syntax error at the next token; AWS shows it with its neighbours. */
  RuntimeException syntax() {
    Token token = peek();
    int start = position == 0 ? token.start() : tokens.get(position - 1).start();
    int end = position + 1 < tokens.size() ? tokens.get(position + 1).end() : token.end();
    String text = token.kind() == Kind.END ? "<EOF>" : token.text();
    return error("Syntax error; token: \"%s\", near: \"%s\"".formatted(text, source.substring(start, end)));
  }

  RuntimeException error(String message) {
    return VALIDATION.saying("Invalid " + parameter + ": " + message);
  }

  private static List<Token> scan(String source) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < source.length()) {
      if (Character.isWhitespace(source.charAt(at))) {
        at++;
        continue;
      }
      Token token = token(source, at);
      tokens.add(token);
      at = token.end();
    }
    // The end stands right after the last token, so that an error there shows no blanks.
    int end = tokens.isEmpty() ? source.length() : tokens.getLast().end();
    tokens.add(new Token(Kind.END, "", end, end));
    return tokens;
  }

  private static Token token(String source, int start) {
    char c = source.charAt(start);
    if (isLetter(c)) {
      return word(Kind.NAME, source, start, start + 1);
    }
    if ((c == '#' || c == ':') && start + 1 < source.length() && isWordPart(source.charAt(start + 1))) {
      return word(c == '#' ? Kind.NAME_PLACEHOLDER : Kind.VALUE_PLACEHOLDER, source, start, start + 1);
    }
    if (isDigit(c)) {
      int end = start;
      while (end < source.length() && isDigit(source.charAt(end))) {
        end++;
      }
      return new Token(Kind.NUMBER, source.substring(start, end), start, end);
    }
    String two = source.substring(start, Math.min(start + 2, source.length()));
    if (two.equals("<>") || two.equals("<=") || two.equals(">=")) {
      return new Token(Kind.SYMBOL, two, start, start + 2);
    }
    Kind kind = "()[],.=<>+-".indexOf(c) >= 0 ? Kind.SYMBOL : Kind.UNKNOWN;
    return new Token(kind, String.valueOf(c), start, start + 1);
  }

  private static Token word(Kind kind, String source, int start, int from) {
    int end = from;
    while (end < source.length() && isWordPart(source.charAt(end))) {
      end++;
    }
    return new Token(kind, source.substring(start, end), start, end);
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordPart(char c) {
    return isLetter(c) || isDigit(c);
  }
}
