package dev.postern.engine.dynamodb.expression;

/** A token of an expression and where it stands: characters {@code start} to {@code end} of the source. */
record Token(Kind kind, String text, int start, int end) {
  enum Kind {
    NAME,
    NAME_PLACEHOLDER,
    VALUE_PLACEHOLDER,
    NUMBER,
    SYMBOL,
    UNKNOWN,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isWord(String word) {
    return kind == Kind.NAME && text.equalsIgnoreCase(word);
  }
}
