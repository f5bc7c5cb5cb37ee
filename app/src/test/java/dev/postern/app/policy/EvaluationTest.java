package dev.postern.app.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.policy.json.JsonText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final String LINE =
      "{\"id\":\"%s\",\"principal\":\"arn:aws:iam::111122223333:user/a\",\"action\":\"s3:GetObject\",\"resource\":\"arn:aws:s3:::b/k\","
          + "\"identityPolicies\":[{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::b/${aws:username, 'k'}\"}}]}";

  private static List<String> answers(byte[] lines) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Evaluation(false).run(new ByteArrayInputStream(lines), out);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void aBadLineGetsAnErrorAndTheRestGoOn() throws IOException {
    String lines = LINE.formatted("1") + "\nnonsense\n\n{\"id\":2}\r\n" + LINE.formatted("3");
    List<String> answers = answers(lines.getBytes(StandardCharsets.UTF_8));
    assertThat(answers).hasSize(4);
    assertThat(answers.get(0)).startsWith("{\"id\":\"1\",\"decision\":\"Allowed\"");
    assertThat(answers.get(1)).startsWith("{\"id\":null,\"error\":\"not JSON");
    assertThat(answers.get(2)).isEqualTo("{\"id\":2,\"error\":\"principal is missing\"}");
    assertThat(answers.get(3)).startsWith("{\"id\":\"3\",\"decision\":\"Allowed\"");
  }

  @Test
  void aLineThatIsTooLongOrNoTextGetsAnError() throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    lines.write("x".repeat(JsonText.LONGEST + 1).getBytes(StandardCharsets.UTF_8));
    lines.write("\n\"\u00ff\"\n".getBytes(StandardCharsets.ISO_8859_1));
    lines.write(LINE.formatted("3").getBytes(StandardCharsets.UTF_8));
    List<String> answers = answers(lines.toByteArray());
    assertThat(answers.get(0)).contains("longer than");
    assertThat(answers.get(1)).contains("not UTF-8");
    assertThat(answers.get(2)).contains("Allowed");
  }

  @Test
  void theKeysOfThePrincipalAreAddedWhenAskedFor() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Evaluation(true).run(new ByteArrayInputStream(LINE.formatted("1").getBytes(StandardCharsets.UTF_8)), out);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("ImplicitlyDenied");
  }

  @Test
  void anAnswerComesBeforeTheNextQuestion() throws IOException {
    byte[] first = (LINE.formatted("1") + "\n").getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream flushed = new ByteArrayOutputStream();
    OutputStream out = new java.io.BufferedOutputStream(flushed);
    new Evaluation(false).run(new InputStream() {
      private int at;

      @Override
      public int read() {
        throw new UnsupportedOperationException();
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        if (at == 1) {
          assertThat(flushed.toString(StandardCharsets.UTF_8)).contains("Allowed");
        }
        if (at++ > 0) {
          return -1;
        }
        System.arraycopy(first, 0, bytes, offset, first.length);
        return first.length;
      }
    }, out);
    assertThat(flushed.size()).isPositive();
  }
}
