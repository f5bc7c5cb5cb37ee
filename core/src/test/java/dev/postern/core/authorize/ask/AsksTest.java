package dev.postern.core.authorize.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Network;
import dev.postern.core.authorize.Ask;
import dev.postern.core.model.AttachedPolicies;
import dev.postern.core.model.Handshake;
import dev.postern.core.model.IamUser;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Organization;
import dev.postern.core.model.OrganizationAccount;
import dev.postern.core.model.OrganizationPolicy;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.policy.request.Fold;
import dev.postern.core.policy.request.Values;
import dev.postern.core.services.PublicService;
import dev.postern.core.state.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.directconnect.model.DeleteConnectionRequest;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UpdateUserRequest;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.lambda.model.VpcConfig;
import software.amazon.awssdk.services.organizations.model.AcceptHandshakeRequest;
import software.amazon.awssdk.services.organizations.model.AttachPolicyRequest;
import software.amazon.awssdk.services.organizations.model.DescribePolicyRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.MoveAccountRequest;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeBatch;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.GetChangeRequest;
import software.amazon.awssdk.services.route53.model.ListHostedZonesRequest;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53resolver.model.CreateResolverEndpointRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;

/** What the calls of all services but EC2 ask for. */
class AsksTest {
  private static final String IAM = "arn:aws:iam::000000000000:";
  private static final Caller ROOT = Caller.root("000000000000", "us-east-1");
  private static final Caller ANN = new Caller("000000000000", "us-east-1", IAM + "user/team/ann", "AIDA", Optional.empty());

  private static final Snapshot SNAPSHOT =
      Snapshot.EMPTY
          .with(new IamUser(user("ann"), "ann", "AIDA", "/team/", Instant.EPOCH, TreePMap.empty(), List.of()))
          .withTags(user("ann"), TreePMap.singleton("cost", "7"));

  private static ResourceKey user(String name) {
    return new ResourceKey("000000000000", ResourceKey.GLOBAL, Kind.IAM_USER, name);
  }

  private static List<String> lines(List<Ask> asks) {
    return asks.stream().map(a -> a.action() + " " + a.resource()).toList();
  }

  private static String key(Ask ask, String name) {
    Values values = ask.keys().get(Fold.name(name));
    return values.isPresent() ? String.join(",", values.list()) : "absent";
  }

  @Test
  void whatIamHasIsNamedWithItsPathAndTags() {
    List<Ask> asks =
        IamAsks.of("AttachUserPolicy", AttachUserPolicyRequest.builder().userName("ann").policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess").build(),
            SNAPSHOT, ROOT);
    assertThat(lines(asks)).containsExactly("iam:AttachUserPolicy " + IAM + "user/team/ann");
    assertThat(key(asks.getFirst(), "iam:PolicyARN")).isEqualTo("arn:aws:iam::aws:policy/ReadOnlyAccess");
    assertThat(key(asks.getFirst(), "iam:ResourceTag/cost")).isEqualTo("7");
    assertThat(key(asks.getFirst(), "aws:ResourceTag/cost")).isEqualTo("7");
  }

  @Test
  void whatIamIsToMakeIsNamedWithThePathOfTheRequest() {
    List<Ask> asks =
        IamAsks.of("CreateRole",
            CreateRoleRequest.builder().roleName("r").path("/a/").permissionsBoundary(IAM + "policy/b").tags(Tag.builder().key("k").value("v").build()).build(),
            SNAPSHOT, ROOT);
    assertThat(lines(asks)).containsExactly("iam:CreateRole " + IAM + "role/a/r");
    assertThat(key(asks.getFirst(), "iam:PermissionsBoundary")).isEqualTo(IAM + "policy/b");
    assertThat(key(asks.getFirst(), "aws:RequestTag/k")).isEqualTo("v");
  }

  @Test
  void aUserWhoIsMovedIsAskedForAtBothPlaces() {
    assertThat(lines(IamAsks.of("UpdateUser", UpdateUserRequest.builder().userName("ann").newPath("/boss/").build(), SNAPSHOT, ROOT)))
        .containsExactly("iam:UpdateUser " + IAM + "user/team/ann", "iam:UpdateUser " + IAM + "user/boss/ann");
  }

  @Test
  void withoutANameTheCallingUserIsMeant() {
    assertThat(lines(IamAsks.of("GetUser", GetUserRequest.builder().build(), SNAPSHOT, ANN)))
        .containsExactly("iam:GetUser " + IAM + "user/team/ann");
  }

  @Test
  void aRoleInAProfileIsPassedToEc2() {
    List<Ask> asks =
        IamAsks.of("AddRoleToInstanceProfile", AddRoleToInstanceProfileRequest.builder().instanceProfileName("p").roleName("r").build(), SNAPSHOT, ROOT);
    assertThat(lines(asks)).containsExactly("iam:AddRoleToInstanceProfile " + IAM + "instance-profile/p", "iam:PassRole " + IAM + "role/r");
    assertThat(key(asks.getLast(), "iam:PassedToService")).isEqualTo("ec2.amazonaws.com");
  }

