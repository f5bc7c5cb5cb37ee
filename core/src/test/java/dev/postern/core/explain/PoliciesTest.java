package dev.postern.core.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.model.Kind;
import dev.postern.core.model.VpcEndpoint;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a trace says of policies where the network lets everything through. */
class PoliciesTest {
  private static final String EVERYTHING = document("\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"");
  private final TracedCloud cloud = new TracedCloud().vpc(1).s3Gateway(1);

  private static final String DYNAMODB = "https://dynamodb.us-east-1.amazonaws.com/";

  private static String document(String rest) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":" + rest + "}]}";
  }

  private static Trace.Stop denied(Trace trace) {
    assertThat(trace.reached()).isFalse();
    assertThat(trace.arrival()).isEmpty();
    assertThat(trace.there().getLast().passed()).isFalse();
    Trace.Stop stop = trace.stop().orElseThrow();
    assertThat(stop.symptom()).isEqualTo(Trace.Symptom.DENIED);
    assertThat(stop.sees()).startsWith("HTTP 403 AccessDenied: User: arn:aws:sts::000000000000:assumed-role/reader/i-00000010 is not authorized");
    return stop;
  }

  @Test
  void aRoleThatMayIsSaidToMay() {
    Trace trace = cloud.role(EVERYTHING).trace("i-00000010", "s3://shop/a/Key 1", Optional.empty());
    assertThat(trace.reached()).isTrue();
    assertThat(trace.policies()).startsWith("reader asks for s3:GetObject on arn:aws:s3:::shop/a/Key 1: allowed by reader/p");
    assertThat(trace.there().getLast().kind()).isEqualTo(Trace.Kind.POLICY);
  }

  @Test
  void aRoleThatMayNotIsTheStop() {
    Trace.Stop stop = denied(cloud.role(document("\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"")).trace("i-00000010", "s3://shop", Optional.empty()));
    assertThat(stop.resource()).isEqualTo("reader");
    assertThat(stop.sees()).endsWith("because no identity-based policy allows the s3:ListBucket action");
    assertThat(stop.advice()).contains("s3:ListBucket on arn:aws:s3:::shop");
  }

  @Test
  void anEndpointsPolicyThatOmitsTheBucketIsTheStop() {
    VpcEndpoint endpoint = cloud.cloud.get(VpcEndpoint.class, Kind.VPC_ENDPOINT, "vpce-00000000000000019");
    String policy = document("\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"arn:aws:s3:::other/*\"");
    cloud.role(EVERYTHING).put(endpoint.with(List.of("rtb-00000010"), policy));
    Trace.Stop stop = denied(cloud.trace("i-00000010", "https://shop.s3.us-east-1.amazonaws.com/k", Optional.empty()));
    assertThat(stop.resource()).isEqualTo("vpce-00000000000000019");
    assertThat(stop.sees()).endsWith("because no VPC endpoint policy allows the s3:GetObject action");
  }

  @Test
  void aBucketsPolicyThatWantsAnotherEndpointIsTheStop() {
    String policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"OnlyByTheOther\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\","
            + "\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-00000000000000099\"}}}]}";
    Trace.Stop stop = denied(cloud.role(EVERYTHING).trace("i-00000010", "https://s3.us-east-1.amazonaws.com/shop/k", Optional.of(policy)));
    assertThat(stop.resource()).isEqualTo("the policy of bucket shop");
    assertThat(stop.rule()).isEqualTo("OnlyByTheOther");
    assertThat(stop.sees()).endsWith("with an explicit deny in a resource-based policy");
    assertThat(cloud.trace("i-00000010", "https://s3.us-east-1.amazonaws.com/shop/k", Optional.of(policy.replace("099", "019"))).reached()).isTrue();
  }

  @Test
  void whatIsAskedForOfAnotherServiceIsJudgedWhenItIsSaid() {
    String table = "arn:aws:dynamodb:us-east-1:000000000000:table/orders";
    cloud.role(document("\"Allow\",\"Action\":\"dynamodb:GetItem\",\"Resource\":\"*\"")).dynamoDbGateway(1);
    Policies.Asked get = new Policies.Asked("dynamodb:GetItem", table);
    assertThat(cloud.trace("i-00000010", DYNAMODB, Optional.empty(), Optional.of(get)).policies()).startsWith("reader asks for dynamodb:GetItem on " + table + ": allowed by reader/p");
    assertThat(denied(cloud.trace("i-00000010", DYNAMODB, Optional.empty(), Optional.of(new Policies.Asked("dynamodb:PutItem", table)))).resource()).isEqualTo("reader");
    String policy = document("\"Deny\",\"Principal\":\"*\",\"Action\":\"dynamodb:*\",\"Resource\":\"*\"");
    assertThat(denied(cloud.trace("i-00000010", DYNAMODB, Optional.of(policy), Optional.of(get))).resource()).isEqualTo("the policy of table orders");
  }

  @Test
  void whatIsNoActionIsRefused() {
    for (String action : List.of("GetItem", "dynamodb:", "dynamodb:*", "a b:C")) {
      assertThatThrownBy(() -> new Policies.Asked(action, "*")).isInstanceOf(NotTraceable.class).hasMessageContaining("not an action");
    }
    assertThatThrownBy(() -> new Policies.Asked("dynamodb:GetItem", "orders")).isInstanceOf(NotTraceable.class);
  }

  @Test
  void whatIsNotLookedAtIsSaid() {
    assertThat(cloud.trace("i-00000010", "s3://shop/k", Optional.empty()).policies()).isEqualTo("not looked at: i-00000010 has no role, so who calls is not known");
    assertThat(cloud.sqs(1, 0, true).trace("i-00000010", "https://sqs.us-east-1.amazonaws.com/", Optional.empty()).policies()).startsWith("not looked at: only of a request to S3");
    assertThat(cloud.trace("i-00000010", "10.1.1.10:22").policies()).isEqualTo("not looked at");
  }
}
