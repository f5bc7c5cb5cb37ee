package dev.postern.core.policy.proof.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GlobTest {
  private static final List<String> SHAPES = List.of("a", "b", ":", "/", "0", "#", "%", "~", "^", "$", "*", "*", "~");
  private static final List<String> CHARACTERS = List.of("a", "b", ":", "/", "0", "9", "f", "\uD83D\uDE00", "\uD83D", "\uDE00", "\n");

  private static String drawn(Random random, List<String> from, int most) {
    return Stream.generate(() -> from.get(random.nextInt(from.size()))).limit(random.nextInt(most + 1)).collect(Collectors.joining());
  }

  private static Pattern regex(String shape) {
    String regex =
        shape.chars()
            .mapToObj(
                c ->
                    switch (c) {
                      case '#' -> "[0-9]";
                      case '%' -> "[0-9a-f]";
                      case '~' -> "[^:]*";
                      case '^' -> ".";
                      case '$' -> "[^:/]";
                      case '*' -> ".*";
                      default -> Pattern.quote(Character.toString(c));
                    })
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.DOTALL);
  }

  @Test
  void aShapeHasTheTextsThatItsRegularExpressionHas() {
    long seed = System.nanoTime();
    System.out.println("GlobTest seed " + seed);
    Random random = new Random(seed);
    int matching = 0;
    for (int i = 0; i < 200_000; i++) {
      String shape = drawn(random, SHAPES, 7);
      String text = drawn(random, CHARACTERS, 6);
      boolean matches = regex(shape).matcher(text).matches();
      matching += matches ? 1 : 0;
      assertThat(TextSet.of(Glob.shape(shape)).contains(text)).as("%s of %s, seed %d", shape, text, seed).isEqualTo(matches);
    }
    assertThat(matching).isGreaterThan(2_000);
  }
}
