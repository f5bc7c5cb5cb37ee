package dev.postern.core.action.iam;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.IamError;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.InstanceProfile;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.ListRoleTagsRequest;
import software.amazon.awssdk.services.iam.model.ListRoleTagsResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.iam.model.TagRoleResponse;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UntagRoleResponse;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleResponse;

/** The operations on roles. <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html">AWS</a> */
final class Roles {
  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of(
              "CreateRole",
              CreateRoleRequest.class,
              Roles::create,
              "RoleName",
              "Path",
              "AssumeRolePolicyDocument",
              "Description",
              "MaxSessionDuration",
              "PermissionsBoundary",
              "Tags"),
          Operation.of("GetRole", GetRoleRequest.class, Roles::get, "RoleName"),
          Operation.of("ListRoles", ListRolesRequest.class, Roles::list, "PathPrefix", "Marker", "MaxItems"),
          Operation.of("UpdateRole", UpdateRoleRequest.class, Roles::update, "RoleName", "Description", "MaxSessionDuration"),
          Operation.of("UpdateAssumeRolePolicy", UpdateAssumeRolePolicyRequest.class, Roles::updateTrust, "RoleName", "PolicyDocument"),
          Operation.of("DeleteRole", DeleteRoleRequest.class, Roles::delete, "RoleName"),
          Operation.of("TagRole", TagRoleRequest.class, Roles::tag, "RoleName", "Tags"),
          Operation.of("UntagRole", UntagRoleRequest.class, Roles::untag, "RoleName", "TagKeys"),
          Operation.of("ListRoleTags", ListRoleTagsRequest.class, Roles::listTags, "RoleName", "Marker", "MaxItems"));

  private Roles() {}

  private static Applied<CreateRoleResponse> create(Snapshot snapshot, Caller caller, CreateRoleRequest request, Facts facts) {
    String name = Given.name(request.roleName(), "roleName", 64);
    String path = Given.path(request.path());
    // A session's ARN has no path: by the name alone is it known that no policy of an organization binds it.
    if (name.startsWith("AWSServiceRoleFor") || path.startsWith("/aws-service-role/")) {
      throw IamError.INVALID_INPUT.with("Roles that are linked to services are not built in Postern: " + path + name);
    }
    Entities.requireFree(snapshot, caller, Kind.IAM_ROLE, name, IamError.ENTITY_ALREADY_EXISTS.with("Role", name));
    ResourceKey key = Entities.key(caller, Kind.IAM_ROLE, name);
    IamRole role =
        new IamRole(
            key,
            name,
            Entities.uniqueId(facts.seed(), "AROA"),
            path,
            PolicyText.trust(snapshot, request.assumeRolePolicyDocument(), "assumeRolePolicyDocument"),
            description(request.description()),
            session(request.maxSessionDuration()),
            facts.now(),
            TreePMap.empty(),
            List.of(),
            Boundaries.given(snapshot, caller, request.permissionsBoundary()));
    Snapshot next = IamTags.plus(snapshot.with(role), key, request.tags());
    return Applied.of(next, CreateRoleResponse.builder().role(view(next, role)).build());
  }

  private static Applied<GetRoleResponse> get(Snapshot snapshot, Caller caller, GetRoleRequest request, Facts facts) {
    IamRole role = Entities.role(snapshot, caller, request.roleName());
    return Applied.of(snapshot, GetRoleResponse.builder().role(view(snapshot, role)).build());
  }

  private static Applied<ListRolesResponse> list(Snapshot snapshot, Caller caller, ListRolesRequest request, Facts facts) {
    String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
    List<IamRole> roles =
        Entities.all(snapshot, caller, IamRole.class, Kind.IAM_ROLE).stream().filter(r -> r.path().startsWith(prefix)).toList();
    IamPage<IamRole> page = IamPage.of(roles, IamRole::roleName, request.marker(), request.maxItems());
    return Applied.of(
        snapshot,
        ListRolesResponse.builder()
            .roles(page.items().stream().map(r -> untagged(r).build()).toList())
            .isTruncated(page.truncated())
            .marker(page.marker())
            .build());
  }

  private static Applied<UpdateRoleResponse> update(Snapshot snapshot, Caller caller, UpdateRoleRequest request, Facts facts) {
    IamRole role = Entities.role(snapshot, caller, request.roleName());
    String description = request.description() == null ? role.description() : description(request.description());
    int session = request.maxSessionDuration() == null ? role.maxSessionDuration() : session(request.maxSessionDuration());
    return Applied.of(snapshot.with(role.withSettings(description, session)), UpdateRoleResponse.builder().build());
  }

  private static Applied<UpdateAssumeRolePolicyResponse> updateTrust(
      Snapshot snapshot, Caller caller, UpdateAssumeRolePolicyRequest request, Facts facts) {
    IamRole role = Entities.role(snapshot, caller, request.roleName());
    String document = PolicyText.trust(snapshot, request.policyDocument(), "policyDocument");
    return Applied.of(snapshot.with(role.withTrust(document)), UpdateAssumeRolePolicyResponse.builder().build());
  }

  private static Applied<DeleteRoleResponse> delete(Snapshot snapshot, Caller caller, DeleteRoleRequest request, Facts facts) {
    IamRole role = Entities.role(snapshot, caller, request.roleName());
    boolean inProfile =
        Entities.all(snapshot, caller, InstanceProfile.class, Kind.INSTANCE_PROFILE).stream()
            .anyMatch(p -> p.roleName().equals(Optional.of(role.roleName())));
    if (inProfile) {
      throw IamError.DELETE_CONFLICT.with("remove roles from instance profile");
    }
    if (!role.attachedPolicyArns().isEmpty()) {
      throw IamError.DELETE_CONFLICT.with("detach all policies");
    }
    if (!role.inlinePolicies().isEmpty()) {
      throw IamError.DELETE_CONFLICT.with("delete policies");
    }
    return Applied.of(snapshot.without(role.key()), DeleteRoleResponse.builder().build());
  }

  private static Applied<TagRoleResponse> tag(Snapshot snapshot, Caller caller, TagRoleRequest request, Facts facts) {
    IamRole role = Entities.role(snapshot, caller, request.roleName());
    return Applied.of(IamTags.plus(snapshot, role.key(), request.tags()), TagRoleResponse.builder().build());
  }

  private static Applied<UntagRoleResponse> untag(Snapshot snapshot, Caller caller, UntagRoleRequest request, Facts facts) {
    IamRole role = Entities.role(snapshot, caller, request.roleName());
    return Applied.of(IamTags.minus(snapshot, role.key(), request.tagKeys()), UntagRoleResponse.builder().build());
  }

  private static Applied<ListRoleTagsResponse> listTags(Snapshot snapshot, Caller caller, ListRoleTagsRequest request, Facts facts) {
    IamRole role = Entities.role(snapshot, caller, request.roleName());
    IamPage<Tag> page = IamPage.of(IamTags.shown(snapshot, role.key()), Tag::key, request.marker(), request.maxItems());
    return Applied.of(
        snapshot, ListRoleTagsResponse.builder().tags(page.items()).isTruncated(page.truncated()).marker(page.marker()).build());
  }

  private static String description(@Nullable String text) {
    return text == null ? "" : Given.atMost(text, "description", 1000);
  }

  /** Seconds, between one hour and twelve. */
  private static int session(@Nullable Integer seconds) {
    int value = seconds == null ? 3600 : seconds;
    if (value < 3600) {
      throw Given.violated("'" + value + "'", "maxSessionDuration", "Member must have value greater than or equal to 3600");
    }
    if (value > 43200) {
      throw Given.violated("'" + value + "'", "maxSessionDuration", "Member must have value less than or equal to 43200");
    }
    return value;
  }

  private static Role view(Snapshot snapshot, IamRole role) {
    return untagged(role).tags(IamTags.shown(snapshot, role.key())).permissionsBoundary(Boundaries.shown(role.permissionsBoundary())).build();
  }

  /** Lists show no tags and no boundary, as on AWS; instance profiles show their role like this too. */
  static Role.Builder untagged(IamRole role) {
    Role.Builder shown =
        Role.builder()
            .roleName(role.roleName())
            .roleId(role.roleId())
            .arn(role.arn())
            .path(role.path())
            .assumeRolePolicyDocument(PolicyText.shown(role.assumeRolePolicyDocument()))
            .maxSessionDuration(role.maxSessionDuration())
            .createDate(role.createDate());
    return role.description().isEmpty() ? shown : shown.description(role.description());
  }
}
