package dev.postern.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.core.policy.question.BadQuestion;
import dev.postern.core.policy.question.Question;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.PrincipalKeys;
import dev.postern.core.policy.request.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whatever text is given as a policy or as a question, it is read or refused with its place, decided without a crash, and in bounded time. The
 * seeds, and what was found once, run in every build; CONTRIBUTING.md says how to look for more.
 */
class PolicyFuzzTest {
  /** Far more than any input takes also on a slow machine that has just started, and far less than what a pattern that explodes takes. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private static final String ACCOUNT = "111122223333";
  private static final String ALL = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
  private static final List<Principal> PRINCIPALS =
      List.of(
          new Principal.Anonymous(),
          new Principal.Service("cloudtrail.amazonaws.com"),
          Principal.ofArn("arn:aws:iam::111122223333:user/team/ann").orElseThrow(),
          Principal.ofArn("arn:aws:sts::111122223333:assumed-role/app/s").orElseThrow(),
          Principal.ofArn("arn:aws:iam::444455556666:root").orElseThrow());

  /** A document: its first byte chooses the type, and the digits 0 to 7 do so by number. */
  @FuzzTest(maxDuration = "3m")
  void documents(byte[] data) {
    if (data.length == 0) {
      return;
    }
    PolicyType type = PolicyType.values()[Byte.toUnsignedInt(data[0]) % PolicyType.values().length];
    String text = new String(data, 1, data.length - 1, StandardCharsets.UTF_8);
    long start = System.nanoTime();
    try {
      PolicyDocument document = PolicyDocument.parse(type, text);
      PolicySet policies = around(new Policy("fuzzed", document));
      for (Principal principal : PRINCIPALS) {
        requests(principal, document).forEach(request -> decide(request, policies));
      }
    } catch (MalformedPolicy refused) {
      assertThat(refused.place().offset()).isBetween(0, text.length());
      assertThat(refused.problem()).isNotBlank();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
  }

  /** A line as {@code ./postern policy evaluate} gets it, with all that has a say. */
  @FuzzTest(maxDuration = "3m")
  void questions(byte[] data) {
    String line = new String(data, StandardCharsets.UTF_8);
    long start = System.nanoTime();
    try {
      Question question = Question.parse(line);
      Verdict verdict = decide(question.request(), question.policies());
      again(question, verdict);
    } catch (BadQuestion refused) {
      assertThat(refused.problem()).isNotBlank();
      assertThat(refused.print()).doesNotContain("\n");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
  }

  /** The short way and the one that gives reasons agree. */
  private static Verdict decide(Request request, PolicySet policies) {
    Verdict verdict = Evaluator.verdict(request, policies);
    Decision decision = Evaluator.decide(request, policies);
    assertThat(decision.verdict()).isEqualTo(verdict);
    assertThat(decision.reason()).isNotBlank();
    assertThat(decision.message(request)).contains(request.action());
    return verdict;
  }

  /** What is printed is read as the same; but written otherwise it may be too long. */
  private static void again(Question question, Verdict verdict) {
    try {
      Question read = Question.parse(question.print());
      assertThat(read.print()).isEqualTo(question.print());
      assertThat(Evaluator.verdict(read.request(), read.policies())).isEqualTo(verdict);
    } catch (BadQuestion refused) {
      assertThat(refused.problem()).contains("more than the limit");
    }
  }

  /** The policy in its own place, beside others that allow everything. */
  private static PolicySet around(Policy policy) {
    PolicySet all = PolicySet.NONE.withIdentity(List.of(new Policy("all", PolicyDocument.parse(PolicyType.IDENTITY, ALL))));
    return switch (policy.document().type()) {
      case IDENTITY -> PolicySet.NONE.withIdentity(List.of(policy));
      case RESOURCE, ROLE_TRUST -> all.withResource(policy);
      case VPC_ENDPOINT -> all.withEndpoint(policy, true);
      case BOUNDARY -> all.withBoundary(policy);
      case SESSION -> all.withSession(List.of(policy));
      case SCP -> all.withScps(List.of(List.of(policy), List.of(policy)));
      case RCP -> all.withRcps(List.of(List.of(policy), List.of(policy)));
    };
  }

  /** Requests that know what the document asks for: without keys, with each key's first value, and with all of them. */
  private static List<Request> requests(Principal principal, PolicyDocument document) {
    Context.Builder first = Context.builder();
    Context.Builder every = Context.builder();
    List<String> resources = new ArrayList<>(List.of("arn:aws:s3:::b/team/ann/k", "arn:aws:iam::111122223333:role/app", "*"));
    for (Statement statement : document.statements()) {
      statement.conditions().stream().filter(condition -> !condition.values().isEmpty()).forEach(condition -> {
        first.put(condition.foldedKey(), condition.values().getFirst());
        every.put(condition.foldedKey(), condition.values());
      });
      statement.resources().written().stream().filter(arn -> arn.startsWith("arn:")).limit(2).forEach(resources::add);
    }
    List<Request> requests = new ArrayList<>();
    for (Context context : List.of(Context.EMPTY, first.build(), every.build())) {
      for (String resource : resources) {
        String action = resource.contains(":role/") ? "sts:AssumeRole" : "s3:GetObject";
        requests.add(PrincipalKeys.complete(new Request(principal, action, resource, ACCOUNT, context)));
      }
    }
    return requests;
  }
}
