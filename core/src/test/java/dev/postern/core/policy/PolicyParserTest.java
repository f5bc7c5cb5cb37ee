package dev.postern.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyParserTest {
  private static final String START = "{\"Version\":\"2012-10-17\",\n\"Statement\":[\n";
  private static final String GOOD = "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\"}";

  private static MalformedPolicy refused(PolicyType type, String text) {
    MalformedPolicy e = catchThrowableOfType(MalformedPolicy.class, () -> PolicyDocument.parse(type, text));
    assertThat(e).as(text).isNotNull();
    return e;
  }

  private static String statement(String statement) {
    return START + GOOD + ",\n" + statement.strip() + "]}";
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "7 | 1 | a statement is a JSON object",
      "{\"Effect\":\"allow\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\"} | 11 | Invalid effect: allow",
      "{\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\"} | 1 | Missing required field Effect",
      "{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"} | 1 | Missing required field Principal",
      "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Resource\":\"*\"} | 1 | Missing required field Action",
      "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\"} | 1 | Missing required field Resource",
      "{\"Effect\":\"Deny\",\"Principals\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\"} | 18 | Unknown field Principals",
      "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"GetObject\",\"Resource\":\"*\"} | 43 | Actions/Conditions must be prefaced by a vendor",
      "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":[],\"Resource\":\"*\"} | 43 | Action is empty",
      "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"NotAction\":\"s3:*\",\"Resource\":\"*\"} | 50 | a statement has Action or NotAction, not both",
      "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"bucket\"} | 61 | Resource bucket must be in ARN format",
      "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3\"} | 61 | Resource arn:aws:s3 must be in ARN format",
      "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":{\"StringEqual\":{\"aws:SourceVpce\":\"v\"}}} | 78 | Invalid Condition type : StringEqual",
      "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":{\"NullIfExists\":{\"aws:SourceVpce\":\"true\"}}} | 78 | Invalid Condition type : NullIfExists",
      "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":{\"Bool\":\"true\"}} | 85 | Bool is a JSON object of condition keys",
      "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":{\"Bool\":{\"k\":null}}} | 90 | a condition's value is a string, a number or a boolean",
  })
  void aWrongStatementIsRefusedWhereItIsWrong(String statement, int column, String problem) {
    MalformedPolicy e = refused(PolicyType.RESOURCE, statement(statement));
    assertThat(e.problem()).startsWith(problem);
    assertThat(e.place().line()).isEqualTo(4);
    assertThat(e.place().column()).isEqualTo(column);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "\"arn:aws:iam::111122223333:root\"",
      "{}",
      "{\"AWS\":[]}",
      "{\"AWS\":\"alice\"}",
      "{\"AWS\":\"11112222333\"}",
      "{\"AWS\":\"arn:aws:iam::111122223333:user/*\"}",
      "{\"AWS\":\"arn:aws:iam::*:root\"}",
      "{\"AWS\":\"arn:aws:iam::111122223333:role/a?b\"}",
      "{\"AWS\":\"arn:aws:s3:::bucket\"}",
      "{\"AWS\":\"arn:aws:iam::111122223333:group/g\"}",
      "{\"AWS\":\"arn:aws:sts::111122223333:assumed-role/r\"}",
      "{\"AWS\":\"arn:aws:sts::111122223333:assumed-role/r/*\"}",
      "{\"Service\":\"cloudtrail\"}",
      "{\"Service\":\"*.amazonaws.com\"}",
      "{\"Federated\":\"arn:aws:iam::111122223333:saml-provider/*\"}",
      "{\"User\":\"*\"}",
      "{\"aws\":\"*\"}",
  })
  void whoCannotBeNamedIsRefused(String principal) {
    refused(PolicyType.RESOURCE, statement("{\"Effect\":\"Deny\",\"Principal\":" + principal + ",\"Action\":\"s3:*\",\"Resource\":\"*\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "\"*\"",
      "{\"AWS\":\"*\"}",
      "{\"AWS\":[\"111122223333\",\"arn:aws:iam::111122223333:root\",\"arn:aws-cn:iam::111122223333:user/p/a+b=c,d.e@f-g_h\"]}",
      "{\"AWS\":[\"arn:aws:sts::111122223333:assumed-role/r/s@x\",\"arn:aws:sts::111122223333:federated-user/bob\",\"AROAEXAMPLEID1234567\"]}",
      "{\"Service\":[\"cloudtrail.amazonaws.com\",\"delivery.logs.amazonaws.com\"]}",
      "{\"Federated\":\"cognito-identity.amazonaws.com\"}",
      "{\"Federated\":\"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com\"}",
      "{\"CanonicalUser\":\"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be\"}",
  })
  void everyFormOfAPrincipalIsRead(String principal) {
    PolicyDocument.parse(PolicyType.RESOURCE, statement("{\"Effect\":\"Deny\",\"Principal\":" + principal + ",\"Action\":\"s3:*\",\"Resource\":\"*\"}"));
  }

  @Test
  void whatADocumentIsIsChecked() {
    assertThat(refused(PolicyType.RESOURCE, "[]").problem()).isEqualTo("a policy is a JSON object");
    assertThat(refused(PolicyType.RESOURCE, "{\"Statement\":[]}").problem()).isEqualTo("Statement is empty");
    assertThat(refused(PolicyType.RESOURCE, "{}").problem()).isEqualTo("Missing required field Statement");
    assertThat(refused(PolicyType.RESOURCE, "{\"Version\":\"2012-10-18\",\"Statement\":" + GOOD + "}").problem()).contains("valid version");
    assertThat(refused(PolicyType.RESOURCE, "{\"Version\":2012,\"Statement\":" + GOOD + "}").problem()).isEqualTo("Version is a string");
    assertThat(refused(PolicyType.RESOURCE, "{\"Statement\":" + GOOD + ",\"Statement\":" + GOOD + "}").problem()).contains("stands twice");
    assertThat(refused(PolicyType.RESOURCE, "{\"Statement\":" + GOOD + "} x").place().column()).isGreaterThan(1);
  }

  @Test
  void anIdentitysPolicyNamesNoPrincipal() {
    assertThat(refused(PolicyType.IDENTITY, "{\"Statement\":" + GOOD + "}").problem()).isEqualTo("Policy document should not specify a principal.");
    assertThat(refused(PolicyType.SCP, "{\"Statement\":" + GOOD + "}").problem()).isEqualTo("Policy document should not specify a principal.");
  }

  @Test
  void aTrustPolicyNamesNoResource() {
    assertThat(refused(PolicyType.ROLE_TRUST, "{\"Statement\":" + GOOD + "}").problem()).isEqualTo("Has prohibited field Resource");
  }

  @Test
  void iamsDocumentsAreLatinAndTheirSidsUnique() {
    String statement = "{\"Sid\":\"%s\",\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}";
    assertThat(refused(PolicyType.IDENTITY, "{\"Statement\":[" + statement.formatted("a") + "," + statement.formatted("a") + "]}").problem()).contains("must be unique");
    assertThat(refused(PolicyType.IDENTITY, "{\"Statement\":[" + statement.formatted("a b") + "]}").problem()).contains("alpha-numeric");
    MalformedPolicy e = refused(PolicyType.IDENTITY, "{\"Statement\":\n [" + statement.formatted("\u212A") + "]}");
    assertThat(e.problem()).contains("U+212A");
    assertThat(e.place().line()).isEqualTo(2);
    PolicyDocument.parse(PolicyType.RESOURCE, "{\"Statement\":" + GOOD.replace("{", "{\"Sid\":\"\u212A \u00e9\",") + "}");
  }

  @Test
  void lengthsAreCountedAsEachServiceCounts() {
    String padded = "{\"Statement\":" + GOOD + "}" + " ".repeat(20_480);
    assertThat(refused(PolicyType.RESOURCE, padded).problem()).contains("limit of 20480");
    PolicyDocument.parse(PolicyType.IDENTITY, "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}" + " ".repeat(20_480));
    String wide = "{\"Statement\":" + GOOD.replace("{", "{\"Sid\":\"" + "\u20ac".repeat(7_000) + "\",") + "}";
    assertThat(refused(PolicyType.RESOURCE, wide).problem()).contains("limit of 20480");
    PolicyDocument.parse(PolicyType.VPC_ENDPOINT, wide);
  }

  @Test
  void hugeAndDeepDocumentsAreRefusedAtOnce() {
    Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
      refused(PolicyType.RESOURCE, "[".repeat(5_000_000));
      refused(PolicyType.RESOURCE, "{\"Statement\":".repeat(1_500));
      refused(PolicyType.RESOURCE, "{\"a\":".repeat(100_000));
    });
  }

  @Test
  void operatorsAreReadWithSetAndIfExists() {
    PolicyDocument document = PolicyDocument.parse(PolicyType.RESOURCE, statement(
        "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":{\"ForAnyValue:StringNotLikeIfExists\":{\"aws:CalledVia\":[\"a*\"],\"k\":1},\"Bool\":{\"aws:SecureTransport\":false}}}"));
    assertThat(document.statements().get(1).conditions()).hasToString(
        "[ForAnyValue:StringNotLikeIfExists aws:CalledVia [a*], ForAnyValue:StringNotLikeIfExists k [1], Bool aws:SecureTransport [false]]");
  }
}
