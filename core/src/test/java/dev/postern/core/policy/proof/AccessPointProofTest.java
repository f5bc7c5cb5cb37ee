package dev.postern.core.policy.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.policy.Evaluator;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.Verdict;
import dev.postern.core.policy.question.Question;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.Request;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Proofs about a bucket to which access points lead. */
class AccessPointProofTest {
  private static final String ACCOUNT = "111122223333";
  private static final String APP = "arn:aws:s3:us-east-1:111122223333:accesspoint/app";
  private static final String THEIRS = "arn:aws:s3:us-east-1:444455556666:accesspoint/theirs";
  private static final String BOTH = "[\"arn:aws:s3:::data\",\"arn:aws:s3:::data/*\"]";
  private static final String EVERYBODY = "{\"AWS\":\"*\"}";
  private static final String OWN_POINTS = "\"StringEquals\":{\"s3:DataAccessPointAccount\":\"111122223333\"}";
  private static final String TO_THEIRS = onBucket("Allow", "\"StringEquals\":{\"s3:DataAccessPointArn\":\"" + THEIRS + "\"}");
  /** All is left to the points of the owner. */
  private static final String DELEGATION = onBucket("Allow", OWN_POINTS);
  private static final String ONLY_POINTS = onBucket("Deny", OWN_POINTS.replace("Equals", "NotEquals"));
  private static final String ONLY_THEIRS = ONLY_POINTS.replace(ACCOUNT, "444455556666");

  private static String onBucket(String effect, String conditions) {
    return statement(effect, "\"*\"", BOTH, conditions);
  }

  private static String onPoint(String effect, String principal, String conditions) {
    return statement(effect, principal, "[\"" + APP + "\",\"" + APP + "/object/*\"]", conditions);
  }

  private static String statement(String effect, String principal, String resource, String conditions) {
    return "{\"Effect\":\"" + effect + "\",\"Principal\":" + principal + ",\"Action\":\"s3:*\",\"Resource\":" + resource + ",\"Condition\":{" + conditions + "}}";
  }

  private static Policy policy(PolicyType type, String name, String... statements) {
    return new Policy(name, PolicyDocument.parse(type, "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}"));
  }

  private static Setting bucket(String... statements) {
    return Setting.bucket("data", ACCOUNT, policy(PolicyType.RESOURCE, "bucket policy", statements));
  }

  private static Setting.Point point(String arn, String... statements) {
    return new Setting.Point(arn, Optional.empty(), statements.length == 0 ? Optional.empty() : Optional.of(policy(PolicyType.RESOURCE, "policy of " + arn, statements)));
  }

  private static Setting.Point ofVpc(String arn, String vpc) {
    return new Setting.Point(arn, Optional.of(vpc), Optional.empty());
  }

  private static Map<String, Setting.Endpoint> endpoint(String id, String vpc, Optional<Policy> policy) {
    return Map.of(id, new Setting.Endpoint(Optional.of(vpc), true, policy));
  }

  /** The witness, allowed on the bucket and on the point, also after both were printed and read again. */
  private static Request refuted(Proof proof) {
    assertThat(proof).isInstanceOf(Proof.Refuted.class);
    Proof.Refuted refuted = (Proof.Refuted) proof;
    assertThat(verdict(refuted.witness())).isEqualTo(Verdict.ALLOWED);
    refuted.onPoint().ifPresent(there -> assertThat(verdict(there)).isEqualTo(Verdict.ALLOWED));
    return refuted.witness().request();
  }

  private static Verdict verdict(Question question) {
    Question read = Question.parse(question.print());
    return Evaluator.verdict(read.request(), read.policies());
  }

  private static void proved(Setting setting, Proof proof, Predicate<Request> question) {
    assertThat(proof.word()).as(proof.toString()).isEqualTo("PROVED");
    assertThat(new Attack(setting, 20261128).on(question).allowed()).isEmpty();
  }

