package dev.postern.core.policy.lint;

/** How bad a finding is. */
public enum Severity {
  /** The policy does not do what anybody can have meant. */
  ERROR,
  /** It may not do what was meant. */
  WARNING,
  INFO
}
