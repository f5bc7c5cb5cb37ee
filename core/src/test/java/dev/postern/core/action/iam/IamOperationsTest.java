package dev.postern.core.action.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.Seed;
import dev.postern.core.action.sts.Callers;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.iam.model.*;

class IamOperationsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},"
          + "\"Action\":\"sts:AssumeRole\"}]}";
  private static final String POLICY = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}";

  private final Caller caller = Caller.root("123456789012", "eu-west-1");
  private Snapshot snapshot = Snapshot.EMPTY;
  private byte calls;

  @Test
  void aUserIsCreatedFoundListedRenamedAndDeleted() {
    User made = call("CreateUser", CreateUserRequest.builder().userName("ann").path("/team/").build(), CreateUserResponse.class).user();
    assertThat(made.arn()).isEqualTo("arn:aws:iam::123456789012:user/team/ann");
    assertThat(made.userId()).matches("AIDA[A-Z2-7]{17}");
    call("UpdateUser", UpdateUserRequest.builder().userName("ann").newUserName("anna").build(), UpdateUserResponse.class);
    User renamed = call("GetUser", GetUserRequest.builder().userName("anna").build(), GetUserResponse.class).user();
    assertThat(renamed.userId()).isEqualTo(made.userId());
    assertThat(call("ListUsers", ListUsersRequest.builder().build(), ListUsersResponse.class).users()).hasSize(1);
    call("DeleteUser", DeleteUserRequest.builder().userName("anna").build(), DeleteUserResponse.class);
    assertThat(snapshot.resources()).isEmpty();
  }

  @Test
  void whoActsForAUserFollowsAndEndsWithIt() {
    user("ann");
    String before = "arn:aws:iam::123456789012:user/ann";
    AccessKey token = temporary("ASIA1", before, Optional.empty());
    AccessKey federated = temporary("ASIA2", "arn:aws:sts::123456789012:federated-user/bob", Optional.of(before));
    snapshot = snapshot.with(token).with(federated);
    call("UpdateUser", UpdateUserRequest.builder().userName("ann").newUserName("anna").build(), UpdateUserResponse.class);
    String after = "arn:aws:iam::123456789012:user/anna";
    assertThat(snapshot.find(AccessKey.class, token.key()).orElseThrow().principalArn()).isEqualTo(after);
    assertThat(snapshot.find(AccessKey.class, federated.key()).orElseThrow().session().orElseThrow().federator()).contains(after);
    call("DeleteUser", DeleteUserRequest.builder().userName("anna").build(), DeleteUserResponse.class);
    assertThat(snapshot.resources()).isEmpty();
  }

  private static AccessKey temporary(String id, String principal, Optional<String> federator) {
    Instant now = Instant.parse("2026-11-23T09:00:00Z");
    AccessKey.Session session = new AccessKey.Session(Optional.empty(), List.of(), TreePMap.empty(), List.of(), Optional.empty(), federator);
    return new AccessKey(
        new ResourceKey("123456789012", ResourceKey.GLOBAL, Kind.ACCESS_KEY, id), "s", Optional.of("t"), principal, "AIDA", true, now,
        Optional.of(now.plusSeconds(900)), Optional.of(session));
  }

  @Test
  void namesThatDifferByCaseAloneAreTaken() {
    user("ann");
    refused("CreateUser", CreateUserRequest.builder().userName("ANN").build(), "EntityAlreadyExists", 409, "User with name ANN already exists.");
  }

  @Test
  void unknownNamesAreNoSuchEntity() {
    refused("GetUser", GetUserRequest.builder().userName("x").build(), "NoSuchEntity", 404, "The user with name x cannot be found.");
    refused("GetRole", GetRoleRequest.builder().roleName("x").build(), "NoSuchEntity", 404, "The role with name x cannot be found.");
    refused(
        "GetInstanceProfile",
        GetInstanceProfileRequest.builder().instanceProfileName("x").build(),
        "NoSuchEntity",
        404,
        "Instance Profile x cannot be found.");
    String arn = "arn:aws:iam::123456789012:policy/x";
    refused("GetPolicy", GetPolicyRequest.builder().policyArn(arn).build(), "NoSuchEntity", 404, "Policy " + arn + " was not found.");
  }

  @Test
  void aMissingNameIsAValidationError() {
    refused(
        "DeleteRole",
        DeleteRoleRequest.builder().build(),
        "ValidationError",
        400,
        "1 validation error detected: Value null at 'roleName' failed to satisfy constraint: Member must not be null");
  }

  /** Else anybody could make a role that no policy of the organization binds. */
  @Test
  void nobodyMakesARoleThatIsLinkedToAService() {
    for (CreateRoleRequest.Builder role : List.of(role("AWSServiceRoleForMe"), role("r").path("/aws-service-role/x/"))) {
      assertThat(catchThrowable(() -> call("CreateRole", role.build(), CreateRoleResponse.class))).hasMessageContaining("linked to services");
    }
  }

  @Test
  void documentsThatAreNoPoliciesAreMalformed() {
    malformed("CreateRole", role("r").assumeRolePolicyDocument("{").build(), "This policy contains invalid Json: ");
    malformed("CreateRole", role("r").assumeRolePolicyDocument(POLICY).build(), "Missing required field Principal (line 1, column 37)");
    malformed(
        "CreatePolicy",
        CreatePolicyRequest.builder().policyName("p").policyDocument("{\"Statement\":[]}").build(),
        "Statement is empty (line 1, column 14)");
  }

  @Test
  void everyDocumentIsReadWhenItIsWritten() {
    user("ann");
    call("CreateRole", role("r").build(), CreateRoleResponse.class);
    String arn = call("CreatePolicy", CreatePolicyRequest.builder().policyName("p").policyDocument(POLICY).build(), CreatePolicyResponse.class).policy().arn();
    String wrong = POLICY.replace("}}", ",\n\"Condition\":{\"StringIs\":{\"aws:SourceVpce\":\"vpce-1\"}}}}");
    String problem = "Invalid Condition type : StringIs (line 2, column 14)";
    malformed("PutUserPolicy", PutUserPolicyRequest.builder().userName("ann").policyName("p").policyDocument(wrong).build(), problem);
    malformed("PutRolePolicy", PutRolePolicyRequest.builder().roleName("r").policyName("p").policyDocument(wrong).build(), problem);
    malformed("CreatePolicy", CreatePolicyRequest.builder().policyName("q").policyDocument(wrong).build(), problem);
    malformed("CreatePolicyVersion", CreatePolicyVersionRequest.builder().policyArn(arn).policyDocument(wrong).build(), problem);
    malformed("PutUserPolicy", PutUserPolicyRequest.builder().userName("ann").policyName("p").policyDocument(TRUST).build(),
        "Policy document should not specify a principal.");
  }

  @Test
  void aTrustPolicyIsAboutStsAndNamesWhoIsThere() {
    call("CreateRole", role("r").build(), CreateRoleResponse.class);
    String nobody = TRUST.replace("\"Service\":\"lambda.amazonaws.com\"", "\"AWS\":\"arn:aws:iam::123456789012:user/ann\"");
    var update = UpdateAssumeRolePolicyRequest.builder().roleName("r").policyDocument(nobody).build();
    malformed("UpdateAssumeRolePolicy", update, "Invalid principal in policy: \"AWS\":\"arn:aws:iam::123456789012:user/ann\"");
    user("ann");
    call("UpdateAssumeRolePolicy", update, UpdateAssumeRolePolicyResponse.class);
    malformed("CreateRole", role("s").assumeRolePolicyDocument(TRUST.replace("sts:AssumeRole", "s3:GetObject")).build(),
        "AssumeRole policy may only specify STS AssumeRole actions.");
  }

  @Test
  void documentsHaveTheirLimitsWithoutWhiteSpace() {
    user("ann");
    call("CreateRole", role("r").build(), CreateRoleResponse.class);
    refused("CreateRole", role("s").assumeRolePolicyDocument(TRUST.replace("lambda", "a".repeat(2000))).build(), "LimitExceeded", 409,
        "Cannot exceed quota for ACLSizePerRole: 2048 (2124 characters without white space, and the limit is crossed at line 1, column 2049)");
    refused("CreatePolicy", CreatePolicyRequest.builder().policyName("p").policyDocument(POLICY.replace("s3:", "s3:" + "a".repeat(6100))).build(),
        "LimitExceeded", 409, "Cannot exceed quota for PolicySize: 6144 (%d characters without white space, and the limit is crossed at line 1, column 6145)".formatted(POLICY.length() + 6100));
    String half = POLICY.replace("s3:", "s3:" + "a".repeat(1000)) + " ".repeat(5000);
    PutUserPolicyRequest.Builder put = PutUserPolicyRequest.builder().userName("ann").policyDocument(half);
    call("PutUserPolicy", put.policyName("a").build(), PutUserPolicyResponse.class);
    call("PutUserPolicy", put.policyName("a").build(), PutUserPolicyResponse.class);
    refused("PutUserPolicy", put.policyName("b").build(), "LimitExceeded", 409, "Maximum policy size of 2048 bytes exceeded for user ann (%d characters without white space, and the limit is crossed at line 1, column %d)"
            .formatted(2 * (POLICY.length() + 1000), 2048 - POLICY.length() - 1000 + 1));
    String most = POLICY.replace("s3:", "s3:" + "a".repeat(10000));
    PutRolePolicyRequest.Builder ofRole = PutRolePolicyRequest.builder().roleName("r");
    call("PutRolePolicy", ofRole.policyName("a").policyDocument(most).build(), PutRolePolicyResponse.class);
    refused("PutRolePolicy", ofRole.policyName("b").policyDocument(half).build(), "LimitExceeded", 409, "Maximum policy size of 10240 bytes exceeded for role r (%d characters without white space, and the limit is crossed at line 1, column %d)"
            .formatted(2 * POLICY.length() + 11_000, 10_240 - POLICY.length() - 10_000 + 1));
  }

  @Test
  void boundariesAreShownKeptThroughRenamingAndTakenAway() {
    String arn = call("CreatePolicy", CreatePolicyRequest.builder().policyName("b").policyDocument(POLICY).build(), CreatePolicyResponse.class).policy().arn();
    User ann = call("CreateUser", CreateUserRequest.builder().userName("ann").permissionsBoundary(arn).build(), CreateUserResponse.class).user();
    assertThat(ann.permissionsBoundary().permissionsBoundaryArn()).isEqualTo(arn);
    call("UpdateUser", UpdateUserRequest.builder().userName("ann").newUserName("anna").build(), UpdateUserResponse.class);
    assertThat(call("GetUser", GetUserRequest.builder().userName("anna").build(), GetUserResponse.class).user().permissionsBoundary())
        .isEqualTo(ann.permissionsBoundary());
    assertThat(call("ListUsers", ListUsersRequest.builder().build(), ListUsersResponse.class).users().getFirst().permissionsBoundary()).isNull();
    assertThat(call("GetPolicy", GetPolicyRequest.builder().policyArn(arn).build(), GetPolicyResponse.class).policy().permissionsBoundaryUsageCount())
        .isEqualTo(1);
    refused("DeletePolicy", DeletePolicyRequest.builder().policyArn(arn).build(), "DeleteConflict", 409, "Cannot delete a policy attached to entities.");
    call("DeleteUserPermissionsBoundary", DeleteUserPermissionsBoundaryRequest.builder().userName("anna").build(), DeleteUserPermissionsBoundaryResponse.class);
    assertThat(call("GetUser", GetUserRequest.builder().userName("anna").build(), GetUserResponse.class).user().permissionsBoundary()).isNull();

    call("CreateRole", role("r").build(), CreateRoleResponse.class);
    call("PutRolePermissionsBoundary",
        PutRolePermissionsBoundaryRequest.builder().roleName("r").permissionsBoundary("arn:aws:iam::aws:policy/PowerUserAccess").build(),
        PutRolePermissionsBoundaryResponse.class);
    assertThat(call("GetRole", GetRoleRequest.builder().roleName("r").build(), GetRoleResponse.class).role().permissionsBoundary().permissionsBoundaryArn())
        .isEqualTo("arn:aws:iam::aws:policy/PowerUserAccess");
    refused("PutRolePermissionsBoundary", PutRolePermissionsBoundaryRequest.builder().roleName("r").permissionsBoundary(arn + "x").build(), "NoSuchEntity", 404,
        "Scope ARN: " + arn + "x does not exist or is not attachable.");
    call("DeletePolicy", DeletePolicyRequest.builder().policyArn(arn).build(), DeletePolicyResponse.class);
  }

  @Test
  void policiesOfAwsAreShownWithTheirDocumentsAndOthersAreNotThere() {
    String arn = "arn:aws:iam::aws:policy/AdministratorAccess";
    Policy shown = call("GetPolicy", GetPolicyRequest.builder().policyArn(arn).build(), GetPolicyResponse.class).policy();
    assertThat(shown.arn()).isEqualTo(arn);
    String document =
        call("GetPolicyVersion", GetPolicyVersionRequest.builder().policyArn(arn).versionId(shown.defaultVersionId()).build(), GetPolicyVersionResponse.class)
            .policyVersion().document();
    assertThat(java.net.URLDecoder.decode(document, java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}");
    assertThat(call("ListPolicies", ListPoliciesRequest.builder().scope("AWS").build(), ListPoliciesResponse.class).policies())
        .extracting(Policy::policyName).contains("AdministratorAccess", "AmazonS3ReadOnlyAccess", "AWSLambdaBasicExecutionRole");
    assertThat(call("ListPolicies", ListPoliciesRequest.builder().scope("Local").build(), ListPoliciesResponse.class).policies()).isEmpty();
    user("ann");
    assertThatThrownBy(() -> apply(IamOperations.find("AttachUserPolicy").orElseThrow(),
            AttachUserPolicyRequest.builder().userName("ann").policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess").build()))
        .isInstanceOfSatisfying(AwsException.class, e -> assertThat(e.code()).isEqualTo("NoSuchEntity"))
        .hasMessageStartingWith("Policy arn:aws:iam::aws:policy/ReadOnlyAccess does not exist or is not attachable.")
        .hasMessageContaining("AdministratorAccess, AmazonDynamoDBReadOnlyAccess");
  }

  @Test
  void aRoleInUseIsNotDeleted() {
    call("CreateRole", role("r").build(), CreateRoleResponse.class);
    call("CreateInstanceProfile", CreateInstanceProfileRequest.builder().instanceProfileName("p").build(), CreateInstanceProfileResponse.class);
    call("AddRoleToInstanceProfile",
        AddRoleToInstanceProfileRequest.builder().instanceProfileName("p").roleName("r").build(),
        AddRoleToInstanceProfileResponse.class);
    DeleteRoleRequest delete = DeleteRoleRequest.builder().roleName("r").build();
    refused("DeleteRole", delete, "DeleteConflict", 409, "Cannot delete entity, must remove roles from instance profile first.");
    InstanceProfile shown =
        call("GetInstanceProfile", GetInstanceProfileRequest.builder().instanceProfileName("p").build(), GetInstanceProfileResponse.class)
            .instanceProfile();
    assertThat(shown.roles()).extracting(Role::roleName).containsExactly("r");
    call("RemoveRoleFromInstanceProfile",
        RemoveRoleFromInstanceProfileRequest.builder().instanceProfileName("p").roleName("r").build(),
        RemoveRoleFromInstanceProfileResponse.class);
    call("PutRolePolicy", PutRolePolicyRequest.builder().roleName("r").policyName("in").policyDocument(POLICY).build(), PutRolePolicyResponse.class);
    refused("DeleteRole", delete, "DeleteConflict", 409, "Cannot delete entity, must delete policies first.");
    call("DeleteRolePolicy", DeleteRolePolicyRequest.builder().roleName("r").policyName("in").build(), DeleteRolePolicyResponse.class);
    call("DeleteRole", delete, DeleteRoleResponse.class);
  }

  @Test
  void documentsAreShownPercentEncoded() {
    call("CreateRole", role("r").build(), CreateRoleResponse.class);
    Role shown = call("GetRole", GetRoleRequest.builder().roleName("r").build(), GetRoleResponse.class).role();
    assertThat(shown.assumeRolePolicyDocument()).startsWith("%7B%22Version%22%3A%222012-10-17%22");
    assertThat(java.net.URLDecoder.decode(shown.assumeRolePolicyDocument(), java.nio.charset.StandardCharsets.UTF_8)).isEqualTo(TRUST);
  }

  @Test
  void managedPoliciesOfTheAccountAndOfAwsAreAttached() {
    call("CreateRole", role("r").build(), CreateRoleResponse.class);
    String own = call("CreatePolicy", CreatePolicyRequest.builder().policyName("p").policyDocument(POLICY).build(), CreatePolicyResponse.class).policy().arn();
    String aws = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole";
    for (String arn : new String[] {own, aws, own}) {
      call("AttachRolePolicy", AttachRolePolicyRequest.builder().roleName("r").policyArn(arn).build(), AttachRolePolicyResponse.class);
    }
    var listed = call("ListAttachedRolePolicies", ListAttachedRolePoliciesRequest.builder().roleName("r").build(), ListAttachedRolePoliciesResponse.class);
    assertThat(listed.attachedPolicies()).extracting(AttachedPolicy::policyName).containsExactlyInAnyOrder("p", "AWSLambdaVPCAccessExecutionRole");
    assertThat(call("GetPolicy", GetPolicyRequest.builder().policyArn(own).build(), GetPolicyResponse.class).policy().attachmentCount()).isEqualTo(1);
    refused("DeletePolicy", DeletePolicyRequest.builder().policyArn(own).build(), "DeleteConflict", 409, "Cannot delete a policy attached to entities.");
    refused(
        "AttachRolePolicy",
        AttachRolePolicyRequest.builder().roleName("r").policyArn(own + "x").build(),
        "NoSuchEntity",
        404,
        "Policy " + own + "x does not exist or is not attachable.");
  }

  @Test
  void aPolicyHasFiveVersionsAtMostAndNeverGivesANumberTwice() {
    String arn = call("CreatePolicy", CreatePolicyRequest.builder().policyName("p").policyDocument(POLICY).build(), CreatePolicyResponse.class).policy().arn();
    var more = CreatePolicyVersionRequest.builder().policyArn(arn).policyDocument(POLICY).setAsDefault(true).build();
    for (int i = 2; i <= 5; i++) {
      call("CreatePolicyVersion", more, CreatePolicyVersionResponse.class);
    }
    refused("CreatePolicyVersion", more, "LimitExceeded", 409,
        "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.");
    refused("DeletePolicyVersion", DeletePolicyVersionRequest.builder().policyArn(arn).versionId("v5").build(), "DeleteConflict", 409,
        "Cannot delete the default version of a policy.");
    call("DeletePolicyVersion", DeletePolicyVersionRequest.builder().policyArn(arn).versionId("v2").build(), DeletePolicyVersionResponse.class);
    assertThat(call("CreatePolicyVersion", more, CreatePolicyVersionResponse.class).policyVersion().versionId()).isEqualTo("v6");
    assertThat(call("ListPolicyVersions", ListPolicyVersionsRequest.builder().policyArn(arn).build(), ListPolicyVersionsResponse.class).versions())
        .extracting(PolicyVersion::versionId).containsExactly("v6", "v5", "v4", "v3", "v1");
  }

  @Test
  void anAccessKeyStandsForItsUser() {
    user("ann");
    var key = call("CreateAccessKey", CreateAccessKeyRequest.builder().userName("ann").build(), CreateAccessKeyResponse.class).accessKey();
    assertThat(key.accessKeyId()).matches("AKIA[A-Z2-7]{16}");
    assertThat(new AccessKeyId(key.accessKeyId()).account()).contains("123456789012");
    Caller ann = Callers.of(snapshot, key.accessKeyId(), "us-east-1", NOW);
    assertThat(ann.principalArn()).isEqualTo("arn:aws:iam::123456789012:user/ann");
    assertThat(ann.account()).isEqualTo("123456789012");
    call("UpdateAccessKey",
        UpdateAccessKeyRequest.builder().userName("ann").accessKeyId(key.accessKeyId()).status("Inactive").build(), UpdateAccessKeyResponse.class);
    assertThatThrownBy(() -> Callers.of(snapshot, key.accessKeyId(), "us-east-1", NOW)).hasMessage("The security token included in the request is invalid.");
    refused("DeleteUser", DeleteUserRequest.builder().userName("ann").build(), "DeleteConflict", 409, "Cannot delete entity, must delete access keys first.");
  }

  @Test
  void listsArePaged() {
    for (int i = 0; i < 5; i++) {
      user("u" + i);
    }
    ListUsersResponse first = call("ListUsers", ListUsersRequest.builder().maxItems(2).build(), ListUsersResponse.class);
    assertThat(first.isTruncated()).isTrue();
    ListUsersResponse rest = call("ListUsers", ListUsersRequest.builder().marker(first.marker()).build(), ListUsersResponse.class);
    assertThat(rest.isTruncated()).isFalse();
    assertThat(rest.users()).extracting(User::userName).containsExactly("u2", "u3", "u4");
  }

  private void user(String name) {
    call("CreateUser", CreateUserRequest.builder().userName(name).build(), CreateUserResponse.class);
  }

  private static CreateRoleRequest.Builder role(String name) {
    return CreateRoleRequest.builder().roleName(name).assumeRolePolicyDocument(TRUST);
  }

  private <R> R call(String name, Object request, Class<R> response) {
    Applied<?> applied = apply(IamOperations.find(name).orElseThrow(), request);
    snapshot = applied.next();
    return response.cast(applied.response().apply(Observed.NOTHING));
  }

  private <Q> Applied<?> apply(Operation<Q, ?> operation, Object request) {
    calls++;
    return operation.action().apply(snapshot, caller, operation.request().cast(request), new Facts(NOW, new Seed(new byte[] {calls}), Observed.NOTHING));
  }

  private void malformed(String name, Object request, String message) {
    assertThatThrownBy(() -> apply(IamOperations.find(name).orElseThrow(), request))
        .isInstanceOfSatisfying(AwsException.class, e -> {
          assertThat(e.text()).startsWith(message).containsPattern("\\(line \\d+, column \\d+\\)$");
          assertThat(e.code()).isEqualTo("MalformedPolicyDocument");
          assertThat(e.status()).isEqualTo(400);
        });
  }

  private void refused(String name, Object request, String code, int status, String message) {
    assertThatThrownBy(() -> apply(IamOperations.find(name).orElseThrow(), request))
        .isInstanceOfSatisfying(AwsException.class, e -> {
          assertThat(e.text()).isEqualTo(message);
          assertThat(e.code()).isEqualTo(code);
          assertThat(e.status()).isEqualTo(status);
        });
  }
}
