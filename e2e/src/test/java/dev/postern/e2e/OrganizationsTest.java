package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An organization made by the AWS CLI: what it means for a member, at once and after a restart. */
class OrganizationsTest {
  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}}";

  @TempDir private Path data;

  @Test
  void itsPoliciesBindItsMembersAlsoAfterARestart() {
    try (Cloud cloud = Cloud.start(data)) {
      String management = cloud.aws("sts", "get-caller-identity").path("Account").asString();
      JsonNode made = cloud.aws("organizations", "create-organization", "--feature-set", "ALL").path("Organization");
      assertThat(made.path("MasterAccountId").asString()).isEqualTo(management);
      String root = cloud.aws("organizations", "list-roots").at("/Roots/0/Id").asString();
      cloud.aws("organizations", "enable-policy-type", "--root-id", root, "--policy-type", "SERVICE_CONTROL_POLICY");
      String unit = cloud.aws("organizations", "create-organizational-unit", "--parent-id", root, "--name", "team").at("/OrganizationalUnit/Id").asString();
      String member =
          cloud.aws("organizations", "create-account", "--email", "dev@example.com", "--account-name", "dev").at("/CreateAccountStatus/AccountId").asString();
      cloud.aws("organizations", "move-account", "--account-id", member, "--source-parent-id", root, "--destination-parent-id", unit);
      String scp =
          cloud.aws(
                  "organizations", "create-policy", "--type", "SERVICE_CONTROL_POLICY", "--name", "no-roles", "--description", "nobody makes roles", "--content",
                  "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"iam:CreateRole\",\"Resource\":\"*\"}}")
              .at("/Policy/PolicySummary/Id")
              .asString();
      cloud.aws("organizations", "attach-policy", "--policy-id", scp, "--target-id", unit);
      Cloud.Ran again = cloud.tryAws("organizations", "attach-policy", "--policy-id", scp, "--target-id", unit);
      assertThat(again.out()).contains("(DuplicatePolicyAttachmentException) when calling the AttachPolicy operation");

      String[] role = {"iam", "create-role", "--role-name", "r", "--assume-role-policy-document", TRUST};
      Cloud.Ran denied = cloud.tryAwsAs(member, role);
      assertThat(denied.out())
          .contains("(AccessDenied)")
          .contains("User: arn:aws:iam::" + member + ":root is not authorized to perform: iam:CreateRole")
          .endsWith("with an explicit deny in a service control policy");
      assertThat(cloud.tryAws(role).status()).isZero();

      cloud.postern("down");
      cloud.up();
      assertThat(cloud.aws("organizations", "list-parents", "--child-id", member).at("/Parents/0/Id").asString()).isEqualTo(unit);
      JsonNode attached = cloud.aws("organizations", "list-policies-for-target", "--target-id", unit, "--filter", "SERVICE_CONTROL_POLICY");
      assertThat(attached.path("Policies").findValuesAsString("Name")).containsExactlyInAnyOrder("FullAWSAccess", "no-roles");
      assertThat(cloud.tryAwsAs(member, role).status()).isNotZero();
      cloud.aws("organizations", "detach-policy", "--policy-id", scp, "--target-id", unit);
      assertThat(cloud.tryAwsAs(member, role).status()).isZero();
    }
  }
}
