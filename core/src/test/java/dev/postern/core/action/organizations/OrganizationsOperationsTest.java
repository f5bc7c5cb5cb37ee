package dev.postern.core.action.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.error.AwsException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.organizations.model.AcceptHandshakeRequest;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AttachPolicyRequest;
import software.amazon.awssdk.services.organizations.model.ChildType;
import software.amazon.awssdk.services.organizations.model.CreateAccountRequest;
import software.amazon.awssdk.services.organizations.model.CreateAccountResponse;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationalUnitResponse;
import software.amazon.awssdk.services.organizations.model.CreatePolicyRequest;
import software.amazon.awssdk.services.organizations.model.CreatePolicyResponse;
import software.amazon.awssdk.services.organizations.model.DeleteOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.DeleteOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.DeletePolicyRequest;
import software.amazon.awssdk.services.organizations.model.DescribeCreateAccountStatusRequest;
import software.amazon.awssdk.services.organizations.model.DescribeCreateAccountStatusResponse;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.DescribePolicyRequest;
import software.amazon.awssdk.services.organizations.model.DescribePolicyResponse;
import software.amazon.awssdk.services.organizations.model.DetachPolicyRequest;
import software.amazon.awssdk.services.organizations.model.DisablePolicyTypeRequest;
import software.amazon.awssdk.services.organizations.model.EnablePolicyTypeRequest;
import software.amazon.awssdk.services.organizations.model.HandshakeParty;
import software.amazon.awssdk.services.organizations.model.HandshakePartyType;
import software.amazon.awssdk.services.organizations.model.InviteAccountToOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.InviteAccountToOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.organizations.model.ListChildrenRequest;
import software.amazon.awssdk.services.organizations.model.ListChildrenResponse;
import software.amazon.awssdk.services.organizations.model.ListParentsRequest;
import software.amazon.awssdk.services.organizations.model.ListParentsResponse;
import software.amazon.awssdk.services.organizations.model.ListPoliciesForTargetRequest;
import software.amazon.awssdk.services.organizations.model.ListPoliciesForTargetResponse;
import software.amazon.awssdk.services.organizations.model.ListPoliciesRequest;
import software.amazon.awssdk.services.organizations.model.ListPoliciesResponse;
import software.amazon.awssdk.services.organizations.model.ListRootsRequest;
import software.amazon.awssdk.services.organizations.model.ListRootsResponse;
import software.amazon.awssdk.services.organizations.model.ListTargetsForPolicyRequest;
import software.amazon.awssdk.services.organizations.model.ListTargetsForPolicyResponse;
import software.amazon.awssdk.services.organizations.model.MoveAccountRequest;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.RemoveAccountFromOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.UpdatePolicyRequest;

