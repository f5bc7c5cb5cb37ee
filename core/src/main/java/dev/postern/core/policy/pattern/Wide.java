package dev.postern.core.policy.pattern;

import java.util.HashMap;
import java.util.Map;

/**
 * A glob for texts with characters beyond the first 65,536, which take two units of a text: a wildcard takes both, and half of one is no
 * character.
 *
 * <p>Each of the pattern's characters is a unit of its own here, and one more stands for all others, which the pattern cannot tell apart. So
 * the text is spelt anew, once, and matched as any.
 */
final class Wide {
  private static final char OTHER = 0;

  private final Map<Integer, Character> units = new HashMap<>();
  private final Glob glob;

  private Wide(Template template) {
    for (Atom atom : template.atoms()) {
      if (atom instanceof Atom.Literal(String text)) {
        text.codePoints().forEach(c -> units.putIfAbsent(c, (char) (units.size() + 1)));
      }
    }
    this.glob = Glob.of(new Template(template.atoms().stream().map(this::spelt).toList()));
  }

  /** @param template without variables */
  static Wide of(Template template) {
    return new Wide(template);
  }

  /** Whether it makes a difference to a template: it has single wildcards, or halves of characters. */
  static boolean concerns(Template template) {
    return template.atoms().stream().anyMatch(atom -> atom instanceof Atom.One || atom instanceof Atom.Literal(String text) && hasHalves(text));
  }

  private static boolean hasHalves(String text) {
    return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  /** Whether a text has a character of two units between {@code from} and {@code to}. */
  static boolean concerns(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Character.isHighSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  boolean matches(String text, int from, int to) {
    String spelt = spelt(text.substring(from, to));
    return glob.matches(spelt, 0, spelt.length());
  }

  private Atom spelt(Atom atom) {
    return atom instanceof Atom.Literal(String text) ? new Atom.Literal(spelt(text)) : atom;
  }

  private String spelt(String text) {
    StringBuilder spelt = new StringBuilder();
    text.codePoints().forEach(c -> spelt.append(units.getOrDefault(c, OTHER).charValue()));
    return spelt.toString();
  }
}
