package dev.postern.app.observe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The latest texts, numbered from 1. Their arrays are used again and again: what every request adds is then no work for the collector. */
final class LatestTexts {
  /** Arrays have a multiple of it, so that most texts fit in the place of any other. */
  private static final int STEP = 256;

  private final byte[][] texts;
  private final int[] lengths;
  private long last;

  /** @param kept how many */
  LatestTexts(int kept) {
    texts = new byte[kept][];
    lengths = new int[kept];
    Arrays.fill(texts, new byte[0]);
  }

  /** @param first the number of the first of {@code all} */
  record Numbered(long first, List<byte[]> all) {}

  synchronized void add(byte[] text) {
    int at = (int) (last % texts.length);
    if (texts[at].length < text.length) {
      texts[at] = new byte[(text.length + STEP - 1) / STEP * STEP];
    }
    System.arraycopy(text, 0, texts[at], 0, text.length);
    lengths[at] = text.length;
    last++;
  }

  /** Those with a higher number that are still there. */
  synchronized Numbered after(long number) {
    long first = Math.max(Math.clamp(number, 0, last), last - texts.length) + 1;
    List<byte[]> all = new ArrayList<>();
    for (long n = first; n <= last; n++) {
      int at = (int) ((n - 1) % texts.length);
      all.add(Arrays.copyOf(texts[at], lengths[at]));
    }
    return new Numbered(first, all);
  }
}
