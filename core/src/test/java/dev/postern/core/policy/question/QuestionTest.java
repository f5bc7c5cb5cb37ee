package dev.postern.core.policy.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionTest {
  private static final String START = "{\"id\":\"q\",\"principal\":\"arn:aws:iam::111122223333:user/a\",\"action\":\"s3:GetObject\",\"resource\":\"arn:aws:s3:::b/k\"";

  private static String refused(String line) {
    return catchThrowableOfType(BadQuestion.class, () -> Question.parse(line)).print();
  }

  @Test
  void anAnswerIsOneLineWithTheQuestionsId() {
    Question question = Question.parse(START + ",\"identityPolicies\":[{\"Statement\":{\"Sid\":\"S\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}]}");
    assertThat(Answer.of(question).print())
        .isEqualTo(
            "{\"id\":\"q\",\"decision\":\"ExplicitlyDenied\",\"decidedBy\":[{\"policy\":\"identityPolicies[0]\",\"statement\":0,\"sid\":\"S\"}],"
                + "\"reason\":\"with an explicit deny in an identity-based policy\"}");
  }

  @Test
  void aNumberMayBeAnId() {
    assertThat(Answer.of(Question.parse(START.replace("\"q\"", "17") + "}")).print()).startsWith("{\"id\":17,");
  }

  @Test
  void nullIsAsIfTheFieldWereNotThere() {
    Question question = Question.parse(START + ",\"resourcePolicy\":null,\"sessionPolicy\":null,\"context\":{\"aws:SourceVpce\":null}}");
    assertThat(question.policies().session()).isEmpty();
    assertThat(question.request().context().has("aws:SourceVpce")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "{                                        | not JSON",
      "[]                                       | a line is a JSON object",
      "{\"principal\":\"x\"}                    | id is missing",
      "{\"id\":\"q\"}                           | principal is missing",
      "{\"id\":\"q\",\"principal\":\"x\"}       | principal is no ARN",
      "{\"id\":\"q\",\"principals\":\"x\"}      | unknown field principals",
      "{\"id\":\"q\",\"principal\":{\"type\":\"Any\"}} | principal is an ARN, {",
      "{\"id\":\"q\",\"principal\":{\"federatedUser\":\"arn:aws:iam::111122223333:user/u\",\"user\":\"arn:aws:iam::111122223333:user/u\"}} | principal.federatedUser is another kind",
  })
  void aLineThatAsksNothingSaysWhy(String line, String problem) {
    assertThat(refused(line.strip())).contains("\"error\":\"" + problem);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "\"resourceAccount\":\"1\"                | resourceAccount has 12 digits",
      "\"context\":[]                           | context is an object",
      "\"context\":{\"k\":{}}                   | context: k is a value",
      "\"scps\":[{}]                            | scps is a list of levels",
      "\"vpcEndpointType\":\"gateway\"          | vpcEndpointType is Gateway or Interface: gateway",
      "\"identityPolicies\":{}                  | identityPolicies is a list",
      "\"identityPolicies\":[7]                 | identityPolicies[0] is a policy document",
      "\"resourcePolicy\":{}                    | resourcePolicy: line 1, column 129: Missing required field Statement",
      "\"resourcePolicy\":\"{\"                 | resourcePolicy: line 1, column ",
  })
  void aWrongFieldIsNamedUnderTheQuestionsId(String field, String problem) {
    String answer = refused(START + "," + field.strip() + "}");
    assertThat(answer).startsWith("{\"id\":\"q\",\"error\":").contains(problem);
  }
}
