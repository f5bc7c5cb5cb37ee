package dev.postern.core.action.organizations;

import dev.postern.core.model.AccountCreation;
import dev.postern.core.model.Handshake;
import dev.postern.core.model.Organization;
import dev.postern.core.model.OrganizationAccount;
import dev.postern.core.model.OrganizationPolicy;
import dev.postern.core.model.OrganizationalUnit;
import dev.postern.core.model.PolicyTarget;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountStatus;
import software.amazon.awssdk.services.organizations.model.CreateAccountFailureReason;
import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;
import software.amazon.awssdk.services.organizations.model.HandshakeParty;
import software.amazon.awssdk.services.organizations.model.HandshakePartyType;
import software.amazon.awssdk.services.organizations.model.HandshakeResource;
import software.amazon.awssdk.services.organizations.model.HandshakeResourceType;
import software.amazon.awssdk.services.organizations.model.HandshakeState;
import software.amazon.awssdk.services.organizations.model.PolicyTargetSummary;
import software.amazon.awssdk.services.organizations.model.PolicyTypeStatus;
import software.amazon.awssdk.services.organizations.model.PolicyTypeSummary;
import software.amazon.awssdk.services.organizations.model.Root;
import software.amazon.awssdk.services.organizations.model.TargetType;

/** What is in an organization as responses show it. */
final class Views {
  private Views() {}

  private static String arn(Organization organization, String what) {
    return "arn:aws:organizations::" + organization.managementAccount() + ":" + what;
  }

  static software.amazon.awssdk.services.organizations.model.Organization organization(Tree tree) {
    Organization organization = tree.organization();
    String management = organization.managementAccount();
    software.amazon.awssdk.services.organizations.model.Organization.Builder shown =
        software.amazon.awssdk.services.organizations.model.Organization.builder()
            .id(organization.id())
            .arn(arn(organization, "organization/" + organization.id()))
            .featureSet(organization.allFeatures() ? "ALL" : "CONSOLIDATED_BILLING")
            .masterAccountId(management)
            .masterAccountArn(arn(organization, "account/" + organization.id() + "/" + management))
            .masterAccountEmail(tree.account(management).orElseThrow().email());
    // AWS says not to go by this member, and fills it in this way whatever is enabled in the root.
    List<PolicyTypeSummary> available =
        organization.allFeatures() ? List.of(enabled(OrganizationPolicy.Type.SERVICE_CONTROL_POLICY)) : List.of();
    return shown.availablePolicyTypes(available).build();
  }

  private static PolicyTypeSummary enabled(OrganizationPolicy.Type type) {
    return PolicyTypeSummary.builder().type(type.name()).status(PolicyTypeStatus.ENABLED).build();
  }

  static Root root(Organization organization) {
    return Root.builder()
        .id(organization.rootId())
        .arn(arn(organization, "root/" + organization.id() + "/" + organization.rootId()))
        .name("Root")
        .policyTypes(organization.enabled().stream().sorted().map(Views::enabled).toList())
        .build();
  }

  static software.amazon.awssdk.services.organizations.model.OrganizationalUnit unit(Tree tree, OrganizationalUnit unit) {
    return software.amazon.awssdk.services.organizations.model.OrganizationalUnit.builder()
        .id(unit.id())
        .arn(unitArn(tree, unit))
        .name(unit.name())
        .build();
  }

  private static String unitArn(Tree tree, OrganizationalUnit unit) {
    return arn(tree.organization(), "ou/" + unit.organizationId() + "/" + unit.id());
  }

  static Account account(Tree tree, OrganizationAccount account) {
    return Account.builder()
        .id(account.id())
        .arn(accountArn(tree, account))
        .name(account.name())
        .email(account.email())
        .status(AccountStatus.ACTIVE)
        .joinedMethod(account.how().name())
        .joinedTimestamp(account.joined())
        .build();
  }

  private static String accountArn(Tree tree, OrganizationAccount account) {
    return arn(tree.organization(), "account/" + account.organizationId() + "/" + account.id());
  }

