package dev.postern.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.policy.json.JsonText;
import dev.postern.core.policy.pattern.Template;
import dev.postern.core.policy.pattern.TextPattern;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies and requests with characters that look alike, fold strangely, take two units, or are no characters at all. */
class UnicodeTest {
  private static final long SEED = 20261128;
  private static final String GRIN = "\uD83D\uDE00";
  private static final String ANN = "arn:aws:iam::111122223333:user/ann";

  private static boolean matches(String pattern, String text) {
    return TextPattern.of(Template.parse(pattern, true, false)).matches(text, Context.EMPTY);
  }

  /** By the definition, one prefix of the text after the other, in characters. */
  private static boolean defined(String pattern, String text) {
    int[] chars = text.codePoints().toArray();
    boolean[] reached = new boolean[chars.length + 1];
    reached[0] = true;
    for (int c : pattern.codePoints().toArray()) {
      boolean[] next = new boolean[chars.length + 1];
      for (int i = 0; i <= chars.length; i++) {
        next[i] = c == '*' ? reached[i] || i > 0 && next[i - 1] : i > 0 && reached[i - 1] && (c == '?' || c == chars[i - 1]);
      }
      reached = next;
    }
    return reached[chars.length];
  }

  private static String text(Random random, int length, String... parts) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.toString();
  }

  private static PolicyDocument bucket(String action, String resource, String condition) {
    return PolicyDocument.parse(PolicyType.RESOURCE,
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"" + action + "\",\"Resource\":\"" + resource + "\"" + condition + "}}");
  }

  private static boolean allows(PolicyDocument document, String action, String resource, Context context) {
    Request request = new Request(Principal.ofArn(ANN).orElseThrow(), action, resource, "111122223333", context);
    Verdict verdict = Evaluator.verdict(request, PolicySet.NONE.withResource(new Policy("b", document)));
    assertThat(Evaluator.decide(request, PolicySet.NONE.withResource(new Policy("b", document))).verdict()).isEqualTo(verdict);
    return verdict == Verdict.ALLOWED;
  }

  private static boolean holds(String operator, String key, String value, String given, String has) {
    PolicyDocument document = bucket("s3:*", "*", ",\"Condition\":{\"" + operator + "\":{\"" + key + "\":\"" + value + "\"}}");
    return allows(document, "s3:GetObject", "arn:aws:s3:::b/k", Context.builder().put(given, has).build());
  }

  @Test
  void halfACharacterBeforeARunIsNotTheWholeOne() {
    PolicyDocument document = bucket("s3:*", "arn:aws:s3:::b/\\ud83d*", "");
    assertThat(allows(document, "s3:GetObject", "arn:aws:s3:::b/" + GRIN, Context.EMPTY)).isFalse();
    assertThat(allows(document, "s3:GetObject", "arn:aws:s3:::b/\ud83dx", Context.EMPTY)).isTrue();
  }

  @Test
  void aSingleWildcardIsOneCharacterHoweverManyUnitsItTakes() {
    assertThat(matches("a?z", "a" + GRIN + "z")).isTrue();
    assertThat(matches("a??z", "a" + GRIN + "z")).isFalse();
    assertThat(matches("?", "\uD83D")).isTrue();
    assertThat(matches("*" + GRIN + "?", "x" + GRIN + GRIN)).isTrue();
    assertThat(matches("e?", "e\u0301")).as("a combining character is one too").isTrue();
    Context ann = Context.builder().put("aws:username", GRIN).build();
    assertThat(TextPattern.of(Template.parse("home/${aws:username}/?", true, true)).matches("home/" + GRIN + "/" + GRIN, ann)).isTrue();
    assertThat(TextPattern.of(Template.parse("home/${aws:username}/??", true, true)).matches("home/" + GRIN + "/" + GRIN, ann)).isFalse();
    assertThat(TextPattern.of(Template.parse("*/${aws:username}/??", true, true)).matches("home/" + GRIN + "/" + GRIN, ann)).isFalse();
    PolicyDocument document = bucket("s3:*", "arn:aws:s3:::b/?", "");
    assertThat(allows(document, "s3:GetObject", "arn:aws:s3:::b/" + GRIN, Context.EMPTY)).isTrue();
    assertThat(allows(document, "s3:GetObject", "arn:aws:s3:::b/" + GRIN + "x", Context.EMPTY)).isFalse();
    assertThat(holds("StringLike", "s3:prefix", "??", "s3:prefix", GRIN)).isFalse();
    assertThat(holds("StringLike", "s3:prefix", "?", "s3:prefix", GRIN)).isTrue();
  }

  @Test
  void halfACharacterIsNoneOfItsHalves() {
    assertThat(matches("*\uDE00", "x" + GRIN)).isFalse();
    assertThat(matches("\uD83D*", GRIN)).isFalse();
    assertThat(matches("\uD83D*", "\uD83Dx")).isTrue();
    assertThat(matches("*\uDE00*", "\uDE00" + GRIN)).isTrue();
  }

  @Test
  void globsMatchAsTheirDefinitionSaysWhateverTheCharacters() {
    Random random = new Random(SEED);
    for (int i = 0; i < 100_000; i++) {
      String pattern = text(random, random.nextInt(8), "a", GRIN, "*", "?", "*", "?", "\uD83D", "\uDE00", "\uD83C\uDF00");
      String text = text(random, random.nextInt(9), "a", GRIN, "\uD83D", "\uDE00", "\uD83C\uDF00", "\0");
      assertThat(matches(pattern, text)).as("seed %d: %s on %s", SEED, JsonText.print(dev.postern.core.policy.json.Json.text(pattern)), text).isEqualTo(defined(pattern, text));
    }
  }

  /** The Kelvin sign, the long s, the dotless i and the dotted I fold to letters of ASCII elsewhere. */
  @ParameterizedTest
  @CsvSource({"\u212A, k", "\u017F, s", "\u0131, i", "\u0130, i", "\uFF4B, k", "\u00C9, \u00E9"})
  void whatOnlyLooksLikeALetterFoldsToNone(String odd, String letter) {
    assertThat(holds("StringEquals", "aws:PrincipalTag/" + odd, "v", "aws:PrincipalTag/" + letter, "v")).isFalse();
    assertThat(holds("StringEquals", "aws:PrincipalTag/" + letter, "v", "aws:PrincipalTag/" + odd, "v")).isFalse();
    assertThat(holds("StringEquals", "aws:PrincipalTag/" + odd, "v", "AWS:principaltag/" + odd, "v")).isTrue();
    assertThat(holds("StringEqualsIgnoreCase", "s3:prefix", odd, "s3:prefix", letter)).isFalse();
    assertThat(holds("StringNotEqualsIgnoreCase", "s3:prefix", odd, "s3:prefix", letter)).isTrue();
    PolicyDocument all = bucket("*", "*", "");
    for (String action : List.of("s3:Get" + odd, odd + "3:GetObject", "s3:" + odd + "etObject")) {
      assertThat(allows(bucket("s3:Get*", "*", ""), action.replace("s3:Get" + odd, "s3:G" + odd + "tObject"), "arn:aws:s3:::b/k", Context.EMPTY)).isFalse();
      assertThat(allows(all, action, "arn:aws:s3:::b/k", Context.EMPTY)).isTrue();
      Optional<PolicyDocument> read = read(action);
      String plain = action.replace(odd, letter);
      assertThat(read.isPresent() && allows(read.get(), plain, "arn:aws:s3:::b/k", Context.EMPTY)).as("%s is not %s", action, plain).isFalse();
    }
  }

  private static Optional<PolicyDocument> read(String action) {
    try {
      return Optional.of(bucket(action, "*", ""));
    } catch (MalformedPolicy _) {
      return Optional.empty();
    }
  }

  @Test
  void lettersOfAsciiAreTheSameInAnyCase() {
    assertThat(holds("StringEquals", "aws:principaltag/KEY", "v", "AWS:PrincipalTag/key", "v")).isTrue();
    assertThat(holds("StringEqualsIgnoreCase", "s3:prefix", "KELVIN \u00e9", "s3:prefix", "kelvin \u00e9")).isTrue();
    assertThat(allows(bucket("S3:gET*", "*", ""), "s3:GetObject", "arn:aws:s3:::b/k", Context.EMPTY)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "\u200F", "\u202E", "\uD83D", "\uDE00", "\uD83D\uDE00", "\uFEFF", "\uFFFF", "e\u0301"})
  void strangeCharactersStandForThemselvesInPoliciesOfResources(String strange) {
    String escaped = escaped(strange);
    PolicyDocument document = bucket("s3:*", "arn:aws:s3:::b/" + escaped + "/*", ",\"Condition\":{\"StringEquals\":{\"s3:prefix\":\"" + escaped + "\"}}");
    Context prefix = Context.builder().put("s3:prefix", strange).build();
    assertThat(allows(document, "s3:GetObject", "arn:aws:s3:::b/" + strange + "/k", prefix)).isTrue();
    assertThat(allows(document, "s3:GetObject", "arn:aws:s3:::b//k", prefix)).isFalse();
    assertThat(allows(document, "s3:GetObject", "arn:aws:s3:::b/" + strange + "/k", Context.builder().put("s3:prefix", "").build())).isFalse();
    PolicyDocument again = PolicyDocument.parse(PolicyType.RESOURCE, JsonText.print(document.source()));
    assertThat(allows(again, "s3:GetObject", "arn:aws:s3:::b/" + strange + "/k", prefix)).as("printed and read again").isTrue();
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      escaped.append(String.format("\\u%04x", (int) c));
    }
    return escaped.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u200F", "\u202E", "\uD83D\uDE00", "\u212A", "\u0301", "\u0001"})
  void iamTakesOnlyLatinLettersAndSaysWhereOthersAre(String strange) {
    String text = "{\"Statement\":\n{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::" + strange + "\"}}";
    assertThatThrownBy(() -> PolicyDocument.parse(PolicyType.IDENTITY, text))
        .isInstanceOfSatisfying(MalformedPolicy.class, e -> assertThat(e.place()).hasToString("line 2, column 60"));
  }

  @Test
  void documentsAndTextsThatPileUpCharactersTakeLinearTime() {
    String combining = "e" + "\u0301".repeat(400_000);
    Assertions.assertTimeout(Duration.ofSeconds(10), () -> {
      for (PolicyType type : PolicyType.values()) {
        assertThatThrownBy(() -> PolicyDocument.parse(type, "{\"Id\":\"" + combining + "\"}")).isInstanceOf(MalformedPolicy.class);
        assertThatThrownBy(() -> PolicyDocument.parse(type, GRIN.repeat(200_000))).isInstanceOf(MalformedPolicy.class);
      }
      assertThat(matches("*\u0301?".repeat(2_000) + "z", combining)).isFalse();
      assertThat(matches("*?" + GRIN.repeat(3_000) + "z*", GRIN.repeat(100_000))).isFalse();
      assertThat(matches("*" + ("?" + GRIN).repeat(3_000) + "z*", GRIN.repeat(100_000))).isFalse();
      assertThat(matches("?*".repeat(5_000), GRIN.repeat(100_000))).isTrue();
    });
  }
}
