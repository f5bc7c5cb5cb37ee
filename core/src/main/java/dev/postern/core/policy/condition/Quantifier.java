package dev.postern.core.policy.condition;

/**
 * How an operator speaks about a key of many values.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html">AWS</a>
 */
public enum Quantifier {
  /** Of the one value. */
  NONE(""),
  /** Of every value, if any. */
  ALL("ForAllValues:"),
  /** Of some value. */
  ANY("ForAnyValue:");

  private final String prefix;

  Quantifier(String prefix) {
    this.prefix = prefix;
  }

  public String prefix() {
    return prefix;
  }
}
