package dev.postern.core.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Caller;
import dev.postern.core.model.AttachedPolicies;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.IamUser;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Organization;
import dev.postern.core.model.OrganizationAccount;
import dev.postern.core.model.OrganizationPolicy;
import dev.postern.core.model.OrganizationPolicy.Type;
import dev.postern.core.model.OrganizationalUnit;
import dev.postern.core.model.PolicyTarget;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.plan.Door;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.state.Snapshot;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pcollections.TreePMap;

/** What an organization's policies and its tree mean for requests: of a member in two units, of one in none, of the management account and of strangers. */
class OrganizationPoliciesTest {
  private static final String MANAGEMENT = "100000000000";
  private static final String INNER = "111111111111";
  private static final String OUTER = "222222222222";
  private static final String STRANGER = "999999999999";
  private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");
  private static final Door API = new Door.Api();
  private static final String DENY_S3 = document("{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"}");
  private static final String EC2_ONLY = document("{\"Effect\":\"Allow\",\"Action\":\"ec2:*\",\"Resource\":\"*\"}");
  private static final String RESOURCES_DENY = document("{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":[\"s3:*\",\"ec2:*\"],\"Resource\":\"*\"}");
  private static final Policy PUBLIC =
      new Policy(
          "b", Documents.of(PolicyType.RESOURCE, document("{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}")));

  private Snapshot snapshot = Snapshot.EMPTY;

  @BeforeEach
  void organization() {
    AttachedPolicies full =
        new AttachedPolicies(List.of(Type.SERVICE_CONTROL_POLICY.fullAccess().id()), List.of(Type.RESOURCE_CONTROL_POLICY.fullAccess().id()));
    snapshot =
        snapshot
            .with(new Organization(managed(Kind.ORGANIZATION, "o-1"), "r-1", true, EnumSet.allOf(Type.class), full,
                new TreeSet<>(List.of(MANAGEMENT, INNER, OUTER)), NOW))
            .with(new OrganizationalUnit(managed(Kind.ORGANIZATIONAL_UNIT, "ou-1-a"), "o-1", "a", List.of("r-1"), full))
            .with(new OrganizationalUnit(managed(Kind.ORGANIZATIONAL_UNIT, "ou-1-b"), "o-1", "b", List.of("r-1", "ou-1-a"), full))
            .with(member(MANAGEMENT, "r-1", full))
            .with(member(OUTER, "r-1", full))
            .with(member(INNER, "ou-1-b", full));
  }

  private static String document(String statement) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statement + "]}";
  }

  private static ResourceKey managed(Kind kind, String id) {
    return new ResourceKey(MANAGEMENT, ResourceKey.GLOBAL, kind, id);
  }

  private static OrganizationAccount member(String account, String parent, AttachedPolicies attached) {
    return new OrganizationAccount(
        OrganizationAccount.key(account), "o-1", parent, account, account + "@example.com", OrganizationAccount.Joined.INVITED, NOW, attached);
  }

  private Organization tree() {
    return snapshot.located(Organization.class, "o-1").orElseThrow();
  }

  private PolicyTarget target(String id) {
    return switch (id.charAt(0)) {
      case 'r' -> tree();
      case 'o' -> snapshot.located(OrganizationalUnit.class, id).orElseThrow();
      default -> snapshot.find(OrganizationAccount.class, OrganizationAccount.key(id)).orElseThrow();
    };
  }

  /** Attaches a policy beside AWS's own, or in its place. */
  private void attach(Type type, String target, String content, boolean alone) {
    snapshot = snapshot.with(new OrganizationPolicy(managed(Kind.ORGANIZATION_POLICY, "p-1"), "o-1", type, "n", "", content));
    PolicyTarget before = target(target);
    List<String> ids = alone ? List.of("p-1") : List.of(type.fullAccess().id(), "p-1");
    snapshot = snapshot.with(before.withAttached(before.attached().with(type, ids)));
  }

  /** Whoever the words name: {@code root of} or {@code user of} an account, or nobody known. */
  private Caller caller(String words) {
    if (words.equals("anonymous")) {
      return Caller.anonymous("us-east-1");
    }
    String account = words.substring(words.length() - 12);
    if (words.startsWith("root")) {
      return Caller.root(account, "us-east-1");
    }
    ResourceKey key = new ResourceKey(account, ResourceKey.GLOBAL, Kind.IAM_USER, "ann");
    String all = document("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}");
    IamUser user = new IamUser(key, "ann", "AIDA", "/", NOW, TreePMap.singleton("all", all), List.of());
    snapshot = snapshot.with(user);
    return new Caller(account, "us-east-1", user.arn(), "AIDA", Optional.empty());
  }

