package dev.postern.core.policy.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.policy.request.Context;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class GlobTest {
  private static boolean matches(String pattern, String text) {
    return TextPattern.of(Template.parse(pattern, true, false)).matches(text, Context.EMPTY);
  }

  /** By the definition, one prefix of the text after the other. */
  private static boolean defined(String pattern, String text) {
    boolean[] reached = new boolean[text.length() + 1];
    reached[0] = true;
    for (char c : pattern.toCharArray()) {
      boolean[] next = new boolean[text.length() + 1];
      for (int i = 0; i <= text.length(); i++) {
        if (c == '*') {
          next[i] = reached[i] || i > 0 && next[i - 1];
        } else {
          next[i] = i > 0 && reached[i - 1] && (c == '?' || c == text.charAt(i - 1));
        }
      }
      reached = next;
    }
    return reached[text.length()];
  }

  @Test
  void globsMatchAsTheirDefinitionSays() {
    long seed = 20261125;
    Random random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      String pattern = text(random, "aab*?*", random.nextInt(9));
      String text = text(random, "aab", random.nextInt(12));
      assertThat(matches(pattern, text)).as("seed %d: %s on %s", seed, pattern, text).isEqualTo(defined(pattern, text));
    }
  }

  @Test
  void longPiecesWithWildcardsMatchAsTheirDefinitionSays() {
    Random random = new Random(7);
    for (int i = 0; i < 3_000; i++) {
      int length = List.of(9, 30, 63, 64, 65, 130).get(random.nextInt(6));
      String text = text(random, "ab", length * 3);
      int from = random.nextInt(length);
      char[] piece = text.substring(from, from + length).toCharArray();
      for (int n = 0; n < 3; n++) {
        piece[random.nextInt(length)] = random.nextInt(8) == 0 ? 'a' : '?';
      }
      String pattern = "*" + new String(piece) + "*" + (random.nextBoolean() ? "ab*" : "");
      assertThat(matches(pattern, text)).as("%s on %s", pattern, text).isEqualTo(defined(pattern, text));
    }
  }

  @Test
  void aWildcardIsAnyCharacterAlsoSlashAndNewline() {
    assertThat(matches("a*z", "a/\n:z")).isTrue();
    assertThat(matches("a?z", "a\nz")).isTrue();
    assertThat(matches("a?z", "az")).isFalse();
  }

  @Test
  void patternsMadeToExplodeTakeLinearTime() {
    String text = "a".repeat(60_000);
    Assertions.assertTimeout(Duration.ofSeconds(10), () -> {
      assertThat(matches("*a".repeat(10_000) + "b", text)).isFalse();
      assertThat(matches("*" + "a".repeat(10_000) + "b*", text)).isFalse();
      assertThat(matches("*" + "a?".repeat(5_000) + "b*", text)).isFalse();
      assertThat(matches("*" + "?a".repeat(20) + "b*", text)).isFalse();
      assertThat(matches("?*".repeat(10_000), text)).isTrue();
      assertThat(TextPattern.of(Template.parse("${".repeat(10_000), true, true)).matches(text, Context.EMPTY)).isFalse();
      assertThat(TextPattern.of(Template.parse("${".repeat(10_000) + "}", true, true)).matches(text, Context.EMPTY)).isFalse();
    });
  }

  private static String text(Random random, String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
