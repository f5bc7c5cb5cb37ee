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
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesResponse;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.Role;

/** The operations on instance profiles. <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_InstanceProfile.html">AWS</a> */
final class InstanceProfiles {
  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of(
              "CreateInstanceProfile", CreateInstanceProfileRequest.class, InstanceProfiles::create, "InstanceProfileName", "Path", "Tags"),
          Operation.of("GetInstanceProfile", GetInstanceProfileRequest.class, InstanceProfiles::get, "InstanceProfileName"),
          Operation.of(
              "ListInstanceProfiles", ListInstanceProfilesRequest.class, InstanceProfiles::list, "PathPrefix", "Marker", "MaxItems"),
          Operation.of(
              "ListInstanceProfilesForRole",
              ListInstanceProfilesForRoleRequest.class,
              InstanceProfiles::listForRole,
              "RoleName",
              "Marker",
              "MaxItems"),
          Operation.of(
              "AddRoleToInstanceProfile",
              AddRoleToInstanceProfileRequest.class,
              InstanceProfiles::addRole,
              "InstanceProfileName",
              "RoleName"),
          Operation.of(
              "RemoveRoleFromInstanceProfile",
              RemoveRoleFromInstanceProfileRequest.class,
              InstanceProfiles::removeRole,
              "InstanceProfileName",
              "RoleName"),
          Operation.of("DeleteInstanceProfile", DeleteInstanceProfileRequest.class, InstanceProfiles::delete, "InstanceProfileName"));

  private InstanceProfiles() {}

  private static Applied<CreateInstanceProfileResponse> create(
      Snapshot snapshot, Caller caller, CreateInstanceProfileRequest request, Facts facts) {
    String name = Given.name(request.instanceProfileName(), "instanceProfileName", 128);
    String path = Given.path(request.path());
    Entities.requireFree(
        snapshot, caller, Kind.INSTANCE_PROFILE, name, IamError.ENTITY_ALREADY_EXISTS.saying("Instance Profile " + name + " already exists."));
    ResourceKey key = Entities.key(caller, Kind.INSTANCE_PROFILE, name);
    InstanceProfile profile =
        new InstanceProfile(key, name, Entities.uniqueId(facts.seed(), "AIPA"), path, facts.now(), Optional.empty());
    Snapshot next = IamTags.plus(snapshot.with(profile), key, request.tags());
    return Applied.of(next, CreateInstanceProfileResponse.builder().instanceProfile(view(next, profile)).build());
  }

  private static Applied<GetInstanceProfileResponse> get(
      Snapshot snapshot, Caller caller, GetInstanceProfileRequest request, Facts facts) {
    InstanceProfile profile = Entities.profile(snapshot, caller, request.instanceProfileName());
    return Applied.of(snapshot, GetInstanceProfileResponse.builder().instanceProfile(view(snapshot, profile)).build());
  }

  private static Applied<ListInstanceProfilesResponse> list(
      Snapshot snapshot, Caller caller, ListInstanceProfilesRequest request, Facts facts) {
    String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
    List<InstanceProfile> profiles = all(snapshot, caller).stream().filter(p -> p.path().startsWith(prefix)).toList();
    IamPage<InstanceProfile> page = IamPage.of(profiles, InstanceProfile::profileName, request.marker(), request.maxItems());
    return Applied.of(
        snapshot,
        ListInstanceProfilesResponse.builder()
            .instanceProfiles(page.items().stream().map(p -> view(snapshot, p)).toList())
            .isTruncated(page.truncated())
            .marker(page.marker())
            .build());
  }

  private static Applied<ListInstanceProfilesForRoleResponse> listForRole(
      Snapshot snapshot, Caller caller, ListInstanceProfilesForRoleRequest request, Facts facts) {
    IamRole role = Entities.role(snapshot, caller, request.roleName());
    List<InstanceProfile> profiles = all(snapshot, caller).stream().filter(p -> p.roleName().equals(Optional.of(role.roleName()))).toList();
    IamPage<InstanceProfile> page = IamPage.of(profiles, InstanceProfile::profileName, request.marker(), request.maxItems());
    return Applied.of(
        snapshot,
        ListInstanceProfilesForRoleResponse.builder()
            .instanceProfiles(page.items().stream().map(p -> view(snapshot, p)).toList())
            .isTruncated(page.truncated())
            .marker(page.marker())
            .build());
  }

  private static Applied<AddRoleToInstanceProfileResponse> addRole(
      Snapshot snapshot, Caller caller, AddRoleToInstanceProfileRequest request, Facts facts) {
    InstanceProfile profile = Entities.profile(snapshot, caller, request.instanceProfileName());
    IamRole role = Entities.role(snapshot, caller, request.roleName());
    if (profile.roleName().isPresent()) {
      throw IamError.LIMIT_EXCEEDED.with("InstanceSessionsPerInstanceProfile", 1);
    }
    return Applied.of(
        snapshot.with(profile.withRole(Optional.of(role.roleName()))), AddRoleToInstanceProfileResponse.builder().build());
  }

  private static Applied<RemoveRoleFromInstanceProfileResponse> removeRole(
      Snapshot snapshot, Caller caller, RemoveRoleFromInstanceProfileRequest request, Facts facts) {
    InstanceProfile profile = Entities.profile(snapshot, caller, request.instanceProfileName());
    String role = Given.name(request.roleName(), "roleName", 64);
    if (!profile.roleName().equals(Optional.of(role))) {
      throw IamError.NO_SUCH_ENTITY.with("role", role);
    }
    return Applied.of(snapshot.with(profile.withRole(Optional.empty())), RemoveRoleFromInstanceProfileResponse.builder().build());
  }

  private static Applied<DeleteInstanceProfileResponse> delete(
      Snapshot snapshot, Caller caller, DeleteInstanceProfileRequest request, Facts facts) {
    InstanceProfile profile = Entities.profile(snapshot, caller, request.instanceProfileName());
    if (profile.roleName().isPresent()) {
      throw IamError.DELETE_CONFLICT.with("remove roles from instance profile");
    }
    return Applied.of(snapshot.without(profile.key()), DeleteInstanceProfileResponse.builder().build());
  }

  private static List<InstanceProfile> all(Snapshot snapshot, Caller caller) {
    return Entities.all(snapshot, caller, InstanceProfile.class, Kind.INSTANCE_PROFILE);
  }

  private static software.amazon.awssdk.services.iam.model.InstanceProfile view(Snapshot snapshot, InstanceProfile profile) {
    List<Role> roles =
        profile
            .roleName()
            .flatMap(name -> snapshot.find(IamRole.class, new ResourceKey(profile.key().account(), ResourceKey.GLOBAL, Kind.IAM_ROLE, name)))
            .map(role -> List.of(Roles.untagged(role).build()))
            .orElse(List.of());
    return software.amazon.awssdk.services.iam.model.InstanceProfile.builder()
        .instanceProfileName(profile.profileName())
        .instanceProfileId(profile.profileId())
        .arn(profile.arn())
        .path(profile.path())
        .createDate(profile.createDate())
        .roles(roles)
        .tags(IamTags.shown(snapshot, profile.key()))
        .build();
  }
}
