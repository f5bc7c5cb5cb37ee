package dev.postern.core.policy.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.policy.Evaluator;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyParser;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.json.JsonText;
import dev.postern.core.policy.proof.Setting;
import dev.postern.core.policy.question.Question;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LinterTest {
  private static final String ACCOUNT = "111122223333";
  private static final String V1 = "vpce-0a1b2c3d4e5f60001";
  private static final String V2 = "vpce-0a1b2c3d4e5f60002";
  private static final String BOTH = "\"Resource\":[\"arn:aws:s3:::data\",\"arn:aws:s3:::data/*\"]";
  private static final String SERVICES = "\"BoolIfExists\":{\"aws:PrincipalIsAWSService\":\"false\",\"aws:ViaAWSService\":\"false\"}";
  private static final String ADMIN = "\"ArnNotLike\":{\"aws:PrincipalArn\":[\"arn:aws:iam::111122223333:role/admin\",\"arn:aws:iam::111122223333:role/service-role/*\"]}";

  /** Rules that are about how a policy is written: the repaired one decides the same. */
  private static final Set<Rule> SAME = EnumSet.of(Rule.VPCE005, Rule.VPCE026, Rule.VPCE032);

  private record Sample(Rule rule, Scene scene) {}

  private static String deny(String conditions) {
    return "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\"," + BOTH + ",\"Condition\":{" + conditions + "}}";
  }

  private static String allow(String conditions) {
    return "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::data/*\",\"Condition\":{" + conditions + "}}";
  }

  private static Policy policy(PolicyType type, String... statements) {
    return new Policy("policy", PolicyDocument.parse(type, "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}"));
  }

  private static Scene bucket(String... statements) {
    return Scene.of(policy(PolicyType.RESOURCE, statements), false, ACCOUNT);
  }

  private static Scene endpoint(boolean gateway, String... statements) {
    return Scene.of(policy(PolicyType.VPC_ENDPOINT, statements), gateway, ACCOUNT);
  }

  private static Scene.Endpoint known(String id, String vpc) {
    return new Scene.Endpoint(id, Optional.of(vpc), false, "s3", ACCOUNT, Optional.empty(), false, Optional.empty());
  }

  private static Scene with(Scene scene, boolean complete, Scene.Endpoint... endpoints) {
    return new Scene(scene.policy(), scene.gateway(), scene.account(), scene.region(), scene.bucket(), scene.organization(), List.of(endpoints), complete, scene.scps(), scene.rcps(), scene.callers(), scene.points());
  }

  private static Scene withScp(Scene scene, String statement) {
    Policy scp = policy(PolicyType.SCP, "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}", statement);
    return new Scene(scene.policy(), scene.gateway(), scene.account(), scene.region(), scene.bucket(), scene.organization(), scene.endpoints(), scene.complete(), List.of(List.of(scp)), scene.rcps(), scene.callers(), scene.points());
  }

  private static String vpce(String operator, String values) {
    return "\"" + operator + "\":{\"aws:SourceVpce\":" + values + "}";
  }

  private static final String ONLY = vpce("StringNotEquals", "\"" + V1 + "\"");

  private static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    Scene locked = bucket(deny(ONLY));
    samples.add(new Sample(Rule.VPCE001, locked));
    samples.add(new Sample(Rule.VPCE002, withScp(locked, "{\"Effect\":\"Deny\",\"Action\":\"s3:DeleteBucketPolicy\",\"Resource\":\"*\"}")));
    Policy reading = policy(PolicyType.VPC_ENDPOINT, "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}");
    samples.add(new Sample(Rule.VPCE002, with(locked, true, new Scene.Endpoint(V1, Optional.of("vpc-1"), true, "s3", ACCOUNT, Optional.empty(), false, Optional.of(reading)))));
    samples.add(new Sample(Rule.VPCE003, bucket(deny(vpce("StringNotEquals", "\"vpc-0a1b2c3d4e5f60001\"")))));
    samples.add(new Sample(Rule.VPCE003, bucket(deny("\"StringNotEquals\":{\"aws:SourceVpc\":\"" + V1 + "\"}"))));
    samples.add(new Sample(Rule.VPCE003, bucket(deny(vpce("StringNotEquals", "\"arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/" + V1 + "\"")))));
    samples.add(new Sample(Rule.VPCE003, bucket(allow(vpce("StringEquals", "[\"com.amazonaws.us-east-1.s3\",\"vpce-123\"]")))));
    samples.add(new Sample(Rule.VPCE004, with(bucket(deny(vpce("StringNotEquals", "[\"" + V1 + "\",\"" + V2 + "\"]"))), true, known(V1, "vpc-1"))));
    samples.add(new Sample(Rule.VPCE005, bucket(deny(vpce("StringNotEqualsIfExists", "\"" + V1 + "\"")))));
    samples.add(new Sample(Rule.VPCE006, bucket(allow(vpce("StringEqualsIfExists", "\"" + V1 + "\"")))));
    samples.add(new Sample(Rule.VPCE007, bucket(deny(ONLY + ",\"Null\":{\"aws:SourceVpce\":\"false\"}"))));
    samples.add(new Sample(Rule.VPCE008, bucket(deny(vpce("ForAnyValue:StringNotEquals", "\"" + V1 + "\"")))));
    samples.add(new Sample(Rule.VPCE008, bucket(allow(vpce("ForAllValues:StringEquals", "\"" + V1 + "\"")))));
    samples.add(new Sample(Rule.VPCE009, bucket(deny(ONLY).replace("[\"arn:aws:s3:::data\",\"arn:aws:s3:::data/*\"]", "\"arn:aws:s3:::data\""))));
    samples.add(new Sample(Rule.VPCE009, bucket(deny(ONLY).replace("[\"arn:aws:s3:::data\",\"arn:aws:s3:::data/*\"]", "\"arn:aws:s3:::data/*\""))));
    samples.add(new Sample(Rule.VPCE010, bucket(deny(ONLY).replace("\"s3:*\"", "[\"s3:GetObject\",\"s3:PutObject\",\"s3:ListBucket\"]"))));
    samples.add(new Sample(Rule.VPCE011, bucket(deny("\"NotIpAddress\":{\"aws:SourceIp\":[\"10.0.0.0/16\",\"203.0.113.0/24\"]}," + ONLY))));
    samples.add(new Sample(Rule.VPCE011, bucket(allow("\"IpAddress\":{\"aws:SourceIp\":\"192.168.0.0/16\"}"))));
    samples.add(new Sample(Rule.VPCE012, bucket(deny("\"NotIpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}"), allow(vpce("StringEquals", "\"" + V1 + "\"")))));
    samples.add(new Sample(Rule.VPCE012, bucket(deny("\"NotIpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}"))));
    samples.add(new Sample(Rule.VPCE013, bucket(deny("\"NotIpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}," + ONLY))));
    samples.add(new Sample(Rule.VPCE014, bucket(deny("\"NotIpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}"), deny(ONLY))));
    samples.add(new Sample(Rule.VPCE015, bucket(allow("\"IpAddress\":{\"aws:VpcSourceIp\":\"10.0.0.0/16\"}"))));
    samples.add(new Sample(Rule.VPCE015, bucket(deny("\"NotIpAddress\":{\"aws:VpcSourceIp\":\"10.0.0.0/16\"}"))));
    samples.add(new Sample(Rule.VPCE016, bucket(deny("\"StringNotEquals\":{\"aws:SourceVpc\":\"vpc-0a1b2c3d4e5f60001\"}"))));
    samples.add(new Sample(Rule.VPCE017, bucket(deny(ONLY), "{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"cloudtrail.amazonaws.com\"},\"Action\":\"s3:PutObject\",\"Resource\":\"arn:aws:s3:::data/*\"}")));
    samples.add(new Sample(Rule.VPCE018, bucket(deny(ONLY + ",\"Bool\":{\"aws:PrincipalIsAWSService\":\"false\"}"), allow("\"StringLike\":{\"s3:prefix\":\"*\"}").replace(",\"Condition\":{\"StringLike\":{\"s3:prefix\":\"*\"}}", ""))));
    samples.add(new Sample(Rule.VPCE019, bucket(deny(ONLY))));
    samples.add(new Sample(Rule.VPCE020, bucket(deny(ONLY))));
    samples.add(new Sample(Rule.VPCE021, bucket(deny(ONLY + ",\"ArnNotLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::*:role/admin\"}"), "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"444455556666\"},\"Action\":\"s3:*\"," + BOTH + "}")));
    samples.add(new Sample(Rule.VPCE021, bucket(deny(ONLY + ",\"StringNotEquals\":{\"aws:PrincipalTag/admin\":\"true\"}".replace("StringNotEquals", "StringNotLike")), "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"444455556666\"},\"Action\":\"s3:*\"," + BOTH + "}")));
    samples.add(new Sample(Rule.VPCE021, bucket(allow("\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::*:role/admin\"}"))));
    samples.add(new Sample(Rule.VPCE022, bucket(allow(vpce("StringEquals", "\"" + V1 + "\"")))));
    Scene.Endpoint shared = new Scene.Endpoint(V1, Optional.of("vpc-0a1b2c3d4e5f60001"), false, "s3", ACCOUNT, Optional.empty(), true, Optional.empty());
    samples.add(new Sample(Rule.VPCE023, with(bucket(deny("\"StringNotEquals\":{\"aws:SourceVpc\":\"vpc-0a1b2c3d4e5f60001\"}")), true, shared, known(V2, "vpc-0a1b2c3d4e5f60001"))));
    samples.add(new Sample(Rule.VPCE024, endpoint(true, "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111122223333\"},\"Action\":\"*\",\"Resource\":\"*\"}")));
    samples.add(new Sample(Rule.VPCE025, endpoint(true, "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringLike\":{\"aws:PrincipalOrgID\":[\"o-*\",\"o-a1b2c3d4e5\"]}}}")));
    samples.add(new Sample(Rule.VPCE025, endpoint(true, "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringLike\":{\"aws:username\":[\"a*\",\"developer-*\"]}}}")));
    samples.add(new Sample(Rule.VPCE025, endpoint(true, "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::1111*:role/developer\"}}}")));
    samples.add(new Sample(Rule.VPCE026, endpoint(true, "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":\"" + Scene.THIS_ENDPOINT + "\"}}}")));
    samples.add(new Sample(Rule.VPCE027, endpoint(true, "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:*\"," + BOTH + "}")));
    samples.add(new Sample(Rule.VPCE028, endpoint(false, "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:us-east-1:111122223333:accesspoint/data/object/*\"}")));
    samples.add(new Sample(Rule.VPCE029, Scene.of(policy(PolicyType.RESOURCE, "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"secretsmanager:*\",\"Resource\":\"arn:aws:secretsmanager:us-east-1:111122223333:secret:x\",\"Condition\":{\"StringNotEquals\":{\"aws:VpceOrgID\":\"o-a1b2c3d4e5\"}}}"), false, ACCOUNT)));
    samples.add(new Sample(Rule.VPCE029, Scene.of(policy(PolicyType.RESOURCE, "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"dynamodb:*\",\"Resource\":\"arn:aws:dynamodb:us-east-1:111122223333:table/x\",\"Condition\":{\"ArnNotEquals\":{\"aws:SourceVpcArn\":\"arn:aws:ec2:us-east-1:111122223333:vpc/vpc-0a1b2c3d4e5f60001\"}}}"), false, ACCOUNT)));
    samples.add(new Sample(Rule.VPCE030, bucket(deny("\"StringNotLike\":{\"aws:VpceOrgPaths\":\"o-a1b2c3d4e5/r-ab12/*\"}"))));
    samples.add(new Sample(Rule.VPCE030, bucket(allow("\"ForAnyValue:StringEquals\":{\"aws:PrincipalOrgPaths\":\"o-a1b2c3d4e5/r-ab12/*\"}"))));
    samples.add(new Sample(Rule.VPCE031, bucket(deny("\"StringNotEquals\":{\"aws:VpceOrgID\":\"o-a1b2c3d4e5\"}"))));
    samples.add(new Sample(Rule.VPCE032, with(bucket(allow(vpce("StringEquals", "\"" + V2 + "\"")), allow(vpce("StringEquals", "\"" + V1 + "\""))), true, known(V1, "vpc-1"))));
    samples.add(new Sample(Rule.VPCE033, bucket(allow("\"StringEquals\":{\"s3:prefix\":\"team-*\"}"))));
    samples.add(new Sample(Rule.VPCE034, bucket("{\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":\"arn:aws:iam::111122223333:role/app\"},\"Action\":\"s3:*\"," + BOTH + "}")));
    samples.add(new Sample(Rule.VPCE035, Scene.of(new Policy("policy", PolicyDocument.parse(PolicyType.RESOURCE, "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"444455556666\"},\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::data/${aws:username}/*\"}]}")), false, ACCOUNT)));
    samples.add(new Sample(Rule.VPCE036, endpoint(true, "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}")));
    samples.add(new Sample(Rule.VPCE037, bucket(deny("\"StringNotEquals\":{\"aws:SourceVpce\":\"${aws:PrincipalTag/endpoint}\"}"))));
    return samples;
  }

  @TestFactory
  List<DynamicTest> eachRuleFindsShowsAndRepairs() {
    assertThat(samples().stream().map(Sample::rule).distinct()).containsExactlyElementsOf(EnumSet.allOf(Rule.class));
    return samples().stream().map(sample -> DynamicTest.dynamicTest(sample.rule().name(), () -> check(sample))).toList();
  }

  private static void check(Sample sample) {
    List<Finding> findings = Linter.lint(sample.scene()).stream().filter(finding -> finding.rule() == sample.rule()).toList();
    assertThat(findings).as("found").hasSizeGreaterThanOrEqualTo(1);
    Finding finding = findings.getFirst();
    assertThat(finding.request()).as("a request that shows it").isPresent();
    assertThat(finding.repaired()).as("a repaired policy").isPresent();
    Policy repaired = new Policy("policy", PolicyParser.parse(sample.scene().type(), JsonText.parse(JsonText.printIndented(finding.repaired().orElseThrow()))));
    Scene after = new Scene(repaired, sample.scene().gateway(), ACCOUNT, sample.scene().region(), sample.scene().bucket(), sample.scene().organization(), sample.scene().endpoints(),
        sample.scene().complete(), sample.scene().scps(), sample.scene().rcps(), sample.scene().callers(), sample.scene().points());
    assertThat(Linter.lint(after)).as("repaired: %s", JsonText.print(finding.repaired().orElseThrow()))
        .noneMatch(again -> again.rule() == sample.rule() && again.subject().equals(finding.subject()));
    Question shown = finding.request().orElseThrow();
    Question read = Question.parse(shown.print());
    assertThat(Evaluator.decide(read.request(), read.policies()).verdict()).isEqualTo(Evaluator.verdict(shown.request(), shown.policies()));
    boolean before = Evaluator.decide(shown.request(), shown.policies()).isAllowed();
    Optional<String> endpoint = shown.request().context().has("aws:SourceVpce") ? Optional.of(shown.request().context().get("aws:sourcevpce").at(0)) : Optional.empty();
    String owner = shown.request().resourceAccount();
    boolean now = Evaluator.decide(shown.request(), after.setting(repaired, owner).policies(endpoint, shown.request().principal().account().equals(owner))).isAllowed();
    if (!SAME.contains(sample.rule()) && sample.rule() != Rule.VPCE002) {
      assertThat(now).as("the repaired policy decides otherwise: %s%n%s", shown.print(), JsonText.print(finding.repaired().orElseThrow())).isNotEqualTo(before);
    }
  }

  @Test
  void ofKnownAccessPointsAnEndpointMustAllowBothHalves() {
    String row = "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"%s\"}";
    String arn = "arn:aws:s3:us-east-1:111122223333:accesspoint/app";
    String onPoint = row.formatted(arn + "/object/team/*");
    String onBucket = row.formatted("arn:aws:s3:::data/*");
    assertThat(halves(arn, Optional.empty(), onPoint)).extracting(Finding::subject).containsExactly(arn);
    assertThat(halves(arn, Optional.empty(), onPoint, onBucket)).as("in two statements").isEmpty();
    assertThat(halves(arn, Optional.empty(), onBucket)).as("who has no need of the point").isEmpty();
    assertThat(halves(arn, Optional.of("vpc-1"), onBucket)).extracting(Finding::subject).containsExactly("arn:aws:s3:::data");
    assertThat(halves(arn, Optional.of("vpc-2"), onBucket)).as("of another VPC").isEmpty();
    for (Finding finding : List.of(halves(arn, Optional.empty(), onPoint).getFirst(), halves(arn, Optional.of("vpc-1"), onBucket).getFirst())) {
      Policy repaired = new Policy("policy", PolicyParser.parse(PolicyType.VPC_ENDPOINT, JsonText.parse(JsonText.printIndented(finding.repaired().orElseThrow()))));
      assertThat(halves(arn, Optional.of("vpc-1"), repaired)).isEmpty();
    }
  }

  private static List<Finding> halves(String arn, Optional<String> vpc, String... statements) {
    return halves(arn, vpc, policy(PolicyType.VPC_ENDPOINT, statements));
  }

  private static List<Finding> halves(String arn, Optional<String> vpc, Policy policy) {
    Scene.Endpoint own = new Scene.Endpoint(V1, Optional.of("vpc-1"), true, "s3", ACCOUNT, Optional.empty(), false, Optional.of(policy));
    Scene scene = with(Scene.of(policy, true, ACCOUNT), true, own).withPoints(List.of(new Scene.Point("data", new Setting.Point(arn, vpc, Optional.empty()))));
    return Linter.lint(scene).stream().filter(finding -> finding.rule() == Rule.VPCE028).toList();
  }

  @Test
  void anObjectOfPoliciesNamesTheAccessPointsOfItsBucket() {
    String text = "{\"bucket\":\"data\",\"account\":\"111122223333\",\"resourcePolicy\":{\"Version\":\"2012-10-17\",\"Statement\":[" + deny(ONLY) + "]},\"accessPoints\":["
        + "{\"arn\":\"arn:aws:s3:us-east-1:111122223333:accesspoint/app\",\"bucket\":\"data\",\"vpc\":\"vpc-1\",\"policy\":{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\","
        + "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:us-east-1:111122223333:accesspoint/app/object/*\"}}},"
        + "{\"arn\":\"arn:aws:s3:us-east-1:111122223333:accesspoint/other\",\"bucket\":\"others\"}]}";
    Setting setting = new SceneParser(text, "policy", Optional.empty(), Optional.empty(), ACCOUNT).parse().getFirst().setting();
    assertThat(setting.points().orElseThrow()).singleElement()
        .returns("arn:aws:s3:us-east-1:111122223333:accesspoint/app", Setting.Point::arn).returns(Optional.of("vpc-1"), Setting.Point::vpc).matches(point -> point.policy().isPresent());
    String bad = text.replace("accesspoint/other", "bucket/other");
    assertThatThrownBy(() -> new SceneParser(bad, "policy", Optional.empty(), Optional.empty(), ACCOUNT).parse()).hasMessageContaining("arn is no access point's");
    assertThat(new SceneParser(text.replace("\"accessPoints\":[", "\"accessPoints\":null,\"scps\":[").replaceAll("\"scps\":\\[.*", "\"scps\":[]}"), "policy", Optional.empty(), Optional.empty(), ACCOUNT)
        .parse().getFirst().setting().points()).as("nothing is known").isEmpty();
  }

  @Test
  void aPolicyWithEveryExemptionHasNoFinding() {
    Scene scene = bucket(deny(ONLY + "," + SERVICES + "," + ADMIN));
    assertThat(Linter.lint(scene)).isEmpty();
  }

  @Test
  void theMissionsPolicyHasWarningsButNoError() {
    List<Finding> findings = Linter.lint(bucket(deny(vpce("StringNotEquals", "[\"" + V1 + "\",\"" + V2 + "\"]"))));
    assertThat(findings).extracting(Finding::rule).containsExactly(Rule.VPCE001, Rule.VPCE017, Rule.VPCE019, Rule.VPCE020);
    assertThat(findings).noneMatch(finding -> finding.rule().severity() == Severity.ERROR);
  }

  @Test
  void whatIsKnownOfCallersSilencesWhatIsOnlyPossible() {
    Scene scene = bucket(deny(ONLY));
    Scene known = new Scene(scene.policy(), false, ACCOUNT, "us-east-1", scene.bucket(), Optional.empty(), List.of(known(V1, "vpc-1")), true, List.of(), List.of(),
        Optional.of(new Scene.Callers(List.of(), List.of())), scene.points());
    assertThat(Linter.lint(known)).extracting(Finding::rule).containsExactly(Rule.VPCE001, Rule.VPCE017);
  }
}