  private static String key(Request request, String key) {
    return request.context().has(key) ? request.context().get(key.toLowerCase(Locale.ROOT)).at(0) : "";
  }

  private static boolean isOutside(Request request) {
    return !key(request, "aws:PrincipalOrgID").equals("o-1");
  }

  private static Predicate<Request> notThrough(Set<String> endpoints) {
    return request -> !endpoints.contains(key(request, "aws:SourceVpce")) && !request.principal().name().endsWith(":root");
  }

  @Test
  void whatIsLeftToPointsIsWhatTheirPoliciesGive() {
    String members = "\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}";
    Setting closed = bucket(DELEGATION).inOrganization("o-1").withPoints(List.of(point(APP, onPoint("Allow", EVERYBODY, members)), point(APP + "2")));
    proved(closed, new Prover(closed).onlyFrom("o-1"), AccessPointProofTest::isOutside);
    proved(closed, new Prover(closed).notPublic(), request -> isOutside(request) && !request.principal().account().equals(ACCOUNT));
    Setting open = bucket(DELEGATION).withPoints(List.of(point(APP + "2"), point(APP, onPoint("Allow", EVERYBODY, ""))));
    Proof proof = new Prover(open).notPublic();
    Request witness = refuted(proof);
    assertThat(key(witness, "s3:DataAccessPointArn")).isEqualTo(APP);
    assertThat(key(witness, "s3:DataAccessPointAccount")).isEqualTo(ACCOUNT);
    assertThat(key(witness, "s3:AccessPointNetworkOrigin")).isEqualTo("Internet");
    assertThat(((Proof.Refuted) proof).onPoint().orElseThrow().request().resource()).startsWith(APP);
    assertThat(key(refuted(new Prover(open).onlyFrom("o-1")), "s3:DataAccessPointArn")).isEqualTo(APP);
  }

  @Test
  void withoutKnowledgeOfPointsThereMayBeAnyAndItIsSaid() {
    Setting unknown = bucket(DELEGATION);
    assertThat(key(refuted(new Prover(unknown).onlyFrom("o-1")), "s3:DataAccessPointAccount")).isEqualTo(ACCOUNT);
    assertThat(new Prover(unknown).notPublic().assumptions()).anyMatch(sentence -> sentence.contains("access points may lead to it, of anybody"));
    Setting none = unknown.withPoints(List.of());
    proved(none.inOrganization("o-1"), new Prover(none).onlyFrom("o-1"), AccessPointProofTest::isOutside);
    assertThat(new Prover(none).onlyFrom("o-1").assumptions())
        .anyMatch(sentence -> sentence.contains("no access point leads to it")).anyMatch(sentence -> sentence.startsWith("KNOWN_POINTS: "));
    refuted(new Prover(none, EnumSet.complementOf(EnumSet.of(Axiom.KNOWN_POINTS)), false).onlyFrom("o-1"));
    Setting known = unknown.withPoints(List.of(point(APP, onPoint("Deny", "\"*\"", ""))));
    assertThat(new Prover(known).onlyFrom("o-1").assumptions())
        .anyMatch(sentence -> sentence.contains("access points that lead to it: " + APP))
        .anyMatch(sentence -> sentence.startsWith("policies: ") && sentence.contains("policy of " + APP));
  }

