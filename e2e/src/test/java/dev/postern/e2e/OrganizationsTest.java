package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  /** What members do with S3 is under service control policies; what they own there is under resource control policies, whoever asks. */
  @Test
  void policiesOfTheOrganizationReachS3(@TempDir Path data) throws IOException {
    try (Cloud cloud = Cloud.start(data)) {
      String organization = cloud.aws("organizations", "create-organization", "--feature-set", "ALL").at("/Organization/Id").asString();
      String root = cloud.aws("organizations", "list-roots").at("/Roots/0/Id").asString();
      for (String type : List.of("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY")) {
        cloud.aws("organizations", "enable-policy-type", "--root-id", root, "--policy-type", type);
      }
      String member =
          cloud.aws("organizations", "create-account", "--email", "dev@example.com", "--account-name", "dev").at("/CreateAccountStatus/AccountId").asString();
      String stranger = "444455556666";
      Path object = Files.writeString(data.resolve("object"), "ours");
      for (String[] words : List.of(
          new String[] {"s3api", "create-bucket", "--bucket", "members-data"},
          new String[] {"s3api", "put-object", "--bucket", "members-data", "--key", "k", "--body", object.toString()},
          new String[] {"s3api", "put-bucket-policy", "--bucket", "members-data", "--policy",
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + stranger
                + "\"},\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::members-data/*\"}}"})) {
        Cloud.Ran ran = cloud.tryAwsAs(member, words);
        assertThat(ran.status()).as(ran.out()).isZero();
      }
      String[] get = {"s3api", "get-object", "--bucket", "members-data", "--key", "k", "/dev/null"};
      assertThat(cloud.tryAwsAs(stranger, get).status()).as("by the bucket's policy").isZero();
      String[] prove = {"policy", "prove", "--bucket", "members-data", "--only-from", organization};
      assertThat(cloud.postern(prove).out()).startsWith("REFUTED");
      attach(cloud, root, "RESOURCE_CONTROL_POLICY",
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\","
              + "\"Condition\":{\"StringNotEqualsIfExists\":{\"aws:PrincipalOrgID\":\"" + organization + "\"}}}}");
      assertThat(cloud.tryAwsAs(stranger, get).out()).contains("(AccessDenied)").endsWith("Access Denied");
      assertThat(cloud.tryAwsAs(member, get).status()).isZero();
      Cloud.Ran proved = cloud.postern(prove);
      assertThat(proved.out()).startsWith("PROVED");
      assertThat(proved.status()).isZero();
      attach(cloud, root, "SERVICE_CONTROL_POLICY",
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}}");
      assertThat(cloud.tryAwsAs(member, get).out()).endsWith("with an explicit deny in a service control policy");
    }
  }

  private static void attach(Cloud cloud, String target, String type, String document) {
    String policy = cloud.aws("organizations", "create-policy", "--type", type, "--name", "of-" + type, "--description", "d", "--content", document)
        .at("/Policy/PolicySummary/Id").asString();
    cloud.aws("organizations", "attach-policy", "--policy-id", policy, "--target-id", target);
  }
}
