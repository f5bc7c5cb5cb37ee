package dev.postern.core.action.iam;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.IamError;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.IamUser;
import dev.postern.core.model.Kind;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.PermissionsBoundaryAttachmentType;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryResponse;

/** The operations on permissions boundaries. <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html">AWS</a> */
final class Boundaries {
  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of(
              "PutUserPermissionsBoundary", PutUserPermissionsBoundaryRequest.class, Boundaries::putUser, "UserName", "PermissionsBoundary"),
          Operation.of("DeleteUserPermissionsBoundary", DeleteUserPermissionsBoundaryRequest.class, Boundaries::deleteUser, "UserName"),
          Operation.of(
              "PutRolePermissionsBoundary", PutRolePermissionsBoundaryRequest.class, Boundaries::putRole, "RoleName", "PermissionsBoundary"),
          Operation.of("DeleteRolePermissionsBoundary", DeleteRolePermissionsBoundaryRequest.class, Boundaries::deleteRole, "RoleName"));

  private Boundaries() {}

  /** The boundary of a request: the ARN of a policy that is there, or none. */
  static Optional<String> given(Snapshot snapshot, Caller caller, @Nullable String policyArn) {
    if (policyArn == null) {
      return Optional.empty();
    }
    if (!Entities.isThere(snapshot, caller, policyArn)) {
      throw IamError.NO_SUCH_ENTITY.saying("Scope ARN: " + policyArn + " does not exist or is not attachable.");
    }
    return Optional.of(policyArn);
  }

  /** Null without one, as the SDK's builders take it. */
  static @Nullable AttachedPermissionsBoundary shown(Optional<String> boundary) {
    return boundary
        .map(
            arn ->
                AttachedPermissionsBoundary.builder()
                    .permissionsBoundaryType(PermissionsBoundaryAttachmentType.PERMISSIONS_BOUNDARY_POLICY)
                    .permissionsBoundaryArn(arn)
                    .build())
        .orElse(null);
  }

  /** How many users and roles of the account have it. */
  static int uses(Snapshot snapshot, Caller caller, String policyArn) {
    Optional<String> boundary = Optional.of(policyArn);
    long users = Entities.all(snapshot, caller, IamUser.class, Kind.IAM_USER).stream().filter(u -> u.permissionsBoundary().equals(boundary)).count();
    long roles = Entities.all(snapshot, caller, IamRole.class, Kind.IAM_ROLE).stream().filter(r -> r.permissionsBoundary().equals(boundary)).count();
    return (int) (users + roles);
  }

  private static Applied<PutUserPermissionsBoundaryResponse> putUser(
      Snapshot snapshot, Caller caller, PutUserPermissionsBoundaryRequest request, Facts facts) {
    IamUser user = Entities.user(snapshot, caller, request.userName());
    Optional<String> boundary = given(snapshot, caller, Given.required(request.permissionsBoundary(), "permissionsBoundary"));
    return Applied.of(snapshot.with(user.withBoundary(boundary)), PutUserPermissionsBoundaryResponse.builder().build());
  }

  private static Applied<DeleteUserPermissionsBoundaryResponse> deleteUser(
      Snapshot snapshot, Caller caller, DeleteUserPermissionsBoundaryRequest request, Facts facts) {
    IamUser user = Entities.user(snapshot, caller, request.userName());
    return Applied.of(snapshot.with(user.withBoundary(Optional.empty())), DeleteUserPermissionsBoundaryResponse.builder().build());
  }

  private static Applied<PutRolePermissionsBoundaryResponse> putRole(
      Snapshot snapshot, Caller caller, PutRolePermissionsBoundaryRequest request, Facts facts) {
    IamRole role = Entities.role(snapshot, caller, request.roleName());
    Optional<String> boundary = given(snapshot, caller, Given.required(request.permissionsBoundary(), "permissionsBoundary"));
    return Applied.of(snapshot.with(role.withBoundary(boundary)), PutRolePermissionsBoundaryResponse.builder().build());
  }

  private static Applied<DeleteRolePermissionsBoundaryResponse> deleteRole(
      Snapshot snapshot, Caller caller, DeleteRolePermissionsBoundaryRequest request, Facts facts) {
    IamRole role = Entities.role(snapshot, caller, request.roleName());
    return Applied.of(snapshot.with(role.withBoundary(Optional.empty())), DeleteRolePermissionsBoundaryResponse.builder().build());
  }
}