  @Test
  void listsAreOnTheirPathAndPoliciesOfAwsOnTheirOwnArn() {
    assertThat(lines(IamAsks.of("ListRoles", ListRolesRequest.builder().build(), SNAPSHOT, ANN))).containsExactly("iam:ListRoles " + IAM + "role/");
    String arn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    assertThat(lines(IamAsks.of("GetPolicy", GetPolicyRequest.builder().policyArn(arn).build(), SNAPSHOT, ANN)))
        .containsExactly("iam:GetPolicy " + arn);
  }

  @Test
  void whoOneIsNeedsNoPermission() {
    Ask ask = StsAsks.of("GetCallerIdentity", GetCallerIdentityRequest.builder().build(), SNAPSHOT, ANN).getFirst();
    assertThat(ask.action()).isEqualTo("sts:GetCallerIdentity");
    assertThat(ask.need()).isEqualTo(Ask.Need.NOTHING);
  }

  @Test
  void aFunctionInAVpcIsAskedForWithItsNetworkAndItsRole() {
    Network network = new Network();
    CreateFunctionRequest request =
        CreateFunctionRequest.builder().functionName("f").role(IAM + "role/run").tags(Map.of("k", "v"))
            .vpcConfig(VpcConfig.builder().subnetIds("subnet-00000001").securityGroupIds("sg-00000001", "sg-00000002").build()).build();
    List<Ask> asks = LambdaAsks.of("CreateFunction", request, network.cloud.snapshot, ROOT);
    assertThat(lines(asks))
        .containsExactly("lambda:CreateFunction arn:aws:lambda:us-east-1:000000000000:function:f", "iam:PassRole " + IAM + "role/run");
    assertThat(key(asks.getFirst(), "lambda:VpcIds")).isEqualTo("vpc-00000001");
    assertThat(key(asks.getFirst(), "lambda:SecurityGroupIds")).isEqualTo("sg-00000001,sg-00000002");
    assertThat(key(asks.getFirst(), "aws:RequestTag/k")).isEqualTo("v");
    assertThat(key(asks.getLast(), "iam:PassedToService")).isEqualTo("lambda.amazonaws.com");
  }

  @Test
  void toInvokeIsCalledInvokeFunction() {
    assertThat(lines(LambdaAsks.of("Invoke", InvokeRequest.builder().functionName("f").qualifier("$LATEST").build(), SNAPSHOT, ROOT)))
        .containsExactly("lambda:InvokeFunction arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST");
    assertThat(lines(LambdaAsks.of("ListFunctions", ListFunctionsRequest.builder().build(), SNAPSHOT, ROOT)))
        .containsExactly("lambda:ListFunctions *");
  }

  @Test
  void recordsAreAskedForOnTheirZoneWithNamesTypesAndActions() {
    ChangeResourceRecordSetsRequest request =
        ChangeResourceRecordSetsRequest.builder().hostedZoneId("/hostedzone/Z1")
            .changeBatch(
                ChangeBatch.builder()
                    .changes(
                        Change.builder().action(ChangeAction.UPSERT)
                            .resourceRecordSet(ResourceRecordSet.builder().name("WWW.corp.").type(RRType.A).build()).build())
                    .build())
            .build();
    Ask ask = Route53Asks.of("ChangeResourceRecordSets", request, SNAPSHOT, ROOT).getFirst();
    assertThat(ask.resource()).isEqualTo("arn:aws:route53:::hostedzone/Z1");
    assertThat(key(ask, "route53:ChangeResourceRecordSetsNormalizedRecordNames")).isEqualTo("www.corp");
    assertThat(key(ask, "route53:ChangeResourceRecordSetsRecordTypes")).isEqualTo("A");
    assertThat(key(ask, "route53:ChangeResourceRecordSetsActions")).isEqualTo("UPSERT");
    assertThat(lines(Route53Asks.of("GetChange", GetChangeRequest.builder().id("C1").build(), SNAPSHOT, ROOT)))
        .containsExactly("route53:GetChange arn:aws:route53:::change/C1");
    assertThat(lines(Route53Asks.of("ListHostedZones", ListHostedZonesRequest.builder().build(), SNAPSHOT, ROOT)))
        .containsExactly("route53:ListHostedZones *");
  }

