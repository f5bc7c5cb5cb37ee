package dev.postern.core.policy.json;

/** Where something begins in a text: line and column from 1, and the number of characters before it. */
public record Place(int line, int column, int offset) {
  public static final Place START = new Place(1, 1, 0);

  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
