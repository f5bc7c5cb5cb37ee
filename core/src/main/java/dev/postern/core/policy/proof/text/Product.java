package dev.postern.core.policy.proof.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The product of the automata of several sets of globs, searched breadth first. A state holds, for each set, the positions of its globs that
 * the text so far may have reached, one bit each; all sets share one long array.
 */
final class Product {
  private static final int MOST_STATES = 20_000;
  private static final int WORD = 64;
  /** What making and keeping a state takes, as {@link Work} counts. */
  private static final long STATE = 20;

  private final List<List<Glob>> parts = new ArrayList<>();
  private final int needed;
  /** Where each part's bits begin; the last entry is the total. */
  private final int[] starts;
  private final int[] symbols;
  /** Whether a glob ends before this bit. */
  private final boolean[] ends;

  private record Step(int parent, int c) {}

  /** @param open the globs, of one of the sets in {@code within}, that are left to look at */
  Product(List<Glob> open, List<TextSet> within, List<TextSet> without) {
    parts.add(open);
    within.forEach(set -> parts.add(set.globs()));
    needed = parts.size();
    parts.add(without.stream().flatMap(set -> set.globs().stream()).distinct().toList());
    starts = new int[parts.size() + 1];
    int bits = 0;
    for (int i = 0; i < parts.size(); i++) {
      starts[i] = bits;
      for (Glob glob : parts.get(i)) {
        bits += glob.symbols.length + 1;
      }
    }
    starts[parts.size()] = bits;
    symbols = new int[bits];
    ends = new boolean[bits];
    int bit = 0;
    for (List<Glob> part : parts) {
      for (Glob glob : part) {
        System.arraycopy(glob.symbols, 0, symbols, bit, glob.symbols.length);
        bit += glob.symbols.length;
        ends[bit++] = true;
      }
    }
  }

  TextSolver.Result search(Work work) {
    int[] alphabet = alphabet();
    List<long[]> states = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    Map<Key, Integer> known = new HashMap<>();
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    long[] start = start();
    if (isAlive(start)) {
      states.add(start);
      steps.add(new Step(-1, ' '));
      known.put(new Key(start), 0);
      queue.add(0);
    }
    while (!queue.isEmpty()) {
      int from = queue.poll();
      if (accepts(states.get(from))) {
        return new TextSolver.Result.Found(spell(steps, from));
      }
      work.spend(alphabet.length * (2L * reachedIn(states.get(from)) + 8L * start.length + starts.length + STATE));
      if (work.isSpent()) {
        return new TextSolver.Result.TooMany();
      }
      for (int c : alphabet) {
        long[] next = next(states.get(from), c);
        if (isAlive(next) && known.putIfAbsent(new Key(next), states.size()) == null) {
          if (states.size() == MOST_STATES) {
            return new TextSolver.Result.TooMany();
          }
          queue.add(states.size());
          states.add(next);
          steps.add(new Step(from, c));
        }
      }
    }
    return new TextSolver.Result.Empty();
  }

  /** How many positions it has reached. */
  private static int reachedIn(long[] state) {
    int reached = 0;
    for (long word : state) {
      reached += Long.bitCount(word);
    }
    return reached;
  }

  private static String spell(List<Step> steps, int at) {
    ArrayDeque<Integer> backwards = new ArrayDeque<>();
    for (int i = at; steps.get(i).parent() >= 0; i = steps.get(i).parent()) {
      backwards.push(steps.get(i).c());
    }
    StringBuilder text = new StringBuilder();
    backwards.forEach(text::appendCodePoint);
    return text.toString();
  }

  private long[] start() {
    long[] state = new long[(symbols.length + WORD - 1) / WORD];
    int bit = 0;
    for (List<Glob> part : parts) {
      for (Glob glob : part) {
        reach(state, bit);
        bit += glob.symbols.length + 1;
      }
    }
    return state;
  }

  /** Sets a position and those behind the runs that follow it, which may be empty. */
  private void reach(long[] state, int bit) {
    int at = bit;
    state[at / WORD] |= 1L << at % WORD;
    while (!ends[at] && Symbol.isRun(symbols[at])) {
      at++;
      state[at / WORD] |= 1L << at % WORD;
    }
  }

  private long[] next(long[] state, int c) {
    long[] next = new long[state.length];
    for (int w = 0; w < state.length; w++) {
      for (long word = state[w]; word != 0; word &= word - 1) {
        int bit = w * WORD + Long.numberOfTrailingZeros(word);
        if (!ends[bit] && Symbol.takes(symbols[bit], c)) {
          reach(next, Symbol.isRun(symbols[bit]) ? bit : bit + 1);
        }
      }
    }
    return next;
  }

  /** Whether every needed set can still be reached. */
  private boolean isAlive(long[] state) {
    for (int part = 0; part < needed; part++) {
      if (!anyBit(state, starts[part], starts[part + 1])) {
        return false;
      }
    }
    return true;
  }

  private static boolean anyBit(long[] state, int from, int to) {
    for (int bit = from; bit < to; ) {
      long word = state[bit / WORD] >>> bit % WORD;
      if (word != 0) {
        return bit + Long.numberOfTrailingZeros(word) < to;
      }
      bit += WORD - bit % WORD;
    }
    return false;
  }

  private boolean accepts(long[] state) {
    for (int part = 0; part < parts.size(); part++) {
      boolean reached = false;
      for (int bit = starts[part]; bit < starts[part + 1] && !reached; bit++) {
        reached = ends[bit] && (state[bit / WORD] >>> bit % WORD & 1) != 0;
      }
      if (reached != part < needed) {
        return false;
      }
    }
    return true;
  }

  /** Every character that a glob spells, and one for each class of those that none does. */
  private int[] alphabet() {
    TreeSet<Integer> characters = new TreeSet<>();
    for (int bit = 0; bit < symbols.length; bit++) {
      if (!ends[bit]) {
        int symbol = symbols[bit];
        if (symbol >= 0 || Symbol.isLetter(symbol)) {
          int c = Symbol.example(symbol, ' ');
          characters.add(c);
          if (symbol < 0) {
            characters.add(c - 32);
          }
        }
      }
    }
    characters.add((int) ':');
    characters.add((int) '/');
    for (String kind : new String[] {"0123456789", "abcdef", "xyzqwkjvuponmlihgsrtXYZQWKJVUPONMLIHGSRT_~!\u00e6"}) {
      for (char c : kind.toCharArray()) {
        if (characters.add((int) c)) {
          break;
        }
      }
    }
    return characters.stream().mapToInt(Integer::intValue).toArray();
  }

  /** A state as a key. */
  private static final class Key {
    private final long[] state;
    private final int hash;

    Key(long[] state) {
      this.state = state;
      this.hash = Arrays.hashCode(state);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && Arrays.equals(state, that.state);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