  @Test
  void oneOfAVpcIsAsGoodAsTheVpcsEndpoints() {
    String deny = onBucket("Deny", "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\",\"s3:DataAccessPointArn\":\"" + APP + "\"}");
    String elsewhere = onBucket("Deny", "\"StringEquals\":{\"aws:SourceVpc\":\"vpc-7\"},\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-7\"}");
    Setting setting = bucket(deny, elsewhere).withEndpoints(endpoint("vpce-7", "vpc-7", Optional.empty())).withPoints(List.of(ofVpc(APP, "vpc-7")));
    Set<String> two = Set.of("vpce-1", "vpce-7");
    proved(setting, new Prover(setting).onlyThrough(two), notThrough(two));
    assertThat(key(refuted(new Prover(setting).onlyThrough(Set.of("vpce-1"))), "aws:SourceVpce")).isEqualTo("vpce-7");
    Setting internet = setting.withPoints(List.of(point(APP)));
    assertThat(key(refuted(new Prover(internet).onlyThrough(two)), "s3:DataAccessPointArn")).isEqualTo(APP);
    Setting unknown = bucket(onBucket("Deny", "\"StringNotEquals\":{\"s3:AccessPointNetworkOrigin\":\"VPC\"}"), onBucket("Allow", ""));
    assertThat(key(refuted(new Prover(unknown).onlyThrough(two)), "aws:SourceVpc")).as("a point of a VPC whose name nobody knows").startsWith("vpc-");
  }

  @Test
  void anEndpointsPolicyMustAllowThePointToo() {
    String deny = onBucket("Deny", "\"StringNotEquals\":{\"s3:DataAccessPointArn\":\"" + APP + "\"}");
    String others = onBucket("Deny", "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\"}");
    Policy bucketAlone = policy(PolicyType.VPC_ENDPOINT, "endpoint policy", statement("Allow", "\"*\"", BOTH, ""));
    Policy both = policy(PolicyType.VPC_ENDPOINT, "endpoint policy", statement("Allow", "\"*\"", "[\"arn:aws:s3:::data/*\",\"" + APP + "/object/team/*\"]", ""));
    Setting closed = bucket(deny, others).withPoints(List.of(ofVpc(APP, "vpc-1"))).withEndpoints(endpoint("vpce-1", "vpc-1", Optional.of(bucketAlone)));
    proved(closed, new Prover(closed).onlyThrough(Set.of("vpce-9")), notThrough(Set.of("vpce-9")));
    Setting open = closed.withEndpoints(endpoint("vpce-1", "vpc-1", Optional.of(both)));
    assertThat(refuted(new Prover(open).onlyThrough(Set.of("vpce-9"))).resource()).startsWith("arn:aws:s3:::data/team/");
  }

  @Test
  void thePolicyCannotBeChangedThroughAPoint() {
    assertThat(new Prover(bucket(ONLY_POINTS).withPoints(List.of(point(APP)))).notLockedOut().word()).isEqualTo("REFUTED");
    assertThat(new Prover(bucket(ONLY_POINTS)).notLockedOut().word()).as("whatever points there may be").isEqualTo("REFUTED");
    String objects = ONLY_POINTS.replace("\"s3:*\"", "\"s3:*Object\"").replace("\"arn:aws:s3:::data\",", "");
    assertThat(new Prover(bucket(objects).withPoints(List.of(point(APP)))).notLockedOut().word()).isEqualTo("PROVED");
  }

  @Test
  void aPointOfAnotherAccountGivesToItsOwnWhatTheBucketLeavesToIt() {
    Setting setting = bucket(TO_THEIRS, ONLY_THEIRS).withPoints(List.of(point(APP), point(THEIRS)));
    Request witness = refuted(new Prover(setting).onlyThrough(Set.of("vpce-1")));
    assertThat(key(witness, "s3:DataAccessPointArn")).isEqualTo(THEIRS);
    assertThat(witness.principal().account()).isEqualTo("444455556666");
    proved(setting, new Prover(setting).notPublic(), request -> request.principal() instanceof Principal.Anonymous || request.principal().account().equals("999988887777"));
    Policy pinned = policy(PolicyType.VPC_ENDPOINT, "endpoint policy", statement("Allow", "\"*\"", "\"*\"", "\"StringEquals\":{\"aws:ResourceAccount\":\"111122223333\"}"));
    Setting through = bucket(TO_THEIRS, ONLY_THEIRS, onBucket("Deny", "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\"}"))
        .withPoints(List.of(point(THEIRS))).withEndpoints(endpoint("vpce-1", "vpc-1", Optional.of(pinned)));
    proved(through, new Prover(through).onlyThrough(Set.of("vpce-9")), notThrough(Set.of("vpce-9")));
  }

