package dev.postern.core.policy.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.policy.PolicyParser;
import dev.postern.core.policy.Evaluator;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.Verdict;
import dev.postern.core.policy.question.Question;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProverTest {
  private static final long SEED = 20261125;
  private static final int ATTACKS = 100_000;
  private static final String ACCOUNT = "111122223333";
  private static final Set<String> THREE = Set.of("vpce-1", "vpce-2", "vpce-3");
  private static final String BOTH = "\"Resource\":[\"arn:aws:s3:::data\",\"arn:aws:s3:::data/*\"]";
  private static final String IDS = "[\"vpce-1\",\"vpce-2\",\"vpce-3\"]";
  private static final String MISSION =
      "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\"," + BOTH + ",\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpce\":" + IDS + "}}}";

  private static Policy policy(String... statements) {
    return new Policy("bucket policy", PolicyDocument.parse(PolicyType.RESOURCE, "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}"));
  }

  private static Setting bucket(String... statements) {
    return Setting.bucket("data", ACCOUNT, policy(statements));
  }

  private static String allow(String principal, String more) {
    return "{\"Effect\":\"Allow\",\"Principal\":" + principal + ",\"Action\":\"s3:*\"," + BOTH + more + "}";
  }

  private static String when(String conditions) {
    return ",\"Condition\":{" + conditions + "}";
  }

  /** The witness is a request that the evaluator allows, also after it was printed and read again. */
  private static Question refuted(Proof proof) {
    assertThat(proof).isInstanceOf(Proof.Refuted.class);
    Question witness = ((Proof.Refuted) proof).witness();
    Question read = Question.parse(witness.print());
    assertThat(Evaluator.verdict(read.request(), read.policies())).isEqualTo(((Proof.Refuted) proof).decision().verdict());
    return witness;
  }

  /** No random request that the question is about is allowed. */
  private static void attack(Setting setting, Predicate<Request> question) {
    attack(setting, Attack::next, question);
  }

  private static void attack(Setting setting, Function<Attack, Request> next, Predicate<Request> question) {
    Attack attack = new Attack(setting, SEED);
    int asked = 0;
    for (int i = 0; i < ATTACKS; i++) {
      Request request = next.apply(attack);
      if (question.test(request)) {
        asked++;
        assertThat(verdict(setting, request)).as("seed %d: %s", SEED, request).isNotEqualTo(Verdict.ALLOWED);
      }
    }
    assertThat(asked).as("attacks that the question is about").isGreaterThan(ATTACKS / 50);
  }

  /** No random request is allowed now that was not before; many are allowed. */
  private static void attackChange(Setting now, Setting before) {
    Attack attack = new Attack(now, SEED).learn(before);
    int allowed = 0;
    for (int i = 0; i < ATTACKS; i++) {
      Request request = attack.next();
      if (verdict(now, request) == Verdict.ALLOWED) {
        allowed++;
        assertThat(verdict(before, request)).as("seed %d: %s", SEED, request).isEqualTo(Verdict.ALLOWED);
      }
    }
    assertThat(allowed).as("attacks that are allowed").isGreaterThan(ATTACKS / 100);
  }

  /** Whether nobody knows the caller: no signature, or an account that no policy here names. */
  private static boolean isOfAStranger(Request request) {
    return request.principal() instanceof Principal.Anonymous || request.principal().account().equals("999988887777");
  }

  private static Predicate<Request> without(String key, String value) {
    return request -> !request.context().has(key) || !request.context().get(key).at(0).equals(value);
  }

  private static Verdict verdict(Setting setting, Request request) {
    return Replay.verdict(setting, request);
  }

  private static Optional<String> endpoint(Request request) {
    return request.context().has("aws:SourceVpce") ? Optional.of(request.context().get("aws:sourcevpce").at(0)) : Optional.empty();
  }

  private static boolean isRescue(Request request) {
    return request.principal() instanceof Principal.Iam caller && caller.kind() == Principal.Iam.Kind.ROOT && caller.account().equals(ACCOUNT)
        && request.action().matches("s3:(Get|Put|Delete)BucketPolicy");
  }

  private static Predicate<Request> notThrough(Set<String> endpoints) {
    return request -> endpoint(request).filter(endpoints::contains).isEmpty() && !isRescue(request);
  }

  @Test
  void theMissionsPolicyIsProved() {
    Setting setting = bucket(MISSION, allow("\"*\"", ""));
    Proof proof = new Prover(setting).onlyThrough(THREE);
    assertThat(proof.word()).isEqualTo("PROVED");
    assertThat(proof.assumptions()).anyMatch(sentence -> sentence.startsWith("policies: bucket policy (")).anyMatch(sentence -> sentence.contains("root user"));
    attack(setting, notThrough(THREE));
    assertThat(refuted(new Prover(setting).onlyThrough(Set.of("vpce-1", "vpce-2"))).request().context().get("aws:sourcevpce").at(0)).isEqualTo("vpce-3");
  }

  @Test
  void aDenyAloneIsProvedForWhateverIdentitiesMay() {
    assertThat(new Prover(bucket(MISSION)).onlyThrough(THREE).word()).isEqualTo("PROVED");
    attack(bucket(MISSION), notThrough(THREE));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      // IfExists in an Allow: absent is as good as equal
      "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::data/*\",\"Condition\":{\"StringEqualsIfExists\":{\"aws:SourceVpce\":[\"vpce-1\",\"vpce-2\",\"vpce-3\"]}}}",
      // a Null guard exempts exactly the internet
      "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":[\"arn:aws:s3:::data\",\"arn:aws:s3:::data/*\"],\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpce\":[\"vpce-1\",\"vpce-2\",\"vpce-3\"]},\"Null\":{\"aws:SourceVpce\":\"false\"}}}",
      // the bucket without its objects
      "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::data\",\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpce\":[\"vpce-1\",\"vpce-2\",\"vpce-3\"]}}}",
      // the objects without their bucket
      "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::data/*\",\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpce\":[\"vpce-1\",\"vpce-2\",\"vpce-3\"]}}}",
      // ForAnyValue is false of an absent key
      "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":[\"arn:aws:s3:::data\",\"arn:aws:s3:::data/*\"],\"Condition\":{\"ForAnyValue:StringNotEquals\":{\"aws:SourceVpce\":[\"vpce-1\",\"vpce-2\",\"vpce-3\"]}}}",
      // ForAllValues is true of an absent key
      "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::data/*\",\"Condition\":{\"ForAllValues:StringEquals\":{\"aws:SourceVpce\":[\"vpce-1\",\"vpce-2\",\"vpce-3\"]}}}",
      // actions instead of all
      "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":[\"s3:GetObject\",\"s3:PutObject\",\"s3:ListBucket\"],\"Resource\":[\"arn:aws:s3:::data\",\"arn:aws:s3:::data/*\"],\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpce\":[\"vpce-1\",\"vpce-2\",\"vpce-3\"]}}}",
      // a wildcard in an operator that knows none
      "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":[\"arn:aws:s3:::data\",\"arn:aws:s3:::data/*\"],\"Condition\":{\"StringNotLike\":{\"aws:SourceVpce\":[\"vpce-*\"]}}}",
      // somebody is excepted
      "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":[\"arn:aws:s3:::data\",\"arn:aws:s3:::data/*\"],\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpce\":[\"vpce-1\",\"vpce-2\",\"vpce-3\"]},\"ArnNotLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::*:role/admin\"}}}",
  })
  void brokenVariantsAreRefutedWithAWitnessThatWorks(String broken) {
    Proof proof = new Prover(bucket(broken)).onlyThrough(THREE);
    Question witness = refuted(proof);
    assertThat(((Proof.Refuted) proof).decision().isAllowed()).isTrue();
    assertThat(notThrough(THREE).test(witness.request())).isTrue();
  }

  @Test
  void boolInsteadOfBoolIfExistsLetsTheAnonymousOut() {
    String deny = "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\"," + BOTH + ",\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpce\":" + IDS + "},\"%s\":{\"aws:PrincipalIsAWSService\":\"false\"}}}";
    Setting broken = bucket(deny.formatted("Bool"), allow("\"*\"", ""));
    Prover prover = new Prover(broken, Set.of(Axiom.values()), true);
    assertThat(refuted(prover.onlyThrough(THREE)).request().principal()).isInstanceOf(Principal.Anonymous.class);

    Setting repaired = bucket(deny.formatted("BoolIfExists"), allow("\"*\"", ""));
    assertThat(new Prover(repaired, Set.of(Axiom.values()), true).onlyThrough(THREE).word()).isEqualTo("PROVED");
    attack(repaired, notThrough(THREE).and(request -> !(request.principal() instanceof Principal.Service) && !request.context().get("aws:viaawsservice").at(0).equals("true")));
    assertThat(refuted(new Prover(repaired).onlyThrough(THREE)).request().principal()).isInstanceOf(Principal.Service.class);
  }

  @Test
  void withoutAPolicyTheOwnersUsersComeFromAnywhere() {
    refuted(new Prover(bucket(allow("{\"AWS\":\"444455556666\"}", ""))).onlyThrough(THREE));
  }

  @Test
  void aVpcIsAsGoodAsItsEndpointsWhenTheyAreKnown() {
    String deny = "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\"," + BOTH + ",\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpce\":[\"vpce-1\",\"vpce-9\"],\"aws:SourceVpc\":\"vpc-2\"}}}";
    Setting unknown = bucket(deny);
    assertThat(refuted(new Prover(unknown).onlyThrough(Set.of("vpce-1", "vpce-9"))).request().context().get("aws:sourcevpc").at(0)).isEqualTo("vpc-2");
    String both = MISSION.replace("aws:SourceVpce", "aws:SourceVpc").replace("vpce-", "vpc-");
    Setting.Endpoint first = new Setting.Endpoint(Optional.of("vpc-7"), true, Optional.empty());
    Setting known = bucket(both, MISSION).withEndpoints(Map.of("vpce-1", first));
    Proof proof = new Prover(known).onlyThrough(Set.of("vpce-2", "vpce-3"));
    assertThat(proof.word()).as("vpce-1 is in a VPC that is denied").isEqualTo("PROVED");
    attack(known, notThrough(Set.of("vpce-2", "vpce-3")));
  }

  @Test
  void anEndpointsPolicyCounts() {
    Policy onlyOther = new Policy("endpoint policy", PolicyDocument.parse(PolicyType.VPC_ENDPOINT,
        "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::other/*\"}}"));
    Setting setting = bucket(MISSION).withEndpoints(Map.of("vpce-3", new Setting.Endpoint(Optional.of("vpc-1"), true, Optional.of(onlyOther))));
    assertThat(new Prover(setting).onlyThrough(Set.of("vpce-1", "vpce-2")).word()).isEqualTo("PROVED");
    attack(setting, notThrough(Set.of("vpce-1", "vpce-2")));
  }

  @Test
  void publicMeansWhoeverNoPolicyNames() {
    Map<Setting, Predicate<Request>> closed =
        Map.of(
            bucket(allow("{\"AWS\":\"444455556666\"}", "")), _ -> true,
            bucket(allow("\"*\"", when("\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}"))), without("aws:principalorgid", "o-1"),
            bucket(allow("\"*\"", when("\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}"))), without("aws:sourcevpce", "vpce-1"),
            bucket(allow("\"*\"", when("\"IpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}"))), without("aws:sourceip", "203.0.113.5"),
            bucket(allow("\"*\"", when("\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::444455556666:role/*\"}"))), _ -> true);
    closed.forEach((setting, elsewhere) -> {
      assertThat(new Prover(setting).notPublic().word()).isEqualTo("PROVED");
      attack(setting, elsewhere.and(ProverTest::isOfAStranger));
    });
    refuted(new Prover(bucket(allow("\"*\"", ""))).notPublic());
    refuted(new Prover(bucket(allow("\"*\"", when("\"IpAddress\":{\"aws:SourceIp\":\"0.0.0.0/0\"}")))).notPublic());
    refuted(new Prover(bucket(allow("\"*\"", when("\"StringEqualsIfExists\":{\"aws:PrincipalOrgID\":\"o-1\"}")))).notPublic());
    refuted(new Prover(bucket(allow("\"*\"", when("\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::*:role/admin\"}")))).notPublic());
    refuted(new Prover(bucket(allow("\"*\"", when("\"StringLike\":{\"aws:SourceVpce\":\"vpce-*\"}")))).notPublic());
  }

  @Test
  void onlyAnOrganization() {
    String deny = "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\"," + BOTH + ",\"Condition\":{\"%s\":{\"aws:PrincipalOrgID\":\"o-1\"}%s}}";
    Setting good = bucket(deny.formatted("StringNotEquals", ""), allow("\"*\"", ""));
    assertThat(new Prover(good).onlyFrom("o-1").word()).isEqualTo("PROVED");
    attack(good.inOrganization("o-1"), request -> !request.context().has("aws:PrincipalOrgID") || !request.context().get("aws:principalorgid").at(0).equals("o-1"));
    Setting services = bucket(deny.formatted("StringNotEquals", ",\"Bool\":{\"aws:PrincipalIsAWSService\":\"false\"}"), allow("\"*\"", ""));
    assertThat(refuted(new Prover(services, Set.of(Axiom.values()), true).onlyFrom("o-1")).request().principal()).isInstanceOf(Principal.Anonymous.class);
  }

  @Test
  void lockOut() {
    Proof fine = new Prover(bucket(MISSION)).notLockedOut();
    assertThat(fine.word()).isEqualTo("PROVED");
    Question example = ((Proof.Proved) fine).example().orElseThrow();
    assertThat(Evaluator.verdict(example.request(), example.policies())).isEqualTo(Verdict.ALLOWED);
    String vpn = "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\"," + BOTH + ",\"Condition\":{\"NotIpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}}}";
    Question locked = refuted(new Prover(bucket(MISSION, vpn)).notLockedOut());
    assertThat(Evaluator.verdict(locked.request(), locked.policies())).isEqualTo(Verdict.EXPLICITLY_DENIED);
    // That somebody can is shown by who does; that nobody can is what attacks might disprove.
    attack(
        bucket(MISSION, vpn), attack -> attack.next("s3:PutBucketPolicy"),
        request -> request.principal() instanceof Principal.Iam caller && caller.account().equals(ACCOUNT) && caller.kind() != Principal.Iam.Kind.ROOT);
    assertThat(new Prover(bucket(vpn)).notLockedOut().word()).isEqualTo("PROVED");
  }

  @Test
  void newAccessIsFoundAndLessAccessIsNone() {
    Setting old = bucket(MISSION, allow("{\"AWS\":\"444455556666\"}", ""));
    Setting more = bucket(MISSION.replace("\"vpce-3\"", "\"vpce-3\",\"vpce-4\""), allow("{\"AWS\":\"444455556666\"}", ""));
    assertThat(new Prover(old).noNewAccess(old).word()).isEqualTo("PROVED");
    assertThat(new Prover(old).noNewAccess(more).word()).isEqualTo("PROVED");
    assertThat(refuted(new Prover(more).noNewAccess(old)).request().context().get("aws:sourcevpce").at(0)).isEqualTo("vpce-4");
    Setting other = bucket(MISSION, allow("{\"AWS\":[\"444455556666\",\"777788889999\"]}", ""));
    assertThat(refuted(new Prover(other).noNewAccess(old)).request().principal().account()).isEqualTo("777788889999");
    assertThat(new Prover(bucket(MISSION)).noNewAccess(old).word()).isEqualTo("PROVED");
    attackChange(old, old);
    attackChange(old, more);
    attackChange(bucket(MISSION), old);
  }

  @Test
  void statementsWithoutUseAreFound() {
    Setting setting = bucket(
        MISSION,
        allow("{\"AWS\":\"444455556666\"}", ""),
        allow("{\"AWS\":\"arn:aws:iam::444455556666:user/bob\"}", ""),
        allow("\"*\"", when("\"StringEquals\":{\"aws:SourceVpce\":\"vpce-9\"}")),
        MISSION.replace("\"s3:*\"", "\"s3:GetObject\""),
        "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::another/*\"}");
    assertThat(StatementUse.of(setting)).extracting(StatementUse::use).containsExactly(
        StatementUse.Use.DECIDES, StatementUse.Use.DECIDES, StatementUse.Use.COVERED, StatementUse.Use.DEAD, StatementUse.Use.COVERED, StatementUse.Use.DEAD);
  }

  @Test
  void variablesAreDecidedWhereTheirValueDoesNotMatterAndElsewhereTried() {
    String home = "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"444455556666\"},\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::data/home/${aws:username}/*\"}";
    assertThat(new Prover(bucket(MISSION, home)).onlyThrough(THREE).word()).isEqualTo("PROVED");
    Setting open = bucket(home, "{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"" + ACCOUNT + "\"},\"Action\":\"s3:*\"," + BOTH + "}");
    Question witness = refuted(new Prover(open).onlyThrough(THREE));
    assertThat(witness.request().resource()).contains("/home/");
    String same = "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\"," + BOTH + ",\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpce\":\"${aws:PrincipalTag/endpoint}\"}}}";
    assertThat(refuted(new Prover(bucket(same)).onlyThrough(THREE)).request().context().has("aws:PrincipalTag/endpoint")).isTrue();
  }

  @Test
  void mostPoliciesOfAUsualSizeAreDecidedQuickly() {
    StringBuilder statements = new StringBuilder(MISSION);
    for (int i = 0; i < 85; i++) {
      statements.append(",{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::444455556666:role/r%d\"},\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::data/team-%d/*\"}".formatted(i, i));
    }
    Setting setting = bucket(statements.toString());
    assertThat(new Prover(setting).onlyThrough(THREE).word()).isEqualTo("PROVED");
    attack(setting, notThrough(THREE));
  }

  /** With a list for each a search tried all combinations: thirty endpoints held it up for minutes. */
  @Test
  void endpointsWithPoliciesAreOneChoiceHoweverManyThereAre() {
    Policy open = new Policy("open", PolicyParser.parse(PolicyType.VPC_ENDPOINT, "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}"));
    Map<String, Setting.Endpoint> endpoints = new java.util.TreeMap<>();
    Setting setting = bucket(allow("\"*\"", ""));
    int without = Access.of(setting).choices().size();
    for (int i = 0; i < 30; i++) {
      endpoints.put("vpce-" + i, new Setting.Endpoint(Optional.of("vpc-" + i), true, Optional.of(open)));
    }
    assertThat(Access.of(setting.withEndpoints(endpoints)).choices()).hasSize(without + 1);
  }
}
