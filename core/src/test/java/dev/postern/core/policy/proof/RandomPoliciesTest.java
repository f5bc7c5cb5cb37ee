package dev.postern.core.policy.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The prover and the evaluator about random bucket policies: what is proved withstands random requests, what is refuted has a witness. */
class RandomPoliciesTest {
  private static final long SEED = Long.getLong("policy.seed", 20261125);
  private static final String ACCOUNT = "111122223333";
  private static final int POLICIES = 50;
  private static final Set<String> RESCUE = Set.of("s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy");

  private static final String APP = "arn:aws:s3:us-east-1:111122223333:accesspoint/app";

  private final Random random = new Random(SEED);
  /** Whether policies speak of access points. */
  private boolean points;

  private String one(String... values) {
    return values[random.nextInt(values.length)];
  }

  private String statement() {
    String principal = one("\"*\"", "\"*\"", "{\"AWS\":\"444455556666\"}", "{\"AWS\":\"arn:aws:iam::111122223333:role/app\"}", "{\"AWS\":\"111122223333\"}", "{\"Service\":\"cloudtrail.amazonaws.com\"}",
        "{\"AWS\":[\"arn:aws:sts::111122223333:assumed-role/app/s\",\"arn:aws:iam::444455556666:user/bob\"]}");
    String actions = one("\"s3:*\"", "\"s3:*\"", "\"*\"", "[\"s3:GetObject\",\"s3:PutObject\"]", "\"s3:Get*\"", "\"s3:*Bucket*\"");
    String resource = one("[\"arn:aws:s3:::data\",\"arn:aws:s3:::data/*\"]", "[\"arn:aws:s3:::data\",\"arn:aws:s3:::data/*\"]", "\"arn:aws:s3:::data/*\"", "\"arn:aws:s3:::data*\"", "\"*\"", "\"arn:aws:s3:::data/team-?/*\"", "\"arn:aws:s3:::data/logs/*/x\"");
    StringBuilder text = new StringBuilder("{\"Effect\":\"").append(one("Allow", "Deny", "Deny")).append("\",\"");
    text.append(random.nextInt(6) == 0 && !principal.contains("\"*\"") ? "NotPrincipal" : "Principal").append("\":").append(principal);
    text.append(",\"").append(one("Action", "Action", "Action", "Action", "NotAction")).append("\":").append(actions);
    text.append(",\"").append(one("Resource", "Resource", "Resource", "Resource", "Resource", "NotResource")).append("\":").append(resource).append(",\"Condition\":{");
    List<String> conditions = new ArrayList<>();
    for (int n = random.nextInt(3); n > 0; n--) {
      conditions.add(condition());
    }
    return text.append(String.join(",", conditions.stream().distinct().toList())).append("}}").toString();
  }