  private Judgement judge(Caller caller, Door door, Ask ask) {
    return new Authorizer(snapshot).judge(caller, new Origin(door, "10.0.0.5", true, Optional.empty(), Optional.empty(), NOW), "us-east-1", ask);
  }

  private String judged(Caller caller, Ask ask) {
    Judgement judgement = judge(caller, API, ask);
    return judgement.decision().isAllowed() ? "allowed" : judgement.decision().reason();
  }

  private static Ask get(String owner) {
    return Ask.of("s3:GetObject", "arn:aws:s3:::b/k").of(owner, Optional.of(PUBLIC));
  }

  @ParameterizedTest
  @CsvSource({
    "user of 111111111111, 111111111111, denied",
    "user of 111111111111, ou-1-b, denied",
    "user of 111111111111, ou-1-a, denied",
    "user of 111111111111, r-1, denied",
    "root of 111111111111, r-1, denied",
    "user of 111111111111, 222222222222, allowed",
    "user of 222222222222, ou-1-a, allowed",
    "root of 222222222222, r-1, denied",
    "user of 100000000000, r-1, allowed",
    "root of 100000000000, 100000000000, allowed",
    "user of 999999999999, r-1, allowed",
    "anonymous, r-1, allowed",
  })
  void aServiceControlPolicyBindsTheMembersBelowItWhoseverTheResource(String who, String target, String verdict) {
    attach(Type.SERVICE_CONTROL_POLICY, target, DENY_S3, false);
    String expected = verdict.equals("denied") ? "with an explicit deny in a service control policy" : verdict;
    for (String owner : List.of(INNER, OUTER, MANAGEMENT, STRANGER)) {
      assertThat(judged(caller(who), get(owner))).as(owner).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"111111111111", "ou-1-b", "ou-1-a", "r-1"})
  void eachLevelMustAllow(String target) {
    attach(Type.SERVICE_CONTROL_POLICY, target, EC2_ONLY, true);
    Caller ann = caller("user of " + INNER);
    assertThat(judged(ann, get(INNER))).isEqualTo("because no service control policy allows the s3:GetObject action");
    assertThat(judged(ann, Ask.of("ec2:DescribeVpcs", "*"))).isEqualTo("allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "user of 111111111111, 111111111111, ou-1-a, denied",
    "root of 111111111111, 111111111111, r-1, denied",
    "user of 222222222222, 111111111111, ou-1-b, denied",
    "user of 100000000000, 111111111111, 111111111111, denied",
    "user of 999999999999, 111111111111, r-1, denied",
    "anonymous, 111111111111, r-1, denied",
    "user of 111111111111, 222222222222, ou-1-a, allowed",
    "user of 111111111111, 999999999999, r-1, allowed",
    "user of 111111111111, 100000000000, r-1, allowed",
    "user of 100000000000, 100000000000, 100000000000, allowed",
  })
  void aResourceControlPolicyBindsWhatMembersOwnWhoeverAsks(String who, String owner, String target, String verdict) {
    attach(Type.RESOURCE_CONTROL_POLICY, target, RESOURCES_DENY, false);
    String expected = verdict.equals("denied") ? "with an explicit deny in a resource control policy" : verdict;
    assertThat(judged(caller(who), get(owner))).isEqualTo(expected);
    // EC2 is no service that these policies are about.
    Ask other = Ask.of("ec2:DeleteVpc", "arn:aws:ec2:us-east-1:" + owner + ":vpc/vpc-1").of(owner, Optional.of(PUBLIC));
    assertThat(judged(caller(who), other)).isEqualTo("allowed");
  }

  @Test
  void theRefusalSaysWhichTypeOfPolicyDenies() {
    attach(Type.SERVICE_CONTROL_POLICY, "ou-1-a", DENY_S3, false);
    Caller ann = caller("user of " + INNER);
    assertThat(judge(ann, API, get(INNER)).message())
        .isEqualTo(
            "User: arn:aws:iam::111111111111:user/ann is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::b/k\" with an explicit deny in a"
                + " service control policy");
  }

  @Test
  void aTypeThatIsNotEnabledBindsNobody() {
    attach(Type.SERVICE_CONTROL_POLICY, "r-1", DENY_S3, false);
    snapshot = snapshot.with(tree().withEnabled(Set.of(Type.RESOURCE_CONTROL_POLICY)));
    assertThat(judged(caller("user of " + INNER), get(INNER))).isEqualTo("allowed");
  }

