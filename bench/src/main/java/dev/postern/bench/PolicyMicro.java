package dev.postern.bench;

import dev.postern.core.policy.Evaluator;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicySet;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.Verdict;
import dev.postern.core.policy.proof.Proof;
import dev.postern.core.policy.proof.Prover;
import dev.postern.core.policy.proof.Setting;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.Request;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Decisions about one S3 read by 25 statements: an endpoint's policy, a bucket's and an identity's. */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PolicyMicro {
  private static final String ACCOUNT = "111122223333";
  private static final int STATEMENTS = 25;

  private static final Set<String> ENDPOINTS = Set.of("vpce-0a1b2c3d4e5f60001", "vpce-0a1b2c3d4e5f60002", "vpce-0a1b2c3d4e5f60003");
  private static final String ONLY_THROUGH =
      """
      {"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::data","arn:aws:s3:::data/*"],
        "Condition":{"StringNotEquals":{"aws:SourceVpce":["vpce-0a1b2c3d4e5f60001","vpce-0a1b2c3d4e5f60002","vpce-0a1b2c3d4e5f60003"]}}}""";

  private final Setting small = Setting.bucket("data", ACCOUNT, new Policy("bucket", document(PolicyType.RESOURCE, ONLY_THROUGH)));
  private final Setting large = Setting.bucket("data", ACCOUNT, new Policy("bucket", document(PolicyType.RESOURCE, ONLY_THROUGH + allowsOfTeams())));

  /** As much as a bucket policy holds. */
  private static String allowsOfTeams() {
    StringBuilder statements = new StringBuilder();
    for (int i = 0; i < 85; i++) {
      statements.append(
          ",{\"Sid\":\"Team%d\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::444455556666:role/reader-%d\"},\"Action\":[\"s3:GetObject\",\"s3:GetObjectVersion\"],\"Resource\":\"arn:aws:s3:::data/team-%d/*/reports/*\"}"
              .formatted(i, i, i));
    }
    return statements.toString();
  }

  private final PolicySet policies =
      PolicySet.NONE
          .withEndpoint(new Policy("endpoint", document(PolicyType.VPC_ENDPOINT, endpoint())), true)
          .withResource(new Policy("bucket", document(PolicyType.RESOURCE, bucket())))
          .withIdentity(List.of(new Policy("identity", document(PolicyType.IDENTITY, identity()))));

  private final Request allowed = request("vpce-0a1b2c3d4e5f60002");
  private final Request denied = request("vpce-0a1b2c3d4e5f60009");

  public PolicyMicro() {
    long count =
        policies.endpoints().getFirst().document().statements().size()
            + policies.resource().getFirst().document().statements().size()
            + policies.identity().getFirst().document().statements().size();
    if (!(new Prover(small).onlyThrough(ENDPOINTS) instanceof Proof.Proved) || !(new Prover(large).onlyThrough(ENDPOINTS) instanceof Proof.Proved)) {
      throw new IllegalStateException("not proved");
    }
    if (count != STATEMENTS || Evaluator.verdict(allowed, policies) != Verdict.ALLOWED || Evaluator.verdict(denied, policies) != Verdict.EXPLICITLY_DENIED) {
      throw new IllegalStateException("the policies do not say what the benchmark means: " + count + " statements");
    }
  }

  private static PolicyDocument document(PolicyType type, String statements) {
    return PolicyDocument.parse(type, "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}");
  }

  private static String endpoint() {
    return """
        {"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::data","arn:aws:s3:::data/*"],"Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}},
        {"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::amazonlinux-2-repos-us-east-1/*"},
        {"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*"},
        {"Effect":"Deny","Principal":"*","Action":["s3:DeleteBucket","s3:PutBucketPolicy"],"Resource":"*"},
        {"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}""";
  }

  private static String bucket() {
    StringBuilder statements =
        new StringBuilder(
            """
            {"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::data","arn:aws:s3:::data/*"],
              "Condition":{"StringNotEquals":{"aws:SourceVpce":["vpce-0a1b2c3d4e5f60001","vpce-0a1b2c3d4e5f60002","vpce-0a1b2c3d4e5f60003"]},
                "BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}},
            {"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::data/*","Condition":{"NotIpAddressIfExists":{"aws:VpcSourceIp":["10.0.0.0/16","10.1.0.0/16"]}}},
            {"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::data/*","Condition":{"StringNotEquals":{"s3:x-amz-server-side-encryption":"aws:kms"}}},
            {"Effect":"Allow","Principal":{"Service":"logging.s3.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::data/logs/*"}""");
    for (int i = 0; i < 6; i++) {
      statements.append(
          ",{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::444455556666:role/reader-%d\"},\"Action\":[\"s3:GetObject\",\"s3:ListBucket\"],\"Resource\":\"arn:aws:s3:::data/team-%d/*\"}"
              .formatted(i, i));
    }
    return statements.toString();
  }

  private static String identity() {
    StringBuilder statements = new StringBuilder("{\"Effect\":\"Deny\",\"Action\":[\"iam:*\",\"organizations:*\",\"account:*\"],\"Resource\":\"*\"}");
    for (String service : List.of("ec2", "sqs", "sns", "dynamodb", "logs", "ecr", "ssm")) {
      statements.append(",{\"Effect\":\"Allow\",\"Action\":[\"%s:Get*\",\"%s:List*\",\"%s:Describe*\"],\"Resource\":\"*\"}".replace("%s", service));
    }
    statements.append(",{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::home/${aws:username}/*\"}");
    statements.append(",{\"Effect\":\"Allow\",\"Action\":[\"s3:Get*\",\"s3:List*\"],\"Resource\":[\"arn:aws:s3:::data\",\"arn:aws:s3:::data/*/reports/*\"]}");
    return statements.toString();
  }

  private static Request request(String endpoint) {
    Context context =
        Context.builder()
            .put("aws:SourceVpce", endpoint)
            .put("aws:SourceVpc", "vpc-0a1b2c3d4e5f60001")
            .put("aws:VpcSourceIp", "10.1.2.3")
            .put("aws:SecureTransport", "true")
            .put("aws:PrincipalAccount", ACCOUNT)
            .put("aws:PrincipalArn", "arn:aws:iam::" + ACCOUNT + ":role/app")
            .put("aws:PrincipalIsAWSService", "false")
            .put("aws:ViaAWSService", "false")
            .build();
    Principal caller = Principal.ofArn("arn:aws:sts::" + ACCOUNT + ":assumed-role/app/i-0123").orElseThrow();
    return new Request(caller, "s3:GetObject", "arn:aws:s3:::data/2026/reports/november.parquet", ACCOUNT, context);
  }

  @Benchmark
  public Verdict allow() {
    return Evaluator.verdict(allowed, policies);
  }

  @Benchmark
  public Verdict deny() {
    return Evaluator.verdict(denied, policies);
  }

  @Benchmark
  public Object allowWithItsReasons() {
    return Evaluator.decide(allowed, policies);
  }

  @Benchmark
  public Object proveOnlyThrough() {
    return new Prover(small).onlyThrough(ENDPOINTS);
  }

  @Benchmark
  public Object proveOnlyThroughOf20KbWith85Globs() {
    return new Prover(large).onlyThrough(ENDPOINTS);
  }
}
