package dev.postern.core.policy.pattern;

import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Fold;
import dev.postern.core.policy.request.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text of a policy, taken apart: literals, wildcards, variables. Two literals never touch, nor do two runs.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html">AWS</a>
 */
public record Template(List<Atom> atoms) {
  private static final String OTHERWISE = ", '";
  /** No variable is longer: looking further for its end would take time quadratic in a text of nothing but beginnings. */
  private static final int LONGEST_VARIABLE = 1024;

  public Template {
    atoms = List.copyOf(atoms);
  }

  /** @param wildcards whether {@code *} and {@code ?} are any; @param variables whether <code>${…}</code> is replaced, as Version 2012-10-17 has it */
  public static Template parse(String text, boolean wildcards, boolean variables) {
    Builder builder = new Builder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int close = variables && c == '$' && text.startsWith("${", at) ? text.indexOf('}', at, Math.min(text.length(), at + LONGEST_VARIABLE)) : -1;
      if (close > 0 && builder.variable(text.substring(at + 2, close))) {
        at = close + 1;
      } else {
        if (wildcards && c == '*') {
          builder.run();
        } else if (wildcards && c == '?') {
          builder.add(new Atom.One());
        } else {
          builder.literal(c);
        }
        at++;
      }
    }
    return builder.build();
  }

  public boolean hasVariables() {
    return atoms.stream().anyMatch(Atom.Variable.class::isInstance);
  }

  public boolean hasWildcards() {
    return atoms.stream().anyMatch(atom -> atom instanceof Atom.Run || atom instanceof Atom.One);
  }

  /** This with the context's values, which are literals whatever they hold; empty when a variable has neither one value nor a default. */
  public Optional<Template> resolve(Context context) {
    Builder builder = new Builder();
    for (Atom atom : atoms) {
      if (atom instanceof Atom.Variable variable) {
        Optional<String> value = value(variable, context);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        builder.literal(value.get());
      } else {
        builder.add(atom);
      }
    }
    return Optional.of(builder.build());
  }

  static Optional<String> value(Atom.Variable variable, Context context) {
    Values values = context.get(variable.folded());
    return values.size() == 1 ? Optional.of(values.at(0)) : values.isPresent() ? Optional.empty() : variable.otherwise();
  }

  /** The segments between colons, at most {@code limit}: the last takes the rest with its colons. */
  public List<Template> splitAtColons(int limit) {
    List<Template> segments = new ArrayList<>();
    Builder segment = new Builder();
    for (Atom atom : atoms) {
      if (!(atom instanceof Atom.Literal(String text))) {
        segment.add(atom);
        continue;
      }
      int from = 0;
      for (int colon = text.indexOf(':'); colon >= 0 && segments.size() < limit - 1; colon = text.indexOf(':', from)) {
        segment.literal(text.substring(from, colon));
        segments.add(segment.build());
        segment = new Builder();
        from = colon + 1;
      }
      segment.literal(text.substring(from));
    }
    segments.add(segment.build());
    return segments;
  }

  /** The literal that this is when it has neither wildcards nor variables. */
  public Optional<String> literal() {
    return switch (atoms.size()) {
      case 0 -> Optional.of("");
      case 1 -> atoms.getFirst() instanceof Atom.Literal(String text) ? Optional.of(text) : Optional.empty();
      default -> Optional.empty();
    };
  }

  public Template folded() {
    return new Template(
        atoms.stream().map(atom -> atom instanceof Atom.Literal(String text) ? new Atom.Literal(Fold.lower(text)) : atom).toList());
  }

  /** Joins what touches. */
  static final class Builder {
    private final List<Atom> atoms = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    void literal(char c) {
      literal.append(c);
    }

    void literal(String text) {
      literal.append(text);
    }

    void run() {
      flush();
      if (atoms.isEmpty() || !(atoms.getLast() instanceof Atom.Run)) {
        atoms.add(new Atom.Run());
      }
    }

    void add(Atom atom) {
      switch (atom) {
        case Atom.Literal(String text) -> literal(text);
        case Atom.Run _ -> run();
        case Atom.One _, Atom.Variable _ -> {
          flush();
          atoms.add(atom);
        }
      }
    }

    /** What stands between the braces; false when that is no variable, so that its characters stand for themselves. */
    boolean variable(String inside) {
      if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
        literal(inside);
        return true;
      }
      int comma = inside.indexOf(OTHERWISE);
      boolean defaulted = comma >= 0 && inside.length() > comma + OTHERWISE.length() && inside.endsWith("'");
      String key = defaulted ? inside.substring(0, comma) : inside;
      if (key.isEmpty() || key.indexOf('\'') >= 0 || key.indexOf('{') >= 0 || key.indexOf('$') >= 0) {
        return false;
      }
      Optional<String> otherwise = defaulted ? Optional.of(inside.substring(comma + OTHERWISE.length(), inside.length() - 1)) : Optional.empty();
      add(new Atom.Variable(key, Fold.lower(key), otherwise));
      return true;
    }

    Template build() {
      flush();
      return new Template(atoms);
    }

    private void flush() {
      if (!literal.isEmpty()) {
        atoms.add(new Atom.Literal(literal.toString()));
        literal.setLength(0);
      }
    }
  }
}