  static CreateAccountStatus creation(AccountCreation creation) {
    CreateAccountStatus.Builder shown =
        CreateAccountStatus.builder()
            .id(creation.id())
            .accountName(creation.name())
            .requestedTimestamp(creation.requested())
            .completedTimestamp(creation.requested());
    return creation.account()
        .map(account -> shown.state(CreateAccountState.SUCCEEDED).accountId(account))
        .orElseGet(() -> shown.state(CreateAccountState.FAILED).failureReason(CreateAccountFailureReason.EMAIL_ALREADY_EXISTS))
        .build();
  }

  static software.amazon.awssdk.services.organizations.model.PolicySummary summary(OrganizationPolicy policy) {
    return software.amazon.awssdk.services.organizations.model.PolicySummary.builder()
        .id(policy.id())
        .arn(policy.arn())
        .name(policy.name())
        .description(policy.description())
        .type(policy.type().name())
        .awsManaged(policy.belongsToAws())
        .build();
  }

  static software.amazon.awssdk.services.organizations.model.Policy policy(OrganizationPolicy policy) {
    return software.amazon.awssdk.services.organizations.model.Policy.builder().policySummary(summary(policy)).content(policy.content()).build();
  }

  static PolicyTargetSummary target(Tree tree, PolicyTarget target) {
    PolicyTargetSummary.Builder shown = PolicyTargetSummary.builder().targetId(target.targetId());
    return switch (target) {
      case Organization organization -> shown.type(TargetType.ROOT).name("Root").arn(root(organization).arn()).build();
      case OrganizationalUnit unit -> shown.type(TargetType.ORGANIZATIONAL_UNIT).name(unit.name()).arn(unitArn(tree, unit)).build();
      case OrganizationAccount account -> shown.type(TargetType.ACCOUNT).name(account.name()).arn(accountArn(tree, account)).build();
    };
  }

  /** Open, accepted or, when nobody accepted it in time, expired. */
  static HandshakeState state(Handshake handshake, Instant now) {
    return handshake.accepted() ? HandshakeState.ACCEPTED : now.isAfter(handshake.expires()) ? HandshakeState.EXPIRED : HandshakeState.REQUESTED;
  }

  static software.amazon.awssdk.services.organizations.model.Handshake handshake(Tree tree, Handshake handshake, Instant now) {
    OrganizationAccount management = tree.account(tree.organization().managementAccount()).orElseThrow();
    HandshakeResource.Builder organization =
        HandshakeResource.builder()
            .type(HandshakeResourceType.ORGANIZATION)
            .value(handshake.organizationId())
            .resources(
                resource(HandshakeResourceType.MASTER_EMAIL, management.email()),
                resource(HandshakeResourceType.MASTER_NAME, management.name()),
                resource(HandshakeResourceType.ORGANIZATION_FEATURE_SET, tree.organization().allFeatures() ? "ALL" : "CONSOLIDATED_BILLING"));
    List<HandshakeResource> resources =
        handshake.notes().isEmpty()
            ? List.of(organization.build(), resource(HandshakeResourceType.ACCOUNT, handshake.account()))
            : List.of(
                organization.build(),
                resource(HandshakeResourceType.ACCOUNT, handshake.account()),
                resource(HandshakeResourceType.NOTES, handshake.notes()));
    return software.amazon.awssdk.services.organizations.model.Handshake.builder()
        .id(handshake.id())
        .arn(arn(tree.organization(), "handshake/" + handshake.organizationId() + "/invite/" + handshake.id()))
        .action("INVITE")
        .state(state(handshake, now))
        .requestedTimestamp(handshake.requested())
        .expirationTimestamp(handshake.expires())
        .parties(
            HandshakeParty.builder().type(HandshakePartyType.ORGANIZATION).id(handshake.organizationId()).build(),
            HandshakeParty.builder().type(HandshakePartyType.ACCOUNT).id(handshake.account()).build())
        .resources(resources)
        .build();
  }

  private static HandshakeResource resource(HandshakeResourceType type, String value) {
    return HandshakeResource.builder().type(type).value(value).build();
  }
}
