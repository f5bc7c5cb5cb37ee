package dev.postern.engine.s3.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PageTest {
  /** Pages of random sizes over random keys, put together, against rolling the sorted keys up in one go. */
  @Test
  void pagesTogetherAreTheWholeListing() throws SQLException {
    long seed = System.nanoTime();
    System.out.println("PageTest seed " + seed);
    Random random = new Random(seed);
    for (int run = 0; run < 500; run++) {
      TreeSet<String> keys = new TreeSet<>(Comparator.comparing(k -> k.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
      for (int i = random.nextInt(30); i > 0; i--) {
        keys.add(text(random));
      }
      String prefix = random.nextBoolean() ? "" : text(random);
      String delimiter = random.nextBoolean() ? "" : random.nextBoolean() ? "/" : "a/";
      int max = 1 + random.nextInt(5);
      assertThat(paged(keys, prefix, delimiter, max)).as("%s %s %s %s", keys, prefix, delimiter, max).isEqualTo(atOnce(keys, prefix, delimiter));
    }
  }

  private static List<String> paged(TreeSet<String> keys, String prefix, String delimiter, int max) throws SQLException {
    List<String> all = new ArrayList<>();
    String after = "";
    while (true) {
      Page<String> page = Page.read(
          new Page.Query(prefix, delimiter, after, "", max),
          (from, _, end, visit) -> keys.stream()
              .filter(k -> Arrays.compareUnsigned(Keys.bytes(k), from) >= 0 && Arrays.compareUnsigned(Keys.bytes(k), end) < 0)
              .takeWhile(visit)
              .forEach(_ -> {}),
          k -> k);
      assertThat(page.entries().size() + page.commonPrefixes().size()).isLessThanOrEqualTo(max);
      List<String> merged = new ArrayList<>(page.entries());
      merged.addAll(page.commonPrefixes());
      merged.sort(keys.comparator());
      all.addAll(merged);
      if (!page.truncated()) {
        return all;
      }
      after = page.last().orElseThrow();
    }
  }

  private static List<String> atOnce(TreeSet<String> keys, String prefix, String delimiter) {
    LinkedHashSet<String> all = new LinkedHashSet<>();
    for (String key : keys) {
      if (key.startsWith(prefix)) {
        Optional<String> rolledUp = Keys.commonPrefix(key, prefix, delimiter);
        all.add(rolledUp.orElse(key));
      }
    }
    return new ArrayList<>(all);
  }

  private static String text(Random random) {
    String[] letters = {"a", "b", "/", "ü", "\uD83D\uDE00", "\uFFFD"};
    StringBuilder text = new StringBuilder();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      text.append(letters[random.nextInt(letters.length)]);
    }
    return text.toString();
  }
}