  private String condition() {
    String set = one("", "", "", "ForAllValues:", "ForAnyValue:");
    String ifExists = one("", "", "IfExists");
    return switch (random.nextInt(points ? 14 : 9)) {
      case 0, 1, 2 -> "\"" + set + one("StringEquals", "StringNotEquals", "StringNotEquals", "StringLike", "StringNotLike") + ifExists + "\":{\"aws:SourceVpce\":" + one("\"vpce-1\"", "[\"vpce-1\",\"vpce-2\"]", "\"vpce-*\"") + "}";
      case 3 -> "\"" + one("StringEquals", "StringNotEquals") + ifExists + one("\":{\"aws:SourceVpc\":\"vpc-1\"}", "\":{\"aws:PrincipalOrgID\":\"o-1\"}", "\":{\"aws:PrincipalAccount\":\"111122223333\"}");
      case 4 -> "\"" + one("IpAddress", "NotIpAddress") + ifExists + "\":{\"" + one("aws:SourceIp", "aws:VpcSourceIp") + "\":" + one("\"203.0.113.0/24\"", "[\"10.0.0.0/8\",\"198.51.100.0/24\"]", "\"0.0.0.0/0\"") + "}";
      case 5 -> "\"Null\":{\"" + one("aws:SourceVpce", "aws:PrincipalArn", "aws:SourceIp", "aws:PrincipalOrgID") + "\":\"" + one("true", "false") + "\"}";
      case 6 -> "\"Bool" + ifExists + "\":{\"" + one("aws:PrincipalIsAWSService", "aws:ViaAWSService", "aws:SecureTransport") + "\":\"" + one("true", "false") + "\"}";
      case 7 -> "\"" + one("ArnLike", "ArnNotLike", "ArnNotEquals", "StringNotLike") + ifExists + "\":{\"aws:PrincipalArn\":" + one("\"arn:aws:iam::111122223333:role/*\"", "[\"arn:aws:iam::*:role/admin\",\"arn:aws:iam::111122223333:root\"]") + "}";
      case 9, 10, 11 -> "\"" + one("StringEquals", "StringNotEquals", "StringLike") + ifExists + "\":{\"s3:DataAccessPointAccount\":" + one("\"111122223333\"", "\"999988887777\"", "\"1111*\"") + "}";
      case 12 -> "\"" + one("StringEquals", "ArnNotLike", "StringLike") + ifExists + "\":{\"s3:DataAccessPointArn\":" + one("\"" + APP + "\"", "\"" + APP + "*\"", "\"arn:aws:s3:us-east-1:444455556666:accesspoint/*\"") + "}";
      case 13 -> "\"" + one("StringEquals", "StringNotEquals") + ifExists + "\":{\"s3:AccessPointNetworkOrigin\":\"VPC\"}";
      default -> "\"" + one("StringLike", "StringNotLike", "StringEquals") + "\":{\"s3:prefix\":" + one("\"team-*\"", "[\"k\",\"logs/*\"]", "\"*a*\"") + "}";
    };
  }

  /** Points of the owner and of others, of a VPC and open, with policies like the bucket's or without any. */
  private List<Setting.Point> somePoints() {
    List<Setting.Point> some = new ArrayList<>();
    for (String arn : List.of(APP, APP + "-of-vpc", "arn:aws:s3:us-east-1:444455556666:accesspoint/theirs")) {
      if (random.nextInt(3) > 0) {
        String text = "{\"Version\":\"2012-10-17\",\"Statement\":[" + statement() + "," + statement() + "]}";
        String about = text.replace("arn:aws:s3:::data/", arn + "/object/").replace("arn:aws:s3:::data", arn);
        Optional<Policy> policy = random.nextBoolean() ? Optional.empty() : parse(about).map(document -> new Policy("policy of " + arn, document));
        some.add(new Setting.Point(arn, arn.endsWith("vpc") ? Optional.of("vpc-1") : Optional.empty(), policy));
      }
    }
    return some;
  }

  @Test
  void theProverAgreesWithTheEvaluator() {
    agree(POLICIES, setting -> setting);
  }

  @Test
  void theProverAgreesWithTheEvaluatorAboutKnownAccessPoints() {
    points = true;
    agree(POLICIES / 5, setting -> setting.withPoints(somePoints()));
  }

  @Test
  void theProverAgreesWithTheEvaluatorAboutAccessPointsThatNobodyKnows() {
    points = true;
    agree(POLICIES / 3, setting -> setting);
  }