  @Test
  void rolesLinkedToServicesAreNotBound() {
    attach(Type.SERVICE_CONTROL_POLICY, "r-1", DENY_S3, false);
    String all = document("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}");
    for (String name : List.of("AWSServiceRoleForX", "app")) {
      ResourceKey key = new ResourceKey(INNER, ResourceKey.GLOBAL, Kind.IAM_ROLE, name);
      snapshot = snapshot.with(new IamRole(key, name, "AROA", "/", all, "", 3600, NOW, TreePMap.singleton("all", all), List.of()));
      String arn = "arn:aws:sts::" + INNER + ":assumed-role/" + name + "/s";
      Caller session = new Caller(INNER, "us-east-1", arn, "AROA:s", Optional.empty());
      assertThat(judged(session, get(INNER)).equals("allowed")).as(name).isEqualTo(!name.equals("app"));
    }
  }

  @Test
  void whatNeedsNoPermissionIsNotDenied() {
    attach(Type.SERVICE_CONTROL_POLICY, "r-1", DENY_S3.replace("s3:*", "*"), false);
    assertThat(judged(caller("root of " + INNER), Ask.of("sts:GetCallerIdentity", "*").needingNoPermission())).isEqualTo("allowed");
    assertThat(judged(caller("root of " + INNER), Ask.of("sts:GetSessionToken", "*"))).isNotEqualTo("allowed");
  }

  private String key(String who, String owner, Door door, String action, String name) {
    var context = judge(caller(who), door, Ask.of(action, "arn:aws:s3:::b/k").of(owner, Optional.empty())).request().context();
    return context.has(name) ? context.get(name.toLowerCase(Locale.ROOT)).at(0) : "absent";
  }

  @ParameterizedTest
  @CsvSource({
    "user of 111111111111, 222222222222, aws:PrincipalOrgID, o-1",
    "user of 111111111111, 222222222222, aws:PrincipalOrgPaths, o-1/r-1/ou-1-a/ou-1-b/",
    "user of 111111111111, 222222222222, aws:ResourceOrgID, o-1",
    "user of 111111111111, 222222222222, aws:ResourceOrgPaths, o-1/r-1/",
    "root of 100000000000, 111111111111, aws:PrincipalOrgID, o-1",
    "root of 100000000000, 111111111111, aws:ResourceOrgPaths, o-1/r-1/ou-1-a/ou-1-b/",
    "user of 999999999999, 111111111111, aws:PrincipalOrgID, absent",
    "user of 999999999999, 111111111111, aws:PrincipalOrgPaths, absent",
    "anonymous, 111111111111, aws:PrincipalOrgID, absent",
    "anonymous, 111111111111, aws:ResourceOrgID, o-1",
    "user of 111111111111, 999999999999, aws:ResourceOrgID, absent",
    "user of 111111111111, 999999999999, aws:ResourceOrgPaths, absent",
    "user of 111111111111, 111111111111, aws:VpceOrgID, absent",
  })
  void theKeysOfAnOrganizationAreThereForItsMembers(String who, String owner, String name, String value) {
    assertThat(key(who, owner, API, "s3:GetObject", name)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "111111111111, s3:GetObject, o-1, o-1/r-1/ou-1-a/ou-1-b/",
    "222222222222, dynamodb:GetItem, o-1, o-1/r-1/",
    "111111111111, sqs:SendMessage, o-1, absent",
    "111111111111, sts:AssumeRole, absent, absent",
    "999999999999, s3:GetObject, absent, absent",
  })
  void theKeysOfAnEndpointsOwnerAreThereForTheServicesThatSetThem(String endpointOwner, String action, String id, String paths) {
    Door door = new Door.Endpoint("us-east-1", endpointOwner, "vpc-1", "vpce-1", "x", "us-east-1", Door.EndpointType.INTERFACE);
    assertThat(key("user of 999999999999", OUTER, door, action, "aws:VpceOrgID")).isEqualTo(id);
    assertThat(key("user of 999999999999", OUTER, door, action, "aws:VpceOrgPaths")).isEqualTo(paths);
  }

  @Test
  void aBucketForTheEndpointsOfOneOrganizationAlone() {
    String only =
        "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\"},{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\","
            + "\"Resource\":\"*\",\"Condition\":{\"StringNotEquals\":{\"aws:VpceOrgID\":\"o-1\"}}}";
    Ask ask = Ask.of("s3:GetObject", "arn:aws:s3:::b/k").of(OUTER, Optional.of(new Policy("b", Documents.of(PolicyType.RESOURCE, document(only)))));
    Caller ann = caller("user of " + OUTER);
    for (String owner : List.of(INNER, STRANGER)) {
      Door door = new Door.Endpoint("us-east-1", owner, "vpc-1", "vpce-1", "x", "us-east-1", Door.EndpointType.GATEWAY);
      assertThat(judge(ann, door, ask).decision().isAllowed()).as(owner).isEqualTo(owner.equals(INNER));
    }
    assertThat(judge(ann, API, ask).decision().isAllowed()).isFalse();
  }
}
