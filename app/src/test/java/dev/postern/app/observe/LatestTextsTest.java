package dev.postern.app.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatestTextsTest {
  private static String at(LatestTexts.Numbered kept, int index) {
    return new String(kept.all().get(index), StandardCharsets.UTF_8);
  }

  @Test
  void theLatestAreKeptUnderTheirNumbersHoweverLongTheyAre() {
    long seed = System.nanoTime();
    System.out.println("LatestTextsTest seed " + seed);
    Random random = new Random(seed);
    LatestTexts texts = new LatestTexts(7);
    for (int n = 1; n <= 200; n++) {
      texts.add((n + "x".repeat(random.nextInt(600))).getBytes(StandardCharsets.UTF_8));
      long after = random.nextInt(n + 1);
      LatestTexts.Numbered kept = texts.after(after);
      assertThat(kept.first()).isEqualTo(Math.max(after, n - 7) + 1);
      assertThat(kept.all()).hasSize((int) (n - kept.first() + 1));
      for (int i = 0; i < kept.all().size(); i++) {
        assertThat(at(kept, i)).startsWith(String.valueOf(kept.first() + i)).matches("\\d+x*");
      }
    }
  }

  @Test
  void whatWasGivenOutStaysWhenItsPlaceIsUsedAgain() {
    LatestTexts texts = new LatestTexts(1);
    texts.add("first".getBytes(StandardCharsets.UTF_8));
    LatestTexts.Numbered first = texts.after(0);
    texts.add("other".getBytes(StandardCharsets.UTF_8));
    assertThat(at(first, 0)).isEqualTo("first");
  }

  @Test
  void numbersOutOfReachAreNone() {
    LatestTexts texts = new LatestTexts(3);
    assertThat(texts.after(Long.MIN_VALUE).all()).isEmpty();
    texts.add(new byte[1]);
    assertThat(List.of(texts.after(-5).all().size(), texts.after(1).all().size(), texts.after(Long.MAX_VALUE).all().size())).containsExactly(1, 0, 0);
  }
}
