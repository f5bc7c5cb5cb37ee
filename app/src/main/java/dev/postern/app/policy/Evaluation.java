package dev.postern.app.policy;

import dev.postern.core.policy.json.JsonText;
import dev.postern.core.policy.question.Answer;
import dev.postern.core.policy.question.BadQuestion;
import dev.postern.core.policy.question.Question;
import dev.postern.core.policy.request.PrincipalKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Answers questions about policies line by line. A line that asks nothing gets an error, and the next is read. */
public final class Evaluation {
  private final boolean principalKeys;

  /** @param principalKeys whether the keys that follow from the principal are added to each context */
  public Evaluation(boolean principalKeys) {
    this.principalKeys = principalKeys;
  }

  /** Answers each line of {@code in} with one of {@code out}, before it waits for the next. Empty lines have no answer. */
  public void run(InputStream in, OutputStream out) throws IOException {
    Lines lines = new Lines(in, JsonText.LONGEST);
    for (Optional<Lines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      String answer =
          switch (line.get()) {
            case Lines.Line.Text(String text) -> text.isBlank() ? "" : answer(text);
            case Lines.Line.Unreadable(String problem) -> BadQuestion.withoutId(problem).print();
          };
      if (!answer.isEmpty()) {
        out.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
      }
      if (lines.mayWait()) {
        out.flush();
      }
    }
    out.flush();
  }

  private String answer(String line) {
    try {
      Question question = Question.parse(line);
      if (principalKeys) {
        question = new Question(question.id(), PrincipalKeys.complete(question.request()), question.policies());
      }
      return Answer.of(question).print();
    } catch (BadQuestion e) {
      return e.print();
    }
  }
}
