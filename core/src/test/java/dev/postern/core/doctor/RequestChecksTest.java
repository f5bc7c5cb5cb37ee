package dev.postern.core.doctor;

import static dev.postern.core.explain.TracedCloud.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.explain.TracedCloud;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Route;
import dev.postern.core.policy.PolicyType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Findings from what hosts asked for: by which name, by which way, and what refused it. */
class RequestChecksTest {
  private static final String PUBLIC = "3.208.0.10";
  private static final String ENDPOINT = "vpce-00000000000000020";
  private static final String CALLER = "arn:aws:iam::000000000000:user/u";

  /** An instance with a public address beside an endpoint with private names. */
  private static TracedCloud cloud() {
    TracedCloud cloud = DoctorTest.sqs(new TracedCloud().vpc(1), 0, true).internetGateway(1).table(1, route("0.0.0.0/0", new Route.ViaInternetGateway("igw-00000001")));
    NetworkInterface eni = cloud.cloud.get(NetworkInterface.class, Kind.NETWORK_INTERFACE, "eni-00000010");
    return cloud.put(eni.withPublicIp(Optional.of(PUBLIC)));
  }

  private static Clues.Request outside(String region, String host) {
    return new Clues.Request("sqs", region, host, PUBLIC, Optional.empty(), CALLER, "sqs:ListQueues", "*", Optional.empty());
  }

  private static Clues.Request refused(Optional<String> endpoint, String resource, Optional<Clues.Refusal> refusal) {
    return new Clues.Request("s3", "us-east-1", "s3.us-east-1.amazonaws.com", PUBLIC, endpoint, CALLER, "s3:GetObject", resource, refusal);
  }

  private static Optional<Clues.Refusal> explicit(PolicyType type, String policy) {
    return Optional.of(new Clues.Refusal(type, true, policy, OptionalInt.of(0), Optional.of("No")));
  }

  private static List<Finding> examine(List<Clues.Bucket> buckets, Clues.Request... requests) {
    return Doctor.examine(cloud().cloud.snapshot, new Clues(buckets, List.of(), List.of(requests)));
  }

  private static List<Finding> examine(Clues.Request... requests) {
    return examine(List.of(), requests);
  }

  @Test
  void theUsualNameIsNothingToFindHere() {
    assertThat(examine(outside("us-east-1", "sqs.us-east-1.amazonaws.com"))).isEmpty();
  }

  @Test
  void anotherRegionIsFound() {
    Finding finding = examine(outside("ap-northeast-2", "sqs.ap-northeast-2.amazonaws.com")).getFirst();
    assertThat(finding.cause()).isEqualTo(Cause.OTHER_REGION);
    assertThat(finding.resource()).isEqualTo(ENDPOINT);
    assertThat(finding.evidence()).contains("ap-northeast-2");
  }

  @Test
  void aNameOfOldIsFound() {
    Finding finding = examine(outside("us-east-1", "queue.amazonaws.com")).getFirst();
    assertThat(finding.cause()).isEqualTo(Cause.OTHER_HOST);
    assertThat(finding.evidence()).contains("queue.amazonaws.com");
    assertThat(finding.consequence()).contains("sqs.us-east-1.amazonaws.com");
  }

  @Test
  void aFipsNameIsFound() {
    Finding finding = examine(outside("us-east-1", "sqs-fips.us-east-1.amazonaws.com")).getFirst();
    assertThat(finding.cause()).isEqualTo(Cause.SPECIAL_HOST);
    assertThat(finding.evidence()).contains("sqs-fips.us-east-1.amazonaws.com");
  }

  @Test
  void somebodyElsesRequestsAreNotTheVpcs() {
    Clues.Request other = new Clues.Request("sqs", "us-east-1", "queue.amazonaws.com", "3.208.0.99", Optional.empty(), CALLER, "sqs:ListQueues", "*", Optional.empty());
    assertThat(examine(other)).isEmpty();
  }

  @Test
  void whatAnEndpointPolicyRefusedIsFound() {
    Optional<String> through = Optional.of(ENDPOINT);
    Finding denied = examine(refused(through, "arn:aws:s3:::b/k", explicit(PolicyType.VPC_ENDPOINT, ENDPOINT))).getFirst();
    assertThat(denied.cause()).isEqualTo(Cause.POLICY_DENIES);
    assertThat(denied.evidence()).isEqualTo("No of the policy of " + ENDPOINT + " denied s3:GetObject on arn:aws:s3:::b/k to " + CALLER);
    Finding omitted =
        examine(refused(through, "arn:aws:s3:::b/k", Optional.of(new Clues.Refusal(PolicyType.VPC_ENDPOINT, false, "", OptionalInt.empty(), Optional.empty())))).getFirst();
    assertThat(omitted.cause()).isEqualTo(Cause.POLICY_ALLOWS_NOTHING);
    assertThat(omitted.consequence()).contains("because no VPC endpoint policy allows the s3:GetObject action");
  }

  @Test
  void whatPassesSinceIsNotFoundAgain() {
    Optional<String> through = Optional.of(ENDPOINT);
    assertThat(examine(refused(through, "arn:aws:s3:::b/k", explicit(PolicyType.VPC_ENDPOINT, ENDPOINT)), refused(through, "arn:aws:s3:::b/k", Optional.empty()))).isEmpty();
  }

  @Test
  void aBucketPolicyThatAsksForAnotherEndpointIsFoundByItsRefusal() {
    String policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"No\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::b/*\",\"Condition\":{%s}}]}";
    Clues.Request request = refused(Optional.of(ENDPOINT), "arn:aws:s3:::b/k", explicit(PolicyType.RESOURCE, "the policy of bucket b"));
    Clues.Bucket byNetwork = new Clues.Bucket("b", "000000000000", "us-east-1", policy.formatted("\"StringNotEquals\":{\"aws:SourceVpc\":\"vpc-00000009\"}"));
    assertThat(examine(List.of(byNetwork), request)).filteredOn(f -> f.cause() == Cause.BUCKET_POLICY_NAMES_NOBODY).extracting(Finding::evidence)
        .contains("No of the policy of bucket b denied s3:GetObject on arn:aws:s3:::b/k to " + CALLER + ", which came through " + ENDPOINT);
    Clues.Bucket byTag = new Clues.Bucket("b", "000000000000", "us-east-1", policy.formatted("\"StringEquals\":{\"aws:PrincipalTag/a\":\"b\"}"));
    assertThat(examine(List.of(byTag), request)).isEmpty();
  }

  @Test
  void whatTheOrganizationRefusedIsFoundOnEveryWay() {
    for (Optional<String> way : List.of(Optional.of(ENDPOINT), Optional.<String>empty())) {
      Finding finding = examine(refused(way, "arn:aws:s3:::b/k", explicit(PolicyType.SCP, "p-perimeter"))).getFirst();
      assertThat(finding.cause()).isEqualTo(Cause.ORGANIZATION_DENIES);
      assertThat(finding.resource()).isEqualTo("p-perimeter");
      assertThat(finding.consequence()).contains("with an explicit deny in a service control policy");
    }
  }
}
