package dev.postern.core.policy.proof.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds a text that is in every one of some sets and in none of others.
 *
 * <p>Most questions are answered without a search: a glob's own example fits, or the glob lies within one that is excluded. What is left
 * goes through the product of the globs' automata, made state by state and never as a whole, shortest text first.
 */
public final class TextSolver {
  /** What a search comes to. */
  public sealed interface Result {
    record Found(String text) implements Result {}

    /** There is no such text. */
    record Empty() implements Result {}

    /** More states than are worth looking at, or more work. */
    record TooMany() implements Result {}
  }

  private static final String[] FILLINGS = {"x", "", "x/x", "0"};

  private TextSolver() {}

  /** @param work what it may do; when that is spent it gives up */
  public static Result solve(List<TextSet> within, List<TextSet> without, Work work) {
    if (within.isEmpty()) {
      return solve(List.of(TextSet.ANY), without, work);
    }
    TextSet smallest = within.getFirst();
    for (TextSet set : within) {
      boolean better = set.isFinite() != smallest.isFinite() ? set.isFinite() : set.globs().size() < smallest.globs().size();
      smallest = better ? set : smallest;
    }
    List<Glob> open = new ArrayList<>();
    char other = smallest.isFinite() ? ' ' : unused(within, without);
    for (Glob glob : smallest.globs()) {
      Optional<String> example = glob.exactText().isPresent() ? glob.exactText().filter(text -> fits(text, within, without, work)) : example(glob, other, within, without, work);
      if (example.isPresent()) {
        return new Result.Found(example.get());
      }
      if (glob.exactText().isEmpty() && !isClosed(glob, within, without, work)) {
        open.add(glob);
      }
      if (work.isSpent()) {
        return new Result.TooMany();
      }
    }
    return open.isEmpty() ? new Result.Empty() : new Product(open, within, without).search(work);
  }

  private static Optional<String> example(Glob glob, char other, List<TextSet> within, List<TextSet> without, Work work) {
    for (String filling : FILLINGS) {
      String example = glob.example(filling, other);
      if (fits(example, within, without, work)) {
        return Optional.of(example);
      }
    }
    return Optional.empty();
  }

  private static boolean fits(String text, List<TextSet> within, List<TextSet> without, Work work) {
    for (TextSet set : within) {
      if (!set.contains(text, work)) {
        return false;
      }
    }
    for (TextSet set : without) {
      if (set.contains(text, work)) {
        return false;
      }
    }
    return true;
  }

  /** Whether no text of {@code glob} can fit, for a reason that is seen at once. */
  private static boolean isClosed(Glob glob, List<TextSet> within, List<TextSet> without, Work work) {
    for (TextSet set : without) {
      for (Glob excluded : set.globs()) {
        if (excluded.surelyCovers(glob, work)) {
          return true;
        }
      }
    }
    for (TextSet set : within) {
      boolean misses = true;
      for (Glob needed : set.globs()) {
        if (!needed.surelyMisses(glob)) {
          misses = false;
          break;
        }
      }
      if (misses) {
        return true;
      }
    }
    return false;
  }

  /** A letter that no glob spells. */
  static char unused(List<TextSet> within, List<TextSet> without) {
    StringBuilder spelled = new StringBuilder();
    for (List<TextSet> sets : List.of(within, without)) {
      for (TextSet set : sets) {
        for (Glob glob : set.globs()) {
          for (int symbol : glob.symbols) {
            spelled.appendCodePoint(Symbol.example(symbol, '0'));
          }
        }
      }
    }
    String letters = "xyzqwkjvuponmlihgsrtXYZQWKJVUPONMLIHGSRT_~!";
    for (int i = 0; i < letters.length(); i++) {
      if (spelled.indexOf(letters.substring(i, i + 1)) < 0) {
        return letters.charAt(i);
      }
    }
    return '\u00e6';
  }
}
