package dev.postern.core.policy.proof;

import dev.postern.core.policy.condition.ConditionKeys;
import dev.postern.core.policy.pattern.Template;
import java.util.List;
import java.util.Set;

/**
 * One thing that requests differ in: who calls, the action, the resource, or a condition key, whose name is in lower case.
 *
 * @param open of a chance, the texts with variables; the name then begins with the attribute that they are compared with
 */
record Attribute(Kind kind, String name, List<Template> open) implements Comparable<Attribute> {
  /** What its values are. */
  enum Kind {
    WHO,
    ACTION,
    RESOURCE,
    /** A condition key of at most one value. */
    KEY,
    /** A condition key of any number of values. */
    KEYS,
    /** Whether the value of a policy variable fits, which is taken to be free. */
    CHANCE
  }

  static final Attribute WHO = new Attribute(Kind.WHO, "who", List.of());
  static final Attribute ACTION = new Attribute(Kind.ACTION, "action", List.of());
  static final Attribute RESOURCE = new Attribute(Kind.RESOURCE, "resource", List.of());

  private static final Set<String> ALWAYS = Set.of("aws:viaawsservice", "aws:securetransport", "aws:currenttime", "aws:epochtime", "aws:requestedregion");

  static Attribute key(String folded) {
    return new Attribute(ConditionKeys.isMultivalued(folded) ? Kind.KEYS : Kind.KEY, folded, List.of());
  }

  /** Whether the values of variables in {@code open} make one of these texts of the attribute {@code of}. */
  static Attribute chance(String of, List<Template> open) {
    return new Attribute(Kind.CHANCE, of + " " + open, open);
  }

  /** Whether every request has it. */
  boolean isAlwaysPresent() {
    return switch (kind) {
      case WHO, ACTION, RESOURCE, CHANCE -> true;
      case KEY -> ALWAYS.contains(name);
      case KEYS -> false;
    };
  }

  @Override
  public int compareTo(Attribute other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : name.compareTo(other.name);
  }
}
