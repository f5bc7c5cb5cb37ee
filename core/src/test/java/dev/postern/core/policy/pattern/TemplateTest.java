package dev.postern.core.policy.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.policy.request.Context;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private static final Context ALICE =
      Context.builder().put("aws:username", "alice").put("aws:PrincipalTag/team", "a*").put("aws:TagKeys", List.of("x", "y")).put("empty", List.of()).build();

  private static boolean matches(String pattern, String text) {
    return TextPattern.of(Template.parse(pattern, true, true)).matches(text, ALICE);
  }

  @Test
  void variablesTakeTheRequestsValue() {
    assertThat(matches("home/${aws:username}/*", "home/alice/x")).isTrue();
    assertThat(matches("home/${AWS:UserName}/*", "home/alice/")).isTrue();
    assertThat(matches("home/${aws:username}/*", "home/bob/x")).isFalse();
    assertThat(matches("*/${aws:username}/*", "home/alice/x")).isTrue();
    assertThat(matches("*/${aws:username}?", "home/alicex")).isTrue();
  }

  @Test
  void aSubstitutedWildcardIsALiteral() {
    assertThat(matches("${aws:PrincipalTag/team}", "a*")).isTrue();
    assertThat(matches("${aws:PrincipalTag/team}", "ab")).isFalse();
    assertThat(matches("*${aws:PrincipalTag/team}*", "xaby")).isFalse();
    assertThat(matches("*${aws:PrincipalTag/team}*", "xa*y")).isTrue();
  }

  @Test
  void withoutAValueOnlyADefaultMatches() {
    assertThat(matches("${aws:PrincipalTag/none}", "")).isFalse();
    assertThat(matches("*${aws:PrincipalTag/none}*", "x")).isFalse();
    assertThat(matches("${aws:PrincipalTag/none, 'shared'}/*", "shared/x")).isTrue();
    assertThat(matches("*${aws:PrincipalTag/none, 'shared'}*", "a shared x")).isTrue();
    assertThat(matches("${aws:username, 'shared'}/*", "shared/x")).isFalse();
  }

  @Test
  void aKeyOfManyValuesIsNoVariable() {
    assertThat(matches("${aws:TagKeys}", "x")).isFalse();
    assertThat(matches("${aws:TagKeys, 'x'}", "x")).isFalse();
    assertThat(matches("${empty, 'x'}", "x")).isFalse();
  }

  @Test
  void escapedWildcardsAreLiterals() {
    assertThat(matches("a${*}b${?}${$}", "a*b?$")).isTrue();
    assertThat(matches("a${*}b", "axb")).isFalse();
  }

  @Test
  void withoutVariablesTheirCharactersStandForThemselves() {
    TextPattern old = TextPattern.of(Template.parse("${aws:username}", true, false));
    assertThat(old.matches("${aws:username}", ALICE)).isTrue();
    assertThat(old.matches("alice", ALICE)).isFalse();
    assertThat(matches("${", "${")).isTrue();
    assertThat(matches("${}", "${}")).isTrue();
  }

  @Test
  void noWildcardOfAnArnCrossesAColon() {
    assertThat(arn("arn:aws:s3:::b/*", "arn:aws:s3:::b/a:b:c")).isTrue();
    assertThat(arn("arn:aws:*:us-east-1:1:x", "arn:aws:s3:eu:us-east-1:1:x")).isFalse();
    assertThat(arn("arn:aws:sqs:*:123456789012:q", "arn:aws:sqs:eu-west-1:123456789012:q")).isTrue();
    assertThat(arn("arn:aws:sqs:*:q", "arn:aws:sqs:eu-west-1:123456789012:q")).isFalse();
    assertThat(arn("arn:aws:ec2:*", "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1")).isTrue();
    assertThat(arn("arn:aws:s3:::${aws:username}", "arn:aws:s3:::alice")).isTrue();
    assertThat(arn("arn:aws:s3:::b/${aws:username}*x", "arn:aws:s3:::b/alice/zx")).isTrue();
    assertThat(arn("arn:aws:s3::${aws:username}:b", "arn:aws:s3::alice:b")).isFalse();
  }

  private static boolean arn(String pattern, String arn) {
    return ArnPattern.ofResource(pattern, true).map(each -> each.matches(arn, ALICE)).orElse(false);
  }

  @Test
  void aConditionsArnMayBeAVariable() {
    Context context = Context.builder().put("aws:PrincipalArn", "arn:aws:iam::123456789012:role/r").build();
    ArnPattern whole = ArnPattern.of(Template.parse("${aws:PrincipalArn}", true, true)).orElseThrow();
    assertThat(whole.matches("arn:aws:iam::123456789012:role/r", context)).isTrue();
    assertThat(whole.matches("arn:aws:iam::123456789012:role/s", context)).isFalse();
    assertThat(whole.matches("arn:aws:iam::123456789012:role/s", Context.EMPTY)).isFalse();
    assertThat(ArnPattern.of(Template.parse("not-an-arn", true, true))).isEmpty();
  }
}
