package dev.postern.core.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.ask.StsAsks;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.IamPolicy;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.IamUser;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.plan.Door;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.state.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.GetFederationTokenRequest;

/** What the caller's own side lets a request do: boundaries, session policies, tags, AWS's policies, and the trust of roles. */
class CallerSideTest {
  private static final String ACCOUNT = "111111111111";
  private static final String OTHER = "222222222222";
  private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");
  private static final Origin ORIGIN = new Origin(new Door.Api(), "127.0.0.1", true, Optional.empty(), Optional.empty(), NOW);
  private static final String ROLE = "arn:aws:iam::111111111111:role/app/reader";
  private static final String ALL = document(allow("*", "*"));
  private static final AccessKey.Session PLAIN = new AccessKey.Session(Optional.empty(), List.of(), TreePMap.empty(), List.of(), Optional.empty(), Optional.empty());
  private static final Ask GET = Ask.of("s3:GetObject", "arn:aws:s3:::b/k").of(ACCOUNT, Optional.empty());
  private static final Ask PUT = Ask.of("s3:PutObject", "arn:aws:s3:::b/k").of(ACCOUNT, Optional.empty());

  private Snapshot snapshot = Snapshot.EMPTY;

  private static String document(String... statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  private static String allow(String action, String resource) {
    return "{\"Effect\":\"Allow\",\"Action\":\"" + action + "\",\"Resource\":\"" + resource + "\"}";
  }

  private static String trust(String principal, String action, String condition) {
    return "{\"Effect\":\"Allow\",\"Principal\":" + principal + ",\"Action\":\"" + action + "\"" + condition + "}";
  }

  private static ResourceKey global(String account, Kind kind, String name) {
    return new ResourceKey(account, ResourceKey.GLOBAL, kind, name);
  }

  private static SortedMap<String, String> inline(String text) {
    return TreePMap.singleton("in", text);
  }

  private Caller user(String account, String name, String policy) {
    IamUser user = new IamUser(global(account, Kind.IAM_USER, name), name, "AIDA", "/", NOW, policy.isEmpty() ? TreePMap.empty() : inline(policy), List.of());
    snapshot = snapshot.with(user);
    return new Caller(account, "us-east-1", user.arn(), user.userId(), Optional.empty());
  }

  private IamRole role(String trust, String policy, String... attached) {
    IamRole role =
        new IamRole(
            global(ACCOUNT, Kind.IAM_ROLE, "reader"), "reader", "AROA", "/app/", trust, "", 3600, NOW,
            policy.isEmpty() ? TreePMap.empty() : inline(policy), List.of(attached));
    snapshot = snapshot.with(role);
    return role;
  }

  private static Caller inSession(AccessKey.Session session) {
    String arn = "arn:aws:sts::111111111111:assumed-role/reader/s1";
    AccessKey key =
        new AccessKey(
            global(ACCOUNT, Kind.ACCESS_KEY, "ASIAEXAMPLE"), "secret", Optional.of("token"), arn, "AROA:s1", true, NOW, Optional.of(NOW.plusSeconds(3600)),
            Optional.of(session));
    return new Caller(ACCOUNT, "us-east-1", arn, "AROA:s1", Optional.of(key));
  }

  /** Bob, who acts for a user or root. */
  private static Caller federated(Caller by, String policy, SortedMap<String, String> tags) {
    String arn = "arn:aws:sts::111111111111:federated-user/Bob";
    AccessKey.Session session =
        new AccessKey.Session(
            Optional.of(policy).filter(p -> !p.isEmpty()), List.of(), tags, List.of(), Optional.empty(), Optional.of(by.principalArn()));
    AccessKey key =
        new AccessKey(
            global(ACCOUNT, Kind.ACCESS_KEY, "ASIAEXAMPLE"), "secret", Optional.of("token"), arn, ACCOUNT + ":Bob", true, NOW,
            Optional.of(NOW.plusSeconds(3600)), Optional.of(session));
    return new Caller(ACCOUNT, "us-east-1", arn, key.userId(), Optional.of(key));
  }

  private static Ask inBucket(Ask ask, String principal) {
    String text = document("{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + principal + "\"},\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::b/*\"}");
    return ask.of(ACCOUNT, Optional.of(new Policy("b", Documents.of(PolicyType.RESOURCE, text))));
  }

  private String managed(String name, String text) {
    IamPolicy policy =
        new IamPolicy(
            global(ACCOUNT, Kind.IAM_POLICY, name), name, "ANPA", "/", "", NOW, NOW, "v1", 1, TreePMap.singleton("v1", new IamPolicy.Version(text, NOW)));
    snapshot = snapshot.with(policy);
    return policy.arn();
  }

  /** Empty when it is allowed, else the clause that AWS gives as the reason. */
  private String judged(Caller caller, Ask ask) {
    Judgement judgement = new Authorizer(snapshot).judge(caller, ORIGIN, "us-east-1", ask);
    return judgement.decision().isAllowed() ? "" : judgement.decision().reason();
  }

  private String assuming(Caller caller, AssumeRoleRequest.Builder request) {
    for (Ask ask : StsAsks.of("AssumeRole", request.roleArn(ROLE).roleSessionName("s1").build(), snapshot, caller)) {
      String reason = judged(caller, ask);
      if (!reason.isEmpty()) {
        return reason;
      }
    }
    return "";
  }

  @Test
  void aBoundaryLimitsAUserAndARoleButGivesNothing() {
    String boundary = managed("b", document(allow("s3:GetObject", "*")));
    Caller ann = user(ACCOUNT, "ann", ALL);
    snapshot = snapshot.with(snapshot.find(IamUser.class, global(ACCOUNT, Kind.IAM_USER, "ann")).orElseThrow().withBoundary(Optional.of(boundary)));
    assertThat(judged(ann, GET)).isEmpty();
    assertThat(judged(ann, PUT)).isEqualTo("because no permissions boundary allows the s3:PutObject action");
    snapshot = snapshot.with(role(ALL, "").withBoundary(Optional.of(boundary)));
    assertThat(judged(inSession(PLAIN), GET)).isEqualTo("because no identity-based policy allows the s3:GetObject action");
  }

  @Test
  void aBoundaryThatIsGoneLeavesNothing() {
    Caller ann = user(ACCOUNT, "ann", ALL);
    IamUser user = snapshot.find(IamUser.class, global(ACCOUNT, Kind.IAM_USER, "ann")).orElseThrow();
    snapshot = snapshot.with(user.withBoundary(Optional.of("arn:aws:iam::111111111111:policy/none")));
    assertThat(judged(ann, GET)).isEqualTo("with an explicit deny in a permissions boundary");
  }

  @Test
  void sessionPoliciesLimitTheRoleAndAddUpAmongThemselves() {
    role(document(), ALL);
    String policy = document(allow("s3:GetObject", "*"));
    assertThat(judged(inSession(PLAIN), PUT)).isEmpty();
    AccessKey.Session one = new AccessKey.Session(Optional.of(policy), List.of(), TreePMap.empty(), List.of(), Optional.empty(), Optional.empty());
    assertThat(judged(inSession(one), GET)).isEmpty();
    assertThat(judged(inSession(one), PUT)).isEqualTo("because no session policy allows the s3:PutObject action");
    String writes = managed("w", document(allow("s3:PutObject", "*")));
    AccessKey.Session both = new AccessKey.Session(Optional.of(policy), List.of(writes), TreePMap.empty(), List.of(), Optional.empty(), Optional.empty());
    assertThat(judged(inSession(both), PUT)).isEmpty();
    assertThat(judged(inSession(both), Ask.of("s3:DeleteObject", "arn:aws:s3:::b/k").of(ACCOUNT, Optional.empty())))
        .isEqualTo("because no session policy allows the s3:DeleteObject action");
  }

  @Test
  void aFederatedUserMayWhatTheUserAndItsSessionMay() {
    Caller ann = user(ACCOUNT, "ann", document(allow("s3:GetObject", "*")));
    Caller both = federated(ann, ALL, TreePMap.empty());
    assertThat(judged(both, GET)).isEmpty();
    assertThat(judged(both, PUT)).isEqualTo("because no identity-based policy allows the s3:PutObject action");
    assertThat(judged(federated(ann, document(allow("s3:Put*", "*")), TreePMap.empty()), GET))
        .isEqualTo("because no session policy allows the s3:GetObject action");
    assertThat(judged(federated(ann, "", TreePMap.empty()), GET)).isEqualTo("because no session policy allows the s3:GetObject action");
    Caller root = Caller.root(ACCOUNT, "us-east-1");
    assertThat(judged(federated(root, document(allow("s3:Put*", "*")), TreePMap.empty()), PUT)).isEmpty();
    assertThat(judged(federated(root, "", TreePMap.empty()), PUT)).isNotEmpty();
    snapshot = snapshot.without(global(ACCOUNT, Kind.IAM_USER, "ann"));
    assertThat(judged(both, GET)).isEqualTo("because no identity-based policy allows the s3:GetObject action");
  }

  @Test
  void aBucketsPolicyGivesAFederatedUserByItsOwnNameAndByThatOfTheUserWithinItsSession() {
    Caller ann = user(ACCOUNT, "ann", "");
    Caller without = federated(ann, "", TreePMap.empty());
    assertThat(judged(without, inBucket(GET, without.principalArn()))).isEmpty();
    assertThat(judged(without, inBucket(GET, "arn:aws:sts::111111111111:federated-user/Eve"))).isNotEmpty();
    assertThat(judged(without, inBucket(GET, ann.principalArn()))).isEqualTo("because no session policy allows the s3:GetObject action");
    Caller reading = federated(ann, document(allow("s3:GetObject", "*")), TreePMap.empty());
    assertThat(judged(reading, inBucket(GET, ann.principalArn()))).isEmpty();
    assertThat(judged(reading, inBucket(PUT, ann.principalArn()))).isEqualTo("because no session policy allows the s3:PutObject action");
    assertThat(judged(reading, inBucket(PUT, reading.principalArn()))).isEmpty();
    assertThat(judged(reading, inBucket(GET, ACCOUNT))).isEqualTo("because no identity-based policy allows the s3:GetObject action");
    String boundary = managed("b", document(allow("s3:PutObject", "*")));
    snapshot = snapshot.with(snapshot.find(IamUser.class, global(ACCOUNT, Kind.IAM_USER, "ann")).orElseThrow().withBoundary(Optional.of(boundary)));
    assertThat(judged(reading, inBucket(GET, ann.principalArn()))).isEqualTo("because no permissions boundary allows the s3:GetObject action");
  }

  @Test
  void aFederatedUserHasKeysOfItsOwnAndTheTagsOfTheUserBehindThoseOfItsSession() {
    Caller ann = user(ACCOUNT, "ann", ALL);
    snapshot = snapshot.withTags(global(ACCOUNT, Kind.IAM_USER, "ann"), TreePMap.<String, String>empty().plus("Team", "a").plus("cost", "7"));
    Caller bob = federated(ann, ALL, TreePMap.singleton("team", "b"));
    var keys = new Authorizer(snapshot).judge(bob, ORIGIN, "us-east-1", GET).request().context();
    assertThat(keys.get("aws:userid").at(0)).isEqualTo("111111111111:Bob");
    assertThat(keys.get("aws:principaltype").at(0)).isEqualTo("FederatedUser");
    assertThat(keys.get("aws:principalarn").at(0)).isEqualTo(bob.principalArn());
    assertThat(keys.get("aws:principaltag/team").at(0)).isEqualTo("b");
    assertThat(keys.get("aws:principaltag/cost").at(0)).isEqualTo("7");
    assertThat(keys.get("aws:tokenissuetime").at(0)).isEqualTo(NOW.toString());
    assertThat(keys.get("aws:multifactorauthpresent").at(0)).isEqualTo("false");
    assertThat(keys.has("aws:username")).isFalse();
    assertThat(keys.has("aws:federatedprovider")).isFalse();
  }

  @Test
  void usersAreFederatedUnderNamesAndWithTagsThatPoliciesLimit() {
    String may = "{\"Effect\":\"Allow\",\"Action\":[\"sts:GetFederationToken\",\"sts:TagSession\"],\"Resource\":\"arn:aws:sts::111111111111:federated-user/app-*\","
        + "\"Condition\":{\"StringEqualsIfExists\":{\"aws:RequestTag/team\":\"a\"}}}";
    Caller ann = user(ACCOUNT, "ann", document(may));
    GetFederationTokenRequest.Builder request = GetFederationTokenRequest.builder().name("app-1");
    assertThat(federating(ann, request)).isEmpty();
    assertThat(federating(ann, request.tags(t -> t.key("team").value("a")))).isEmpty();
    assertThat(federating(ann, request.tags(t -> t.key("team").value("b")))).isNotEmpty();
    assertThat(federating(ann, request.tags(List.of()).name("Bob"))).isEqualTo("because no identity-based policy allows the sts:GetFederationToken action");
    Caller untagged = user(ACCOUNT, "una", document(allow("sts:GetFederationToken", "*")));
    assertThat(federating(untagged, request)).isEmpty();
    assertThat(federating(untagged, request.tags(t -> t.key("team").value("a")))).isEqualTo("because no identity-based policy allows the sts:TagSession action");
  }

  private String federating(Caller caller, GetFederationTokenRequest.Builder request) {
    return StsAsks.of("GetFederationToken", request.build(), snapshot, caller).stream()
        .map(ask -> judged(caller, ask)).filter(reason -> !reason.isEmpty()).findFirst().orElse("");
  }

  @Test
  void policiesOfAwsDecide() {
    role(document(), "", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess");
    assertThat(judged(inSession(PLAIN), GET)).isEmpty();
    assertThat(judged(inSession(PLAIN), PUT)).isEqualTo("because no identity-based policy allows the s3:PutObject action");
  }

  @Test
  void theTagsOfASessionGoBeforeThoseOfItsRole() {
    IamRole role = role(document(), document(allow("s3:GetObject", "arn:aws:s3:::b/${aws:PrincipalTag/team}")));
    snapshot = snapshot.withTags(role.key(), TreePMap.singleton("team", "k"));
    assertThat(judged(inSession(PLAIN), GET)).isEmpty();
    AccessKey.Session other = new AccessKey.Session(Optional.empty(), List.of(), TreePMap.singleton("Team", "x"), List.of(), Optional.empty(), Optional.empty());
    assertThat(judged(inSession(other), GET)).isNotEmpty();
  }

  @Test
  void aSessionsPrincipalIsTheRoleWithItsPath() {
    role(document(), ALL);
    String only = "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"},{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\","
        + "\"Resource\":\"*\",\"Condition\":{\"ArnNotEquals\":{\"aws:PrincipalArn\":\"" + ROLE + "\"}}}";
    Policy bucket = new Policy("b", Documents.of(PolicyType.RESOURCE, document(only)));
    assertThat(judged(inSession(PLAIN), GET.of(ACCOUNT, Optional.of(bucket)))).isEmpty();
  }

  @Test
  void whomTheTrustPolicyNamesTakesTheRoleWithoutAPolicyOfItsOwn() {
    Caller ann = user(ACCOUNT, "ann", "");
    role(document(trust("{\"AWS\":\"" + ann.principalArn() + "\"}", "sts:AssumeRole", "")), "");
    assertThat(assuming(ann, AssumeRoleRequest.builder())).isEmpty();
    assertThat(assuming(user(ACCOUNT, "bob", ALL), AssumeRoleRequest.builder()))
        .isEqualTo("because no role trust policy allows the sts:AssumeRole action");
  }

  @Test
  void whereTheTrustPolicyNamesTheAccountTheCallersOwnPolicyMustAllowIt() {
    role(document(trust("{\"AWS\":\"" + ACCOUNT + "\"}", "sts:AssumeRole", "")), "");
    assertThat(assuming(user(ACCOUNT, "ann", ""), AssumeRoleRequest.builder()))
        .isEqualTo("because no identity-based policy allows the sts:AssumeRole action");
    assertThat(assuming(user(ACCOUNT, "bob", document(allow("sts:AssumeRole", ROLE))), AssumeRoleRequest.builder())).isEmpty();
    assertThat(assuming(Caller.root(ACCOUNT, "us-east-1"), AssumeRoleRequest.builder())).isEmpty();
  }

  @Test
  void rootTakesNoRoleThatDoesNotTrustIt() {
    role(document(trust("{\"Service\":\"ec2.amazonaws.com\"}", "sts:AssumeRole", "")), "");
    assertThat(assuming(Caller.root(ACCOUNT, "us-east-1"), AssumeRoleRequest.builder()))
        .isEqualTo("because no role trust policy allows the sts:AssumeRole action");
  }

  @Test
  void anotherAccountNeedsBothSidesAndTheExternalId() {
    String condition = ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"x1\"}}";
    role(document(trust("{\"AWS\":\"" + OTHER + "\"}", "sts:AssumeRole", condition)), "");
    Caller eve = user(OTHER, "eve", document(allow("sts:AssumeRole", ROLE)));
    assertThat(assuming(eve, AssumeRoleRequest.builder().externalId("x1"))).isEmpty();
    assertThat(assuming(eve, AssumeRoleRequest.builder().externalId("x2"))).isEqualTo("because no role trust policy allows the sts:AssumeRole action");
    assertThat(assuming(eve, AssumeRoleRequest.builder())).isNotEmpty();
    assertThat(assuming(user(OTHER, "mal", ""), AssumeRoleRequest.builder().externalId("x1")))
        .isEqualTo("because no identity-based policy allows the sts:AssumeRole action");
  }

  @Test
  void tagsAndASourceIdentityAreAskedForByThemselves() {
    Caller ann = user(ACCOUNT, "ann", ALL);
    String principal = "{\"AWS\":\"" + ann.principalArn() + "\"}";
    role(document(trust(principal, "sts:AssumeRole", "")), "");
    assertThat(assuming(ann, AssumeRoleRequest.builder().tags(t -> t.key("team").value("a"))))
        .isEqualTo("because no role trust policy allows the sts:TagSession action");
    assertThat(assuming(ann, AssumeRoleRequest.builder().sourceIdentity("ann")))
        .isEqualTo("because no role trust policy allows the sts:SetSourceIdentity action");
    String condition = ",\"Condition\":{\"StringEquals\":{\"aws:RequestTag/team\":\"a\"},\"ForAllValues:StringEquals\":{\"sts:TransitiveTagKeys\":\"team\"}}";
    role(document(trust(principal, "sts:AssumeRole", ""), trust(principal, "sts:TagSession", condition)), "");
    AssumeRoleRequest.Builder tagged = AssumeRoleRequest.builder().transitiveTagKeys("team");
    assertThat(assuming(ann, tagged.tags(t -> t.key("team").value("a")))).isEmpty();
    assertThat(assuming(ann, tagged.tags(t -> t.key("team").value("b")))).isEqualTo("because no role trust policy allows the sts:TagSession action");
  }

  @Test
  void whatASessionHandsOnIsAskedForAgain() {
    role(document(trust("\"*\"", "sts:AssumeRole", "")), "");
    AccessKey.Session marked = new AccessKey.Session(Optional.empty(), List.of(), TreePMap.singleton("team", "a"), List.of("team"), Optional.empty(), Optional.empty());
    assertThat(assuming(inSession(PLAIN), AssumeRoleRequest.builder())).isEmpty();
    assertThat(assuming(inSession(marked), AssumeRoleRequest.builder())).isEqualTo("because no role trust policy allows the sts:TagSession action");
  }
}
