package dev.postern.engine.dynamodb.value;

/** The type of an attribute value; a constant's name is its descriptor on the wire, its ordinal is on disk: add new ones at the end. */
public enum Type {
  S("STRING"),
  N("NUMBER"),
  B("BINARY"),
  SS("STRING_SET"),
  NS("NUMBER_SET"),
  BS("BINARY_SET"),
  M("MAP"),
  L("LIST"),
  NULL("NULL"),
  BOOL("BOOLEAN");

  private final String word;

  Type(String word) {
    this.word = word;
  }

  /** The word that the messages about ADD and DELETE use. */
  public String word() {
    return word;
  }

  public boolean isSet() {
    return this == SS || this == NS || this == BS;
  }

  /** Whether values of this type have an order, so that they may be keys and may be compared. */
  public boolean isScalarKey() {
    return this == S || this == N || this == B;
  }
}
