package dev.postern.core.policy.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * A text with wildcards, ready to match.
 *
 * <p>Between two runs stands a piece. The first piece is anchored to the beginning, the last to the end; each piece between is looked for
 * leftmost after the one before, which never misses a match, so nothing is tried twice: no pattern makes it slower than one pass.
 */
final class Glob {
  private final Piece head;
  private final Piece[] middle;
  private final Piece tail;
  /** Without a run the head is all. */
  private final boolean runs;

  private Glob(Piece head, Piece[] middle, Piece tail, boolean runs) {
    this.head = head;
    this.middle = middle;
    this.tail = tail;
    this.runs = runs;
  }

  /** @param template without variables */
  static Glob of(Template template) {
    List<List<Atom>> pieces = new ArrayList<>();
    List<Atom> piece = new ArrayList<>();
    for (Atom atom : template.atoms()) {
      if (atom instanceof Atom.Run) {
        pieces.add(piece);
        piece = new ArrayList<>();
      } else {
        piece.add(atom);
      }
    }
    pieces.add(piece);
    Piece[] all = pieces.stream().map(Piece::of).toArray(Piece[]::new);
    Piece[] middle = all.length > 2 ? java.util.Arrays.copyOfRange(all, 1, all.length - 1) : new Piece[0];
    return new Glob(all[0], middle, all[all.length - 1], all.length > 1);
  }

  /** Whether {@code text} from {@code from} to {@code to} matches. */
  boolean matches(String text, int from, int to) {
    if (!runs) {
      return to - from == head.length() && head.isAt(text, from);
    }
    int last = to - tail.length();
    int at = from + head.length();
    if (at > last || !head.isAt(text, from) || !tail.isAt(text, last)) {
      return false;
    }
    for (Piece piece : middle) {
      int found = piece.find(text, at, last);
      if (found < 0) {
        return false;
      }
      at = found + piece.length();
    }
    return true;
  }
}
