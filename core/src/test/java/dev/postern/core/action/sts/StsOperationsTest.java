package dev.postern.core.action.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.Seed;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoRequest;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.GetFederationTokenRequest;
import software.amazon.awssdk.services.sts.model.GetFederationTokenResponse;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.StsRequest;
import software.amazon.awssdk.services.sts.model.Tag;

class StsOperationsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final String POLICY = "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}";
  private static final String ARN = "arn:aws:iam::123456789012:role/app/reader";

  private static final Caller ANN = new Caller("123456789012", "us-east-1", "arn:aws:iam::123456789012:user/ann", "AIDAEXAMPLE", Optional.empty());

  private final IamRole role =
      new IamRole(
          new ResourceKey("123456789012", ResourceKey.GLOBAL, Kind.IAM_ROLE, "reader"),
          "reader", "AROAEXAMPLE", "/app/", "{}", "", 7200, NOW, TreePMap.empty(), List.of());
  private Snapshot snapshot = Snapshot.EMPTY.with(role);
  private Caller caller = Caller.root("123456789012", "us-east-1");

  @Test
  void aTwelveDigitKeyIsThatAccountsRoot() {
    assertThat(Callers.of(snapshot, "111122223333", "eu-west-1", NOW).principalArn()).isEqualTo("arn:aws:iam::111122223333:root");
  }

  @Test
  void anUnknownKeyIsTheRootOfNobodysAccount() {
    assertThat(Callers.of(snapshot, "AKIAIOSFODNN7EXAMPLE", "eu-west-1", NOW).account()).isEqualTo("000000000000");
    assertThat(Callers.of(snapshot, "test", "eu-west-1", NOW).account()).isEqualTo("000000000000");
  }

  @Test
  void anAssumedRoleCallsAsItsSessionUntilItExpires() {
    AssumeRoleResponse assumed =
        call("AssumeRole", AssumeRoleRequest.builder().roleArn(ARN).roleSessionName("s1").durationSeconds(900).build(), AssumeRoleResponse.class);
    String key = assumed.credentials().accessKeyId();
    assertThat(key).startsWith("ASIA");
    assertThat(assumed.assumedRoleUser().arn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/reader/s1");
    assertThat(assumed.credentials().expiration()).isEqualTo(NOW.plusSeconds(900));

    caller = Callers.of(snapshot, key, "us-east-1", NOW.plusSeconds(899));
    GetCallerIdentityResponse identity = call("GetCallerIdentity", GetCallerIdentityRequest.builder().build(), GetCallerIdentityResponse.class);
    assertThat(identity.arn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/reader/s1");
    assertThat(identity.userId()).isEqualTo("AROAEXAMPLE:s1");
    assertThatThrownBy(() -> Callers.of(snapshot, key, "us-east-1", NOW.plusSeconds(900)))
        .isInstanceOfSatisfying(AwsException.class, e -> assertThat(e.code()).isEqualTo("ExpiredToken"));
  }

  @Test
  void anUnknownRoleIsAccessDenied() {
    refused(
        AssumeRoleRequest.builder().roleArn(ARN + "x").roleSessionName("s1").build(),
        "AccessDenied",
        "User: arn:aws:iam::123456789012:root is not authorized to perform: sts:AssumeRole on resource: " + ARN + "x");
  }

  @Test
  void sessionsAreNotLongerThanTheRoleAllows() {
    refused(
        AssumeRoleRequest.builder().roleArn(ARN).roleSessionName("s1").durationSeconds(7201).build(),
        "ValidationError",
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    refused(
        AssumeRoleRequest.builder().roleArn(ARN).roleSessionName("s1").durationSeconds(899).build(),
        "ValidationError",
        "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900");
  }

  @Test
  void aSessionKeepsItsPoliciesItsTagsAndWhatItInherits() {
    AssumeRoleRequest first =
        AssumeRoleRequest.builder().roleArn(ARN).roleSessionName("s1").policy(POLICY).policyArns(a -> a.arn("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"))
            .tags(t -> t.key("Team").value("a"), t -> t.key("cost").value("7")).transitiveTagKeys("team").sourceIdentity("ann").build();
    AssumeRoleResponse assumed = call("AssumeRole", first, AssumeRoleResponse.class);
    assertThat(assumed.sourceIdentity()).isEqualTo("ann");
    caller = Callers.of(snapshot, assumed.credentials().accessKeyId(), "us-east-1", NOW);
    assertThat(caller.key().flatMap(AccessKey::session)).contains(
        new AccessKey.Session(Optional.of(POLICY), List.of("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"),
            TreePMap.<String, String>empty().plus("Team", "a").plus("cost", "7"), List.of("Team"), Optional.of("ann"), Optional.empty()));

    AssumeRoleRequest.Builder next = AssumeRoleRequest.builder().roleArn(ARN).roleSessionName("s2");
    AssumeRoleResponse chained = call("AssumeRole", next.build(), AssumeRoleResponse.class);
    AccessKey.Session session = Callers.of(snapshot, chained.credentials().accessKeyId(), "us-east-1", NOW).key().orElseThrow().session().orElseThrow();
    assertThat(session.tags()).containsOnly(Map.entry("Team", "a"));
    assertThat(session.sourceIdentity()).contains("ann");
    refused(next.tags(t -> t.key("TEAM").value("b")).build(), "ValidationError",
        "The tag key 'TEAM' is transitive in the calling session, so it cannot be given again.");
    refused(AssumeRoleRequest.builder().roleArn(ARN).roleSessionName("s2").sourceIdentity("bob").build(), "AccessDenied",
        "User: arn:aws:sts::123456789012:assumed-role/reader/s1 has a source identity already, which cannot be changed in the sessions that follow");
  }

  @Test
  void whatASessionIsGivenHasAwssLimits() {
    AssumeRoleRequest good = AssumeRoleRequest.builder().roleArn(ARN).roleSessionName("s1").build();
    refused(good.toBuilder().policy("{\"Statement\":[{}]}").build(), "MalformedPolicyDocument", "Missing required field Effect (line 1, column 15)");
    String atPolicy = "at 'policy' failed to satisfy constraint: Member must have length less than or equal to 2048 (2111 characters, and the limit is crossed at line 1, column 2049)";
    assertThatThrownBy(() -> apply(StsOperations.find("AssumeRole").orElseThrow(), good.toBuilder().policy(POLICY + " ".repeat(2048)).build()))
        .hasMessageEndingWith(atPolicy);
    refused(good.toBuilder().policyArns(Collections.nCopies(11, PolicyDescriptorType.builder().arn(ARN).build())).build(), "ValidationError",
        "1 validation error detected: Value of 11 members at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to 10");
    refused(good.toBuilder().policyArns(a -> a.arn("arn:aws:iam::123456789012:policy/none")).build(), "ValidationError",
        "Policy arn:aws:iam::123456789012:policy/none does not exist or is not attachable.");
    refused(good.toBuilder().tags(t -> t.key("a").value("1"), t -> t.key("A").value("2")).build(), "ValidationError",
        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    refused(good.toBuilder().transitiveTagKeys("a").build(), "ValidationError", "The transitive tag key 'a' is not among the tags of the request.");
    refused(good.toBuilder().externalId("x").build(), "ValidationError",
        "1 validation error detected: Value 'x' at 'externalId' failed to satisfy constraint: Member must have length greater than or equal to 2");
  }

  @Test
  void aFederatedUserActsForTheOneWhoCalled() {
    GetFederationTokenRequest.Builder request = GetFederationTokenRequest.builder().name("Bob").policy(POLICY).tags(t -> t.key("Team").value("a"));
    caller = ANN;
    GetFederationTokenResponse given = call("GetFederationToken", request.build(), GetFederationTokenResponse.class);
    assertThat(given.federatedUser().arn()).isEqualTo("arn:aws:sts::123456789012:federated-user/Bob");
    assertThat(given.federatedUser().federatedUserId()).isEqualTo("123456789012:Bob");
    assertThat(given.packedPolicySize()).isBetween(1, 20);
    assertThat(given.credentials().expiration()).isEqualTo(NOW.plus(Duration.ofHours(12)));
    caller = Callers.of(snapshot, given.credentials().accessKeyId(), "us-east-1", NOW);
    assertThat(caller.key().flatMap(AccessKey::session).flatMap(AccessKey.Session::federator)).contains(ANN.principalArn());
    GetCallerIdentityResponse identity = call("GetCallerIdentity", GetCallerIdentityRequest.builder().build(), GetCallerIdentityResponse.class);
    assertThat(identity.arn()).isEqualTo("arn:aws:sts::123456789012:federated-user/Bob");
    assertThat(identity.userId()).isEqualTo("123456789012:Bob");
    caller = Caller.root("123456789012", "us-east-1");
    GetFederationTokenResponse ofRoot = call("GetFederationToken", request.policy(null).tags(List.of()).build(), GetFederationTokenResponse.class);
    assertThat(ofRoot.credentials().expiration()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    assertThat(ofRoot.packedPolicySize()).isZero();
  }

  @Test
  void aFederatedUsersNameAndTimeHaveAwssLimits() {
    String violated = "1 validation error detected: Value %s failed to satisfy constraint: Member must %s";
    refused(GetFederationTokenRequest.builder().name("B").build(), "ValidationError", violated.formatted("'B' at 'name'", "have length greater than or equal to 2"));
    refused(GetFederationTokenRequest.builder().name("b".repeat(33)).build(), "ValidationError",
        violated.formatted("'" + "b".repeat(33) + "' at 'name'", "have length less than or equal to 32"));
    refused(GetFederationTokenRequest.builder().build(), "ValidationError", violated.formatted("null at 'name'", "not be null"));
    refused(GetFederationTokenRequest.builder().name("Bob").durationSeconds(129601).build(), "ValidationError",
        violated.formatted("'129601' at 'durationSeconds'", "have value less than or equal to 129600"));
  }

  @Test
  void policiesAndTagsOfASessionMustFitInItsToken() {
    AssumeRoleRequest.Builder assume = AssumeRoleRequest.builder().roleArn(ARN).roleSessionName("s1");
    assertThat(call("AssumeRole", assume.build(), AssumeRoleResponse.class).packedPolicySize()).isNull();
    assertThat(call("AssumeRole", assume.policy(POLICY).build(), AssumeRoleResponse.class).packedPolicySize()).isBetween(1, 20);
    List<Tag> tags = IntStream.range(0, 50).mapToObj(i -> Tag.builder().key("k" + i).value(UUID.nameUUIDFromBytes(new byte[] {(byte) i}).toString()).build()).toList();
    assertThatThrownBy(() -> apply(StsOperations.find("AssumeRole").orElseThrow(), assume.policy(null).tags(tags).build()))
        .isInstanceOfSatisfying(AwsException.class, e -> assertThat(e.code()).isEqualTo("PackedPolicyTooLarge"));
    GetFederationTokenRequest federate = GetFederationTokenRequest.builder().name("Bob").tags(tags).build();
    assertThatThrownBy(() -> apply(StsOperations.find("GetFederationToken").orElseThrow(), federate))
        .isInstanceOfSatisfying(AwsException.class, e -> assertThat(e.code()).isEqualTo("PackedPolicyTooLarge"));
    List<Tag> more = Collections.nCopies(51, Tag.builder().key("k").value("v").build());
    refused(assume.tags(more).build(), "ValidationError",
        "1 validation error detected: Value of 51 members at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50");
  }

  @Test
  void eachCredentialCallsWhatAwsLetsIt() {
    String denied = "Cannot call %s with session credentials";
    AssumeRoleRequest assume = AssumeRoleRequest.builder().roleArn(ARN).roleSessionName("s1").build();
    GetFederationTokenRequest federate = GetFederationTokenRequest.builder().name("Bob").build();
    GetSessionTokenRequest renew = GetSessionTokenRequest.builder().build();
    Caller user = caller;
    String key = call("AssumeRole", assume, AssumeRoleResponse.class).credentials().accessKeyId();
    caller = Callers.of(snapshot, key, "us-east-1", NOW);
    refused(federate, "AccessDenied", denied.formatted("GetFederationToken"));
    refused(renew, "AccessDenied", denied.formatted("GetSessionToken"));
    assertThat(Credential.of(caller).isKnownToIam()).isTrue();
    caller = user;
    key = call("GetSessionToken", renew, GetSessionTokenResponse.class).credentials().accessKeyId();
    caller = Callers.of(snapshot, key, "us-east-1", NOW);
    refused(federate, "AccessDenied", denied.formatted("GetFederationToken"));
    refused(renew, "AccessDenied", denied.formatted("GetSessionToken"));
    call("AssumeRole", assume, AssumeRoleResponse.class);
    assertThat(Credential.of(caller).isKnownToIam()).isFalse();
    caller = user;
    key = call("GetFederationToken", federate, GetFederationTokenResponse.class).credentials().accessKeyId();
    caller = Callers.of(snapshot, key, "us-east-1", NOW);
    refused(assume, "AccessDenied", denied.formatted("AssumeRole"));
    refused(federate, "AccessDenied", denied.formatted("GetFederationToken"));
    refused(renew, "AccessDenied", denied.formatted("GetSessionToken"));
    refused(GetAccessKeyInfoRequest.builder().accessKeyId(key).build(), "AccessDenied", denied.formatted("GetAccessKeyInfo"));
    assertThat(Credential.of(caller).isKnownToIam()).isFalse();
  }

  @Test
  void sessionsOverADayAgoAreForgotten() {
    Facts facts = new Facts(NOW, new Seed(new byte[] {1}), Observed.NOTHING);
    Snapshot held = snapshot.with(Sessions.of(role, "old", Duration.ofMinutes(15), facts));
    Facts later = new Facts(NOW.plus(Duration.ofDays(2)), new Seed(new byte[] {2}), Observed.NOTHING);
    assertThat(Sessions.pruned(held, "123456789012", facts)).isEqualTo(held);
    assertThat(Sessions.pruned(held, "123456789012", later).resources()).isEqualTo(snapshot.resources());
  }

  @Test
  void anAccessKeyIdNamesItsAccount() {
    // A published example of an id whose account is known.
    assertThat(call("GetAccessKeyInfo", GetAccessKeyInfoRequest.builder().accessKeyId("ASIAQNZGKIQY56JQ7WML").build(), GetAccessKeyInfoResponse.class).account())
        .isEqualTo("029608264753");
  }

  private <R> R call(String name, Object request, Class<R> response) {
    Applied<?> applied = apply(StsOperations.find(name).orElseThrow(), request);
    snapshot = applied.next();
    return response.cast(applied.response().apply(Observed.NOTHING));
  }

  private <Q> Applied<?> apply(Operation<Q, ?> operation, Object request) {
    return operation.action().apply(snapshot, caller, operation.request().cast(request), new Facts(NOW, new Seed(new byte[] {7}), Observed.NOTHING));
  }

  private void refused(StsRequest request, String code, String message) {
    String operation = request.getClass().getSimpleName().replace("Request", "");
    assertThatThrownBy(() -> apply(StsOperations.find(operation).orElseThrow(), request))
        .isInstanceOfSatisfying(AwsException.class, e -> {
          assertThat(e.code()).isEqualTo(code);
          assertThat(e.text()).isEqualTo(message);
        });
  }
}