  @Test
  void servicesWithFewResourcesNameThem() {
    assertThat(lines(RegionalAsks.DIRECT_CONNECT.of("DeleteConnection", DeleteConnectionRequest.builder().connectionId("dxcon-1").build(), SNAPSHOT, ROOT)))
        .containsExactly("directconnect:DeleteConnection arn:aws:directconnect:us-east-1:000000000000:dxcon/dxcon-1");
    assertThat(lines(RegionalAsks.ROUTE53_RESOLVER.of("CreateResolverEndpoint", CreateResolverEndpointRequest.builder().build(), SNAPSHOT, ROOT)))
        .containsExactly("route53resolver:CreateResolverEndpoint arn:aws:route53resolver:us-east-1:000000000000:resolver-endpoint/*");
  }

  @Test
  void anAttachedEnginesCallsAskForEachOperationThatTheyName() {
    PublicService sqs = PublicService.named("sqs").orElseThrow();
    PublicService ecr = PublicService.named("ecr.api").orElseThrow();
    PublicService monitoring = PublicService.named("monitoring").orElseThrow();
    assertThat(lines(AttachedAsks.of(sqs, List.of("ListQueues", "DeleteQueue"))))
        .as("which the engine will go by is not known").containsExactly("sqs:ListQueues *", "sqs:DeleteQueue *");
    assertThat(lines(AttachedAsks.of(ecr, List.of("DescribeImages")))).containsExactly("ecr:DescribeImages *");
    assertThat(lines(AttachedAsks.of(monitoring, List.of("PutMetricData")))).containsExactly("cloudwatch:PutMetricData *");
    assertThat(lines(AttachedAsks.of(sqs, List.of()))).as("of which nobody knows what it does").containsExactly("sqs:UnknownOperation *");
  }

  @Test
  void organizationsCallsNameEachNodeAndPolicyByTheArnOfTheManagementAccount() {
    Organization organization =
        new Organization(
            new ResourceKey("000000000000", ResourceKey.GLOBAL, Kind.ORGANIZATION, "o-1"), "r-1", true, Set.of(), AttachedPolicies.NONE,
            new TreeSet<>(List.of("000000000000")), Instant.EPOCH);
    Snapshot snapshot =
        SNAPSHOT
            .with(organization)
            .with(
                new OrganizationAccount(
                    OrganizationAccount.key("000000000000"), "o-1", "r-1", "m", "m@example.com", OrganizationAccount.Joined.INVITED, Instant.EPOCH,
                    AttachedPolicies.NONE))
            .with(
                new OrganizationPolicy(
                    OrganizationPolicy.key(organization, "p-1"), "o-1", OrganizationPolicy.Type.RESOURCE_CONTROL_POLICY, "n", "", "{}"));
    String arn = "arn:aws:organizations::000000000000:";
    List<Ask> attach =
        OrganizationsAsks.of("AttachPolicy", AttachPolicyRequest.builder().policyId("p-1").targetId("ou-1-2").build(), snapshot, ANN);
    assertThat(lines(attach))
        .containsExactly(
            "organizations:AttachPolicy " + arn + "policy/o-1/resource_control_policy/p-1", "organizations:AttachPolicy " + arn + "ou/o-1/ou-1-2");
    assertThat(attach).allSatisfy(ask -> assertThat(key(ask, "organizations:PolicyType")).isEqualTo("RESOURCE_CONTROL_POLICY"));
    assertThat(
            lines(
                OrganizationsAsks.of(
                    "MoveAccount",
                    MoveAccountRequest.builder().accountId("222222222222").sourceParentId("r-1").destinationParentId("ou-1-2").build(), snapshot, ANN)))
        .containsExactly(
            "organizations:MoveAccount " + arn + "account/o-1/222222222222",
            "organizations:MoveAccount " + arn + "root/o-1/r-1",
            "organizations:MoveAccount " + arn + "ou/o-1/ou-1-2");
    assertThat(lines(OrganizationsAsks.of("ListAccounts", ListAccountsRequest.builder().build(), snapshot, ANN)))
        .containsExactly("organizations:ListAccounts *");
    assertThat(lines(OrganizationsAsks.of("DescribePolicy", DescribePolicyRequest.builder().policyId("p-FullAWSAccess").build(), snapshot, ANN)))
        .containsExactly("organizations:DescribePolicy arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess");
  }

  @Test
  void whoIsInvitedAsksForTheHandshakeInItsOwnAccount() {
    ResourceKey key = new ResourceKey("111111111111", ResourceKey.GLOBAL, Kind.HANDSHAKE, "h-1");
    Snapshot snapshot = SNAPSHOT.with(new Handshake(key, "o-1", "000000000000", "", false, Instant.EPOCH, Instant.EPOCH));
    List<Ask> asks = OrganizationsAsks.of("AcceptHandshake", AcceptHandshakeRequest.builder().handshakeId("h-1").build(), snapshot, ANN);
    assertThat(lines(asks)).containsExactly("organizations:AcceptHandshake arn:aws:organizations::111111111111:handshake/o-1/invite/h-1");
    assertThat(asks.getFirst().resourceAccount()).isEqualTo("000000000000");
  }
}