  @Test
  void newAccessThroughAPointIsNewAccess() {
    Setting closed = bucket(DELEGATION).withPoints(List.of(point(APP, onPoint("Allow", "{\"AWS\":\"444455556666\"}", ""))));
    Setting open = closed.withPoints(List.of(point(APP, onPoint("Allow", "{\"AWS\":[\"444455556666\",\"777788889999\"]}", ""))));
    assertThat(new Prover(closed).noNewAccess(open).word()).isEqualTo("PROVED");
    assertThat(refuted(new Prover(open).noNewAccess(closed)).principal().account()).isEqualTo("777788889999");
    Setting none = closed.withPoints(List.of());
    assertThat(key(refuted(new Prover(closed).noNewAccess(none)), "s3:DataAccessPointArn")).as("a point that was not there").isEqualTo(APP);
    assertThat(new Prover(none).noNewAccess(closed).word()).isEqualTo("PROVED");
    Setting direct = closed.withResource(policy(PolicyType.RESOURCE, "bucket policy", statement("Allow", "{\"AWS\":\"444455556666\"}", BOTH, "")));
    assertThat(new Prover(closed).noNewAccess(direct).word()).as("less: only through the point").isEqualTo("PROVED");
    assertThat(key(refuted(new Prover(direct).noNewAccess(closed)), "s3:DataAccessPointArn")).as("more: past the point").isEmpty();
  }

  @Test
  void statementsForPointsAreOfUseIfThePointsAre() {
    String forNone = onBucket("Allow", "\"StringEquals\":{\"s3:DataAccessPointArn\":\"" + APP + "-gone\"}");
    Setting.Point given = point(APP, onPoint("Allow", "{\"AWS\":\"444455556666\"}", ""));
    Setting setting = bucket(statement("Allow", "{\"AWS\":\"444455556666\"}", BOTH, OWN_POINTS), forNone);
    assertThat(StatementUse.of(setting)).extracting(StatementUse::use).as("of points that nobody knows").containsExactly(StatementUse.Use.DECIDES, StatementUse.Use.DECIDES);
    assertThat(StatementUse.of(setting.withPoints(List.of(given)))).extracting(StatementUse::use).containsExactly(StatementUse.Use.DECIDES, StatementUse.Use.DEAD);
    assertThat(StatementUse.of(setting.withPoints(List.of(point(APP))))).extracting(StatementUse::use).containsExactly(StatementUse.Use.DEAD, StatementUse.Use.DEAD);
  }

  /** Whatever is allowed through a point is then allowed directly: a search need not look at points. */
  @Test
  void whereNoPolicyTellsThemApartPointsChangeNothing() {
    Setting without = bucket(onBucket("Deny", "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\"}"), onBucket("Allow", ""));
    Setting with = without.withPoints(List.of(point(APP, onPoint("Allow", EVERYBODY, "")), ofVpc(APP + "2", "vpc-1"), point(THEIRS)));
    assertThat(Access.of(with).choices()).hasSameSizeAs(Access.of(without).choices());
    proved(with, new Prover(with).onlyThrough(Set.of("vpce-1")), notThrough(Set.of("vpce-1")));
    for (Set<String> endpoints : List.of(Set.of("vpce-1"), Set.of("vpce-2"))) {
      assertThat(new Prover(with).onlyThrough(endpoints).word()).isEqualTo(new Prover(without).onlyThrough(endpoints).word());
    }
    assertThat(new Prover(with).notPublic().word()).isEqualTo(new Prover(without).notPublic().word());
    assertThat(new Prover(with).onlyFrom("o-1").word()).isEqualTo(new Prover(without).onlyFrom("o-1").word());
    assertThat(new Prover(with).notLockedOut().word()).isEqualTo(new Prover(without).notLockedOut().word());
  }
}