/** The tree of accounts and what is attached to it. */
class OrganizationsOperationsTest {
  private static final String SCP = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}";
  private static final String RCP =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}";

  private final Cloud cloud = new Cloud();
  private final Cloud other = new Cloud(Caller.root("222222222222", "us-east-1"), 1);
  private String root = "";

  @BeforeEach
  void organization() {
    this.<CreateOrganizationResponse>run("CreateOrganization", CreateOrganizationRequest.builder().featureSet("ALL").build());
    root = this.<ListRootsResponse>run("ListRoots", ListRootsRequest.builder().build()).roots().getFirst().id();
  }

  @SuppressWarnings("unchecked")
  private static <R> Operation<SdkPojo, R> row(String name) {
    return (Operation<SdkPojo, R>) OrganizationsOperations.find(name).orElseThrow();
  }

  private <R> R run(String operation, SdkPojo request) {
    return cloud.run(OrganizationsOperationsTest.<R>row(operation), request);
  }

  private String refused(String operation, SdkPojo request) {
    AwsException refusal = cloud.refused(row(operation), request);
    return refusal.error().reason().isEmpty() ? refusal.code() : refusal.code() + " " + refusal.error().reason();
  }

  /** What a caller of another account does in the same state. */
  private <R> R elsewhere(String operation, SdkPojo request) {
    other.snapshot = cloud.snapshot;
    R response = other.run(OrganizationsOperationsTest.<R>row(operation), request);
    cloud.snapshot = other.snapshot;
    return response;
  }

  private String refusedElsewhere(String operation, SdkPojo request) {
    other.snapshot = cloud.snapshot;
    return other.refused(row(operation), request).code();
  }

  private String account(String name) {
    CreateAccountResponse made = run("CreateAccount", CreateAccountRequest.builder().accountName(name).email(name + "@example.com").build());
    return made.createAccountStatus().accountId();
  }

  private String unit(String parent, String name) {
    CreateOrganizationalUnitResponse made =
        run("CreateOrganizationalUnit", CreateOrganizationalUnitRequest.builder().parentId(parent).name(name).build());
    return made.organizationalUnit().id();
  }

  private String policy(String type, String name, String content) {
    return this.<CreatePolicyResponse>run("CreatePolicy", creation(type, name, content)).policy().policySummary().id();
  }

  private static CreatePolicyRequest creation(String type, String name, String content) {
    return CreatePolicyRequest.builder().type(type).name(name).description("").content(content).build();
  }

  private static AttachPolicyRequest attach(String policy, String target) {
    return AttachPolicyRequest.builder().policyId(policy).targetId(target).build();
  }

  private static DetachPolicyRequest detach(String policy, String target) {
    return DetachPolicyRequest.builder().policyId(policy).targetId(target).build();
  }

  private void enable(String type) {
    run("EnablePolicyType", EnablePolicyTypeRequest.builder().rootId(root).policyType(type).build());
  }

  private List<String> attached(String target, String type) {
    ListPoliciesForTargetResponse listed =
        run("ListPoliciesForTarget", ListPoliciesForTargetRequest.builder().targetId(target).filter(type).build());
    return listed.policies().stream().map(PolicySummary::name).toList();
  }

  private InviteAccountToOrganizationResponse invite(String account) {
    return run("InviteAccountToOrganization", invitation(account));
  }

  private static InviteAccountToOrganizationRequest invitation(String account) {
    return InviteAccountToOrganizationRequest.builder().target(HandshakeParty.builder().id(account).type(HandshakePartyType.ACCOUNT).build()).build();
  }

  @Test
  void anOrganizationHasItsMakerAsManagementAccount() {
    DescribeOrganizationResponse described = run("DescribeOrganization", DescribeOrganizationRequest.builder().build());
    assertThat(described.organization().id()).matches("o-[a-z0-9]{10}");
    assertThat(described.organization().masterAccountId()).isEqualTo("000000000000");
    assertThat(root).matches("r-[a-z0-9]{4}");
    assertThat(refused("CreateOrganization", CreateOrganizationRequest.builder().build())).isEqualTo("AlreadyInOrganizationException");
    assertThat(refusedElsewhere("DescribeOrganization", DescribeOrganizationRequest.builder().build())).isEqualTo("AWSOrganizationsNotInUseException");
  }

  @Test
  void anAccountIsMadeOnceForAnEmailAddressAndMovesBetweenUnits() {
    String account = account("dev");
    assertThat(account).matches("[0-9]{12}");
    CreateAccountResponse again = run("CreateAccount", CreateAccountRequest.builder().accountName("x").email("DEV@example.com").build());
    DescribeCreateAccountStatusResponse status =
        run("DescribeCreateAccountStatus",
            DescribeCreateAccountStatusRequest.builder().createAccountRequestId(again.createAccountStatus().id()).build());
    assertThat(status.createAccountStatus().stateAsString()).isEqualTo("FAILED");
    assertThat(status.createAccountStatus().failureReasonAsString()).isEqualTo("EMAIL_ALREADY_EXISTS");
    String unit = unit(root, "team");
    MoveAccountRequest.Builder move = MoveAccountRequest.builder().accountId(account).destinationParentId(unit);
    assertThat(refused("MoveAccount", move.sourceParentId(unit).build())).isEqualTo("SourceParentNotFoundException");
    run("MoveAccount", move.sourceParentId(root).build());
    ListParentsResponse parents = run("ListParents", ListParentsRequest.builder().childId(account).build());
    assertThat(parents.parents().getFirst().id()).isEqualTo(unit);
    ListChildrenResponse children = run("ListChildren", ListChildrenRequest.builder().parentId(unit).childType(ChildType.ACCOUNT).build());
    assertThat(children.children()).singleElement().returns(account, c -> c.id());
    assertThat(refused("DeleteOrganizationalUnit", DeleteOrganizationalUnitRequest.builder().organizationalUnitId(unit).build()))
        .isEqualTo("OrganizationalUnitNotEmptyException");
    assertThat(refused("DeleteOrganization", DeleteOrganizationRequest.builder().build())).isEqualTo("OrganizationNotEmptyException");
  }

  @Test
  void unitsGoFiveDeepAndHaveDifferentNamesUnderOneParent() {
    String parent = root;
    for (int i = 0; i < 5; i++) {
      parent = unit(parent, "deep");
    }
    assertThat(parent).matches("ou-" + root.substring(2) + "-[a-z0-9]{8}");
    assertThat(refused("CreateOrganizationalUnit", CreateOrganizationalUnitRequest.builder().parentId(parent).name("deeper").build()))
        .isEqualTo("ConstraintViolationException OU_DEPTH_LIMIT_EXCEEDED");
    assertThat(refused("CreateOrganizationalUnit", CreateOrganizationalUnitRequest.builder().parentId(root).name("deep").build()))
        .isEqualTo("DuplicateOrganizationalUnitException");
  }

  @Test
  void anInvitedAccountJoinsWhenItAcceptsInTime() {
    String handshake = invite("222222222222").handshake().id();
    assertThat(refused("InviteAccountToOrganization", invitation("222222222222"))).isEqualTo("DuplicateHandshakeException");
    AcceptHandshakeRequest accept = AcceptHandshakeRequest.builder().handshakeId(handshake).build();
    assertThat(refused("AcceptHandshake", accept)).isEqualTo("AccessDeniedException");
    elsewhere("AcceptHandshake", accept);
    ListAccountsResponse accounts = run("ListAccounts", ListAccountsRequest.builder().build());
    assertThat(accounts.accounts()).extracting(Account::id).containsExactly("000000000000", "222222222222");
    assertThat(refusedElsewhere("AcceptHandshake", accept)).isEqualTo("HandshakeAlreadyInStateException");
    // A member sees its organization and manages nothing of it.
    elsewhere("DescribeOrganization", DescribeOrganizationRequest.builder().build());
    assertThat(refusedElsewhere("ListAccounts", ListAccountsRequest.builder().build())).isEqualTo("AccessDeniedException");
    run("RemoveAccountFromOrganization", RemoveAccountFromOrganizationRequest.builder().accountId("222222222222").build());
    assertThat(refusedElsewhere("DescribeOrganization", DescribeOrganizationRequest.builder().build())).isEqualTo("AWSOrganizationsNotInUseException");
    assertThat(refused("RemoveAccountFromOrganization", RemoveAccountFromOrganizationRequest.builder().accountId("000000000000").build()))
        .isEqualTo("MasterCannotLeaveOrganizationException");
  }

  @Test
  void anInvitationEndsAfterFifteenDays() {
    String handshake = invite("222222222222").handshake().id();
    other.now = cloud.now.plusSeconds(15 * 86_400 + 1);
    assertThat(refusedElsewhere("AcceptHandshake", AcceptHandshakeRequest.builder().handshakeId(handshake).build()))
        .isEqualTo("InvalidHandshakeTransitionException");
  }

  @Test
  void aTypeOfPolicyIsAttachedEverywhereWhileItIsEnabled() {
    String account = account("dev");
    String scp = policy("SERVICE_CONTROL_POLICY", "no-s3", SCP);
    assertThat(refused("AttachPolicy", attach(scp, account))).isEqualTo("PolicyTypeNotEnabledException");
    enable("SERVICE_CONTROL_POLICY");
    String unit = unit(root, "team");
    String later = account("later");
    for (String target : List.of(root, unit, account, later, "000000000000")) {
      assertThat(attached(target, "SERVICE_CONTROL_POLICY")).as(target).containsExactly("FullAWSAccess");
      assertThat(attached(target, "RESOURCE_CONTROL_POLICY")).as(target).isEmpty();
    }
    run("AttachPolicy", attach(scp, account));
    assertThat(refused("AttachPolicy", attach(scp, account))).isEqualTo("DuplicatePolicyAttachmentException");
    assertThat(refused("DeletePolicy", DeletePolicyRequest.builder().policyId(scp).build())).isEqualTo("PolicyInUseException");
    ListTargetsForPolicyResponse targets = run("ListTargetsForPolicy", ListTargetsForPolicyRequest.builder().policyId(scp).build());
    assertThat(targets.targets()).singleElement().returns(account, t -> t.targetId()).returns("ACCOUNT", t -> t.typeAsString());
    run("DetachPolicy", detach("p-FullAWSAccess", account));
    assertThat(attached(account, "SERVICE_CONTROL_POLICY")).containsExactly("no-s3");
    assertThat(refused("DetachPolicy", detach(scp, account))).isEqualTo("ConstraintViolationException MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED");
    assertThat(refused("DetachPolicy", detach(scp, unit))).isEqualTo("PolicyNotAttachedException");
    run("DisablePolicyType", DisablePolicyTypeRequest.builder().rootId(root).policyType("SERVICE_CONTROL_POLICY").build());
    assertThat(attached(account, "SERVICE_CONTROL_POLICY")).isEmpty();
    run("DeletePolicy", DeletePolicyRequest.builder().policyId(scp).build());
  }

  @Test
  void theFullAccessOfResourcesCannotBeDetachedAndFiveIsTheMost() {
    enable("RESOURCE_CONTROL_POLICY");
    for (int i = 1; i < 5; i++) {
      run("AttachPolicy", attach(policy("RESOURCE_CONTROL_POLICY", "r" + i, RCP), root));
    }
    assertThat(refused("AttachPolicy", attach(policy("RESOURCE_CONTROL_POLICY", "r5", RCP), root)))
        .isEqualTo("ConstraintViolationException MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED");
    assertThat(refused("DetachPolicy", detach("p-RCPFullAWSAccess", root)))
        .isEqualTo("ConstraintViolationException MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED");
    ListPoliciesResponse listed = run("ListPolicies", ListPoliciesRequest.builder().filter("RESOURCE_CONTROL_POLICY").maxResults(4).build());
    assertThat(listed.policies()).hasSize(4);
    ListPoliciesResponse rest =
        run("ListPolicies", ListPoliciesRequest.builder().filter("RESOURCE_CONTROL_POLICY").nextToken(listed.nextToken()).build());
    assertThat(rest.policies()).hasSize(2).doesNotContainAnyElementsOf(listed.policies());
  }

  @Test
  void aPolicyIsChangedByItsOwnersAndAwssByNobody() {
    String scp = policy("SERVICE_CONTROL_POLICY", "no-s3", SCP);
    String wider = SCP.replace("s3:*", "*");
    run("UpdatePolicy", UpdatePolicyRequest.builder().policyId(scp).content(wider).build());
    DescribePolicyResponse described = run("DescribePolicy", DescribePolicyRequest.builder().policyId(scp).build());
    assertThat(described.policy().content()).isEqualTo(wider);
    assertThat(described.policy().policySummary().name()).isEqualTo("no-s3");
    assertThat(refused("UpdatePolicy", UpdatePolicyRequest.builder().policyId("p-FullAWSAccess").name("x").build()))
        .isEqualTo("InvalidInputException IMMUTABLE_POLICY");
    assertThat(refused("CreatePolicy", creation("SERVICE_CONTROL_POLICY", "no-s3", SCP))).isEqualTo("DuplicatePolicyException");
    assertThat(refused("CreatePolicy", creation("SERVICE_CONTROL_POLICY", "long", " ".repeat(5_120) + SCP)))
        .isEqualTo("ConstraintViolationException POLICY_CONTENT_LIMIT_EXCEEDED");
    assertThat(refused("CreatePolicy", creation("TAG_POLICY", "tags", "{}"))).isEqualTo("PolicyTypeNotAvailableForOrganizationException");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SERVICE_CONTROL_POLICY  | {"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}}
          SERVICE_CONTROL_POLICY  | {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*"}}
          SERVICE_CONTROL_POLICY  | {"Version":"2012-10-17"
          RESOURCE_CONTROL_POLICY | {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}
          RESOURCE_CONTROL_POLICY | {"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}}
          RESOURCE_CONTROL_POLICY | {"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","NotAction":"s3:*","Resource":"*"}}
          RESOURCE_CONTROL_POLICY | {"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*"}}
          RESOURCE_CONTROL_POLICY | {"Version":"2012-10-17","Statement":{"Effect":"Deny","NotPrincipal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*"}}
          """)
  void whatIsNoPolicyOfItsTypeIsRefused(String type, String content) {
    assertThat(refused("CreatePolicy", creation(type, "bad", content))).isEqualTo("MalformedPolicyDocumentException");
  }

  @Test
  void anOrganizationThatSharesBillsOnlyHasNoPolicies() {
    run("DeleteOrganization", DeleteOrganizationRequest.builder().build());
    run("CreateOrganization", CreateOrganizationRequest.builder().featureSet("CONSOLIDATED_BILLING").build());
    root = this.<ListRootsResponse>run("ListRoots", ListRootsRequest.builder().build()).roots().getFirst().id();
    assertThat(refused("EnablePolicyType", EnablePolicyTypeRequest.builder().rootId(root).policyType("SERVICE_CONTROL_POLICY").build()))
        .isEqualTo("PolicyTypeNotAvailableForOrganizationException");
    assertThat(refused("CreatePolicy", creation("SERVICE_CONTROL_POLICY", "x", SCP))).isEqualTo("PolicyTypeNotAvailableForOrganizationException");
  }
}