  private void agree(int policies, UnaryOperator<Setting> around) {
    int proved = 0;
    int refuted = 0;
    int closed = 0;
    int locked = 0;
    int narrowed = 0;
    Optional<Setting> before = Optional.empty();
    for (int i = 0; i < policies; i++) {
      List<String> statements = new ArrayList<>();
      for (int n = 1 + random.nextInt(5); n > 0; n--) {
        statements.add(statement());
      }
      if (random.nextBoolean()) {
        statements.add("{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":[\"arn:aws:s3:::data\",\"arn:aws:s3:::data/*\"],\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpce\":[\"vpce-1\",\"vpce-2\"]}}}");
      }
      String text = "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
      Optional<PolicyDocument> document = parse(text);
      if (document.isEmpty()) {
        continue;
      }
      Setting setting = around.apply(Setting.bucket("data", ACCOUNT, new Policy("bucket policy", document.get())));
      String as = "seed " + SEED + ", policy " + i + ": " + text;
      Prover prover = new Prover(setting);
      Set<String> two = Set.of("vpce-1", "vpce-2");
      Proof only = prover.onlyThrough(two);
      Proof notPublic = prover.notPublic();
      Proof notLockedOut = prover.notLockedOut();
      for (Proof proof : List.of(only, notPublic, notLockedOut)) {
        assertThat(proof).as("%s%n%s", as, proof).isNotInstanceOf(Proof.Unknown.class);
        refuted += proof instanceof Proof.Refuted ? 1 : 0;
      }
      if (only instanceof Proof.Proved) {
        proved++;
        withstood(new Attack(setting, SEED + i).on(request -> !isThrough(request) && !isRescue(request)), as);
      }
      if (notPublic instanceof Proof.Proved) {
        closed++;
        withstood(new Attack(setting, SEED + i).on(request -> isPublic(request) && (setting.points().isPresent() || !request.context().has("s3:DataAccessPointArn"))), as);
      }
      if (notLockedOut instanceof Proof.Refuted) {
        locked++;
        Attack attack = new Attack(setting, SEED + i);
        withstood(attack.on("s3:PutBucketPolicy", request -> request.principal().account().equals(ACCOUNT) && !isRescue(request)), as);
      }
      // Compared with the policy before, which is another one, and with itself without its last statement.
      List<Setting> others = new ArrayList<>(before.stream().toList());
      if (statements.size() > 1) {
        parse("{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements.subList(0, statements.size() - 1)) + "]}")
            .ifPresent(less -> others.add(setting.withResource(new Policy("bucket policy", less))));
      }
      for (Setting older : others) {
        Proof change = prover.noNewAccess(older);
        assertThat(change).as("%s%n%s", as, change).isNotInstanceOf(Proof.Unknown.class);
        if (change instanceof Proof.Proved) {
          narrowed++;
          Attack.Judge judge = new Attack.Judge(older);
          withstood(new Attack(setting, SEED + i).learn(older).on(request -> !judge.allows(request)), as);
        }
      }
      before = Optional.of(setting);
    }
    assertThat(closed).isGreaterThanOrEqualTo(policies / 20);
    assertThat(locked).isGreaterThanOrEqualTo(policies / 20);
    assertThat(narrowed).isGreaterThanOrEqualTo(policies / 20);
    assertThat(proved).isGreaterThanOrEqualTo(policies / 20);
    assertThat(closed + locked + narrowed + proved).isGreaterThan(policies / 4);
    assertThat(refuted).isGreaterThan(policies / 4);
  }

  /** The same operator cannot stand twice in one statement. */
  private static Optional<PolicyDocument> parse(String text) {
    try {
      return Optional.of(PolicyDocument.parse(PolicyType.RESOURCE, text));
    } catch (dev.postern.core.policy.MalformedPolicy e) {
      assertThat(e.problem()).contains("stands twice");
      return Optional.empty();
    }
  }

  private static void withstood(Attack.Outcome outcome, String as) {
    assertThat(outcome.allowed()).as(as).isEmpty();
  }

  private static String value(Request request, String key) {
    return request.context().has(key) ? request.context().get(key).at(0) : "";
  }

  private static boolean isThrough(Request request) {
    return Set.of("vpce-1", "vpce-2").contains(value(request, "aws:sourcevpce"));
  }

  private static boolean isRescue(Request request) {
    return request.principal().name().equals("arn:aws:iam::" + ACCOUNT + ":root") && RESCUE.contains(request.action());
  }

  /** Of somebody whom no statement here can name, from no place that one can pin. */
  private static boolean isPublic(Request request) {
    boolean isStranger = request.principal() instanceof Principal.Anonymous || request.principal().account().equals("999988887777");
    return isStranger && !isThrough(request) && !value(request, "aws:sourcevpc").equals("vpc-1") && !value(request, "aws:principalorgid").equals("o-1")
        && !Set.of("203.0.113.5", "198.51.100.7").contains(value(request, "aws:sourceip"));
  }
}
