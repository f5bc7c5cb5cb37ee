package dev.postern.core.policy.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.policy.Decider;
import dev.postern.core.policy.Decision;
import dev.postern.core.policy.Evaluator;
import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Questions with their answers: the verdict, the statements that decide, and AWS's words where they matter. */
class CorpusTest {
  private static final Set<String> EXPECTED = Set.of("expect", "by", "reason");

  @TestFactory
  Stream<DynamicTest> corpus() {
    return Stream.of("one-account", "across-accounts", "others", "endpoints-and-organizations").flatMap(CorpusTest::lines).map(CorpusTest::test);
  }

  private static Stream<String> lines(String name) {
    try (InputStream in = CorpusTest.class.getResourceAsStream("/policy/" + name + ".jsonl")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static DynamicTest test(String line) {
    Json.Members members = (Json.Members) JsonText.parse(line);
    String question = JsonText.print(Json.members(members.members().stream().filter(member -> !EXPECTED.contains(member.name())).toList()));
    return DynamicTest.dynamicTest(text(members.find("id").orElseThrow()), () -> {
      Question asked = Question.parse(question);
      Decision decision = Evaluator.decide(asked.request(), asked.policies());
      assertThat(decision.verdict().word()).isEqualTo(text(members.find("expect").orElseThrow()));
      List<String> by = decision.decidedBy().stream().map(CorpusTest::print).toList();
      assertThat(by).isEqualTo(((Json.Items) members.find("by").orElseThrow()).values().stream().map(CorpusTest::text).toList());
      members.find("reason").ifPresent(reason -> assertThat(decision.reason()).isEqualTo(text(reason)));
      assertThat(Evaluator.verdict(asked.request(), asked.policies())).isEqualTo(decision.verdict());
    });
  }

  private static String print(Decider decider) {
    return decider.policy() + "#" + decider.statement();
  }

  private static String text(Json value) {
    return ((Json.Scalar) value).text();
  }
}
