package dev.postern.core.policy.pattern;

import java.util.Optional;

/** One part of a text in a policy. */
public sealed interface Atom {
  /** Characters that stand for themselves; never empty. */
  record Literal(String text) implements Atom {}

  /** {@code ?}: any one character. */
  record One() implements Atom {}

  /** {@code *}: any characters, or none. */
  record Run() implements Atom {}

  /** {@code ${key}} or <code>${key, 'otherwise'}</code>. {@code folded} is the key in lower case. */
  record Variable(String key, String folded, Optional<String> otherwise) implements Atom {}
}
