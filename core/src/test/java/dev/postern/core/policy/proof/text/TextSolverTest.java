package dev.postern.core.policy.proof.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.policy.pattern.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextSolverTest {
  private static TextSolver.Result solve(List<TextSet> within, List<TextSet> without) {
    return TextSolver.solve(within, without, Work.ofASearch());
  }

  private static TextSet set(String... globs) {
    return new TextSet(java.util.stream.Stream.of(globs).map(glob -> Glob.of(Template.parse(glob, true, false))).toList());
  }

  @Test
  void whatIsFoundFitsAndWhatIsNotFoundIsNotThere() {
    long seed = 20261125;
    Random random = new Random(seed);
    List<String> all = texts();
    int empty = 0;
    for (int i = 0; i < 4_000; i++) {
      List<TextSet> within = sets(random, 1 + random.nextInt(2));
      List<TextSet> without = sets(random, random.nextInt(3));
      String as = "seed " + seed + ": within " + within + ", without " + without;
      switch (solve(within, without)) {
        case TextSolver.Result.Found(String text) -> {
          assertThat(within).as(as).allMatch(set -> set.contains(text));
          assertThat(without).as(as).noneMatch(set -> set.contains(text));
        }
        case TextSolver.Result.Empty() -> {
          empty++;
          assertThat(all).as(as).noneMatch(text -> within.stream().allMatch(set -> set.contains(text)) && without.stream().noneMatch(set -> set.contains(text)));
        }
        case TextSolver.Result.TooMany() -> throw new AssertionError(as);
      }
    }
    assertThat(empty).isBetween(500, 3_500);
  }

  @Test
  void aCharacterOfTwoUnitsIsOne() {
    String grin = "\uD83D\uDE00";
    assertThat(solve(List.of(set("?"), set("*" + grin)), List.of())).isEqualTo(new TextSolver.Result.Found(grin));
    assertThat(solve(List.of(set("??"), set(grin)), List.of())).isInstanceOf(TextSolver.Result.Empty.class);
    assertThat(solve(List.of(set("?" + grin + "?")), List.of(set("*a*")))).isInstanceOfSatisfying(
        TextSolver.Result.Found.class, found -> assertThat(found.text().codePointCount(0, found.text().length())).isEqualTo(3));
  }

  private static List<TextSet> sets(Random random, int count) {
    List<TextSet> sets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String[] globs = new String[1 + random.nextInt(3)];
      for (int g = 0; g < globs.length; g++) {
        StringBuilder glob = new StringBuilder();
        for (int n = random.nextInt(5); n > 0; n--) {
          glob.append("ab:*?*".charAt(random.nextInt(6)));
        }
        globs[g] = glob.toString();
      }
      sets.add(random.nextInt(4) == 0 ? new TextSet(List.of(Glob.ofArn(Template.parse(globs[0], true, false)))) : set(globs));
    }
    return sets;
  }

  /** Every text of at most six characters of four. */
  private static List<String> texts() {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int at = 0; at < texts.size(); at++) {
      if (texts.get(at).length() < 6) {
        for (char c : "ab:x".toCharArray()) {
          texts.add(texts.get(at) + c);
        }
      }
    }
    return texts;
  }

  @Test
  void eightyFivePrefixesAreNoTrouble() {
    List<Glob> globs = new ArrayList<>();
    for (int i = 0; i < 85; i++) {
      globs.add(Glob.of(Template.parse("arn:aws:s3:::bucket/team-" + i * 7919 % 1000 + "/data/*", true, false)));
    }
    TextSet union = new TextSet(globs);
    TextSet all = set("arn:aws:s3:::bucket/*");
    assertThat(solve(List.of(all), List.of(union))).isInstanceOf(TextSolver.Result.Found.class);
    assertThat(solve(List.of(union), List.of(all))).isInstanceOf(TextSolver.Result.Empty.class);
    assertThat(solve(List.of(union, set("*/team-*/data/*")), List.of(set("arn:*", "x*")))).isInstanceOf(TextSolver.Result.Empty.class);
  }

  @Test
  void twelveInfixesDoNotExplode() {
    List<TextSet> within = new ArrayList<>();
    for (char c = 'a'; c < 'm'; c++) {
      within.add(set("*" + c + c + "*"));
    }
    TextSolver.Result result = solve(within.subList(0, 4), List.of(set("*x*")));
    assertThat(result).isInstanceOf(TextSolver.Result.Found.class);
    assertThat(solve(within, List.of(set("*")))).isInstanceOf(TextSolver.Result.Empty.class);
    assertThat(solve(within, List.of())).as("the cap ends it").isNotNull();
  }

  @Test
  void lettersOfAnyCaseAndShapesAreTakenCharacterByCharacter() {
    TextSet any = new TextSet(List.of(Glob.ignoringCase(Template.parse("aB", false, false))));
    assertThat(solve(List.of(any), List.of(set("ab", "aB", "Ab")))).isEqualTo(new TextSolver.Result.Found("AB"));
    assertThat(solve(List.of(any), List.of(set("ab", "aB", "Ab", "AB")))).isEqualTo(new TextSolver.Result.Empty());
    assertThat(solve(List.of(TextSet.of(Glob.shape("#"))), List.of(set("0", "1", "2", "3", "4", "5", "6", "7", "8")))).isEqualTo(new TextSolver.Result.Found("9"));
    assertThat(solve(List.of(TextSet.of(Glob.shape("%"))), List.of(TextSet.of(Glob.shape("#")), set("a", "b", "c", "d", "e", "f"))))
        .isEqualTo(new TextSolver.Result.Empty());
  }
}
