package dev.postern.core.action.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.error.AwsException;
import dev.postern.core.model.AccessKey;
import dev.postern.core.policy.PolicyType;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

class PackedPolicyTest {
  private static final String SMALL =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Stmt1\",\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}";

  private static AccessKey.Session session(String policy, List<String> arns, SortedMap<String, String> tags) {
    return new AccessKey.Session(Optional.of(policy).filter(p -> !p.isEmpty()), arns, tags, List.of(), Optional.empty(), Optional.empty());
  }

  private static AccessKey.Session inline(String policy) {
    return session(policy, List.of(), TreePMap.empty());
  }

  /** As long as a policy may be, about a path of {@code random} letters that it names {@code times} times. */
  private static String longPolicy(int letters, int times) {
    StringBuilder path = new StringBuilder();
    new Random(20261128).ints(letters, 0, 16).forEach(n -> path.append(Character.forDigit(n, 16)));
    StringBuilder statements = new StringBuilder();
    for (int i = 0; i < times; i++) {
      statements.append(i == 0 ? "" : ",").append("{\"Effect\":\"Allow\",\"Action\":\"s3:Get*\",\"Resource\":\"arn:aws:s3:::b/").append(path).append("/*\"}");
    }
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
  }

  private static void refused(AccessKey.Session session, String message) {
    assertThatThrownBy(() -> PackedPolicy.fitting(session))
        .isInstanceOfSatisfying(AwsException.class, e -> {
          assertThat(e.code()).isEqualTo("PackedPolicyTooLarge");
          assertThat(e.status()).isEqualTo(400);
          assertThat(e.text()).matches(message);
        });
  }

  @Test
  void aSmallPolicyTakesWhatAwssExampleSays() {
    assertThat(PackedPolicy.percentage(inline(SMALL))).contains(6);
    assertThat(PackedPolicy.percentage(inline(""))).isEmpty();
  }

  @Test
  void aPolicyThatIsShortEnoughAsTextCanBeTooLargePacked() {
    String large = longPolicy(700, 2);
    assertThat(large.length()).isLessThan(PolicyType.SESSION.longest());
    refused(inline(large), "Packed policy consumes [0-9]{3}% of allotted space, please use smaller policy\\.");
    PackedPolicy.fitting(inline(longPolicy(100, 10)));
  }

  @Test
  void whatStoodBeforeHardlyCounts() {
    int once = PackedPolicy.percentage(inline(longPolicy(300, 1))).orElseThrow();
    int thrice = PackedPolicy.percentage(inline(longPolicy(300, 3))).orElseThrow();
    assertThat(thrice).isBetween(once, once + 8);
  }

  @Test
  void arnsOfManagedPoliciesAndTagsTakeSpaceToo() {
    int alone = PackedPolicy.percentage(inline(SMALL)).orElseThrow();
    int withArns = PackedPolicy.percentage(session(SMALL, List.of("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"), TreePMap.empty())).orElseThrow();
    int withTags = PackedPolicy.percentage(session(SMALL, List.of(), TreePMap.singleton("department", "engineering"))).orElseThrow();
    assertThat(withArns).isGreaterThan(alone);
    assertThat(withTags).isGreaterThan(alone);
  }

  @Test
  void fiftyLongTagsAreTooMany() {
    SortedMap<String, String> tags = new TreeMap<>();
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      tags.put("key" + i, Long.toHexString(random.nextLong()));
    }
    refused(session("", List.of(), tags), "Packed size of session tags consumes [0-9]{3}% of allotted space\\.");
  }

  @Test
  void theLargestRequestIsMeasuredInNoTime() {
    SortedMap<String, String> tags = new TreeMap<>();
    for (int i = 0; i < 50; i++) {
      tags.put("k" + "a".repeat(125) + i, "a".repeat(256));
    }
    long start = System.nanoTime();
    assertThat(PackedPolicy.percentage(session("{".repeat(2048), List.of(), tags)).orElseThrow()).isPositive();
    assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
  }
}
