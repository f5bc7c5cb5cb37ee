package dev.postern.core.policy.pattern;

import java.util.Arrays;
import java.util.List;

/**
 * Characters and single wildcards that follow one another in a glob.
 *
 * <p>Without wildcards it is found by Knuth, Morris and Pratt, with them by shift-and, which keeps one bit for each position of the piece
 * that the text read so far may have reached: both look at each character of the text once.
 */
final class Piece {
  private static final int WORD = 64;
  private static final int ASCII = 128;
  /** So few characters are compared at each place of the text as fast as anything else. */
  private static final int FEW = 8;

  /** The characters; where a wildcard stands, any. */
  private final char[] chars;
  private final boolean[] wild;
  private final boolean literal;
  private final String text;
  /** For each prefix the length of its longest proper border; empty when it is not needed. */
  private final int[] borders;
  /** For each ASCII character the positions that it fits, as a word; empty when it is not needed. */
  private final long[] fits;

  private Piece(char[] chars, boolean[] wild) {
    this.chars = chars;
    this.wild = wild;
    this.text = new String(chars);
    boolean plain = true;
    for (boolean any : wild) {
      plain &= !any;
    }
    this.literal = plain;
    this.borders = plain ? borders(chars) : new int[0];
    this.fits = plain || chars.length <= FEW || chars.length > WORD ? new long[0] : fits();
  }

  static Piece of(List<Atom> atoms) {
    StringBuilder chars = new StringBuilder();
    boolean[] wild = new boolean[0];
    for (Atom atom : atoms) {
      switch (atom) {
        case Atom.Literal(String literal) -> chars.append(literal);
        case Atom.One _ -> {
          wild = Arrays.copyOf(wild, Math.max(wild.length, chars.length() + 1));
          wild[chars.length()] = true;
          chars.append('?');
        }
        case Atom.Run _, Atom.Variable _ -> throw new IllegalArgumentException("not in a piece: " + atom);
      }
    }
    return new Piece(chars.toString().toCharArray(), Arrays.copyOf(wild, chars.length()));
  }

  int length() {
    return chars.length;
  }

  boolean isAt(String other, int at) {
    if (literal) {
      return other.startsWith(text, at);
    }
    for (int i = 0; i < chars.length; i++) {
      if (!wild[i] && chars[i] != other.charAt(at + i)) {
        return false;
      }
    }
    return true;
  }

  /** Where this stands first between {@code from} and {@code to}, or -1. */
  int find(String other, int from, int to) {
    if (chars.length == 0) {
      return from;
    }
    if (literal) {
      return findLiteral(other, from, to);
    }
    return chars.length <= FEW ? findFew(other, from, to) : chars.length <= WORD ? findShort(other, from, to) : findLong(other, from, to);
  }

  private int findFew(String other, int from, int to) {
    for (int at = from; at + chars.length <= to; at++) {
      if (isAt(other, at)) {
        return at;
      }
    }
    return -1;
  }

  private int findLiteral(String other, int from, int to) {
    int reached = 0;
    for (int i = from; i < to; i++) {
      char c = other.charAt(i);
      while (reached > 0 && chars[reached] != c) {
        reached = borders[reached - 1];
      }
      if (chars[reached] == c && ++reached == chars.length) {
        return i - chars.length + 1;
      }
    }
    return -1;
  }

  private int findShort(String other, int from, int to) {
    long goal = 1L << (chars.length - 1);
    long reached = 0;
    for (int i = from; i < to; i++) {
      char c = other.charAt(i);
      reached = (reached << 1 | 1) & (c < ASCII ? fits[c] : fitting(c, 0));
      if ((reached & goal) != 0) {
        return i - chars.length + 1;
      }
    }
    return -1;
  }

  private int findLong(String other, int from, int to) {
    int words = (chars.length + WORD - 1) / WORD;
    long[] reached = new long[words];
    java.util.Map<Character, long[]> masks = new java.util.HashMap<>();
    for (int i = from; i < to; i++) {
      char c = other.charAt(i);
      long[] mask = masks.computeIfAbsent(c, this::mask);
      long carry = 1;
      for (int w = 0; w < words; w++) {
        long next = reached[w] >>> (WORD - 1);
        reached[w] = (reached[w] << 1 | carry) & mask[w];
        carry = next;
      }
      if ((reached[words - 1] & 1L << (chars.length - 1) % WORD) != 0) {
        return i - chars.length + 1;
      }
    }
    return -1;
  }

  private long[] mask(char c) {
    long[] mask = new long[(chars.length + WORD - 1) / WORD];
    for (int w = 0; w < mask.length; w++) {
      mask[w] = fitting(c, w * WORD);
    }
    return mask;
  }

  private long[] fits() {
    long[] table = new long[ASCII];
    for (char c = 0; c < ASCII; c++) {
      table[c] = fitting(c, 0);
    }
    return table;
  }

  /** The positions of the word that begins at {@code start} where {@code c} fits. */
  private long fitting(char c, int start) {
    long word = 0;
    for (int i = start; i < Math.min(chars.length, start + WORD); i++) {
      if (wild[i] || chars[i] == c) {
        word |= 1L << (i - start);
      }
    }
    return word;
  }

  private static int[] borders(char[] chars) {
    int[] borders = new int[chars.length];
    for (int i = 1; i < chars.length; i++) {
      int border = borders[i - 1];
      while (border > 0 && chars[border] != chars[i]) {
        border = borders[border - 1];
      }
      borders[i] = chars[border] == chars[i] ? border + 1 : border;
    }
    return borders;
  }
}
