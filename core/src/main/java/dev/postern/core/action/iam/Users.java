package dev.postern.core.action.iam;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.IamError;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.IamUser;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserResponse;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserResponse;
import software.amazon.awssdk.services.iam.model.ListUserTagsRequest;
import software.amazon.awssdk.services.iam.model.ListUserTagsResponse;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagUserRequest;
import software.amazon.awssdk.services.iam.model.TagUserResponse;
import software.amazon.awssdk.services.iam.model.UntagUserRequest;
import software.amazon.awssdk.services.iam.model.UntagUserResponse;
import software.amazon.awssdk.services.iam.model.UpdateUserRequest;
import software.amazon.awssdk.services.iam.model.UpdateUserResponse;
import software.amazon.awssdk.services.iam.model.User;

/** The operations on users. <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html">AWS</a> */
final class Users {
  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of("CreateUser", CreateUserRequest.class, Users::create, "UserName", "Path", "PermissionsBoundary", "Tags"),
          Operation.of("GetUser", GetUserRequest.class, Users::get, "UserName"),
          Operation.of("ListUsers", ListUsersRequest.class, Users::list, "PathPrefix", "Marker", "MaxItems"),
          Operation.of("UpdateUser", UpdateUserRequest.class, Users::update, "UserName", "NewUserName", "NewPath"),
          Operation.of("DeleteUser", DeleteUserRequest.class, Users::delete, "UserName"),
          Operation.of("TagUser", TagUserRequest.class, Users::tag, "UserName", "Tags"),
          Operation.of("UntagUser", UntagUserRequest.class, Users::untag, "UserName", "TagKeys"),
          Operation.of("ListUserTags", ListUserTagsRequest.class, Users::listTags, "UserName", "Marker", "MaxItems"));

  private Users() {}

  private static Applied<CreateUserResponse> create(Snapshot snapshot, Caller caller, CreateUserRequest request, Facts facts) {
    String name = Given.name(request.userName(), "userName", 64);
    String path = Given.path(request.path());
    Entities.requireFree(snapshot, caller, Kind.IAM_USER, name, IamError.ENTITY_ALREADY_EXISTS.with("User", name));
    ResourceKey key = Entities.key(caller, Kind.IAM_USER, name);
    Optional<String> boundary = Boundaries.given(snapshot, caller, request.permissionsBoundary());
    IamUser user = new IamUser(key, name, Entities.uniqueId(facts.seed(), "AIDA"), path, facts.now(), TreePMap.empty(), List.of(), boundary);
    Snapshot next = IamTags.plus(snapshot.with(user), key, request.tags());
    return Applied.of(next, CreateUserResponse.builder().user(view(next, user)).build());
  }

  private static Applied<GetUserResponse> get(Snapshot snapshot, Caller caller, GetUserRequest request, Facts facts) {
    boolean root = caller.principalArn().endsWith(":root") && request.userName() == null;
    User shown =
        root
            ? User.builder().userId(caller.account()).arn(caller.principalArn()).build()
            : view(snapshot, Entities.userOrCaller(snapshot, caller, request.userName()));
    return Applied.of(snapshot, GetUserResponse.builder().user(shown).build());
  }

  private static Applied<ListUsersResponse> list(Snapshot snapshot, Caller caller, ListUsersRequest request, Facts facts) {
    String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
    List<IamUser> users =
        Entities.all(snapshot, caller, IamUser.class, Kind.IAM_USER).stream().filter(u -> u.path().startsWith(prefix)).toList();
    IamPage<IamUser> page = IamPage.of(users, IamUser::userName, request.marker(), request.maxItems());
    return Applied.of(
        snapshot,
        ListUsersResponse.builder()
            .users(page.items().stream().map(u -> untagged(u).build()).toList())
            .isTruncated(page.truncated())
            .marker(page.marker())
            .build());
  }

  private static Applied<UpdateUserResponse> update(Snapshot snapshot, Caller caller, UpdateUserRequest request, Facts facts) {
    IamUser old = Entities.user(snapshot, caller, request.userName());
    String name = request.newUserName() == null ? old.userName() : Given.name(request.newUserName(), "newUserName", 64);
    if (!name.equalsIgnoreCase(old.userName())) {
      Entities.requireFree(snapshot, caller, Kind.IAM_USER, name, IamError.ENTITY_ALREADY_EXISTS.with("User", name));
    }
    String path = request.newPath() == null ? old.path() : Given.path(request.newPath());
    ResourceKey key = Entities.key(caller, Kind.IAM_USER, name);
    IamUser user = old.renamed(key, name, path);
    TreePMap<String, String> tags = TreePMap.from(new TreeMap<>(snapshot.tagsOf(old.key())));
    Snapshot next = snapshot.without(old.key()).with(user).withTags(key, tags);
    for (AccessKey accessKey : AccessKeys.actingFor(snapshot, caller, old)) {
      next = next.with(accessKey.renamed(old.arn(), user.arn()));
    }
    return Applied.of(next, UpdateUserResponse.builder().build());
  }

  private static Applied<DeleteUserResponse> delete(Snapshot snapshot, Caller caller, DeleteUserRequest request, Facts facts) {
    IamUser user = Entities.user(snapshot, caller, request.userName());
    if (!user.attachedPolicyArns().isEmpty()) {
      throw IamError.DELETE_CONFLICT.with("detach all policies");
    }
    if (!user.inlinePolicies().isEmpty()) {
      throw IamError.DELETE_CONFLICT.with("delete policies");
    }
    if (!AccessKeys.of(snapshot, caller, user).isEmpty()) {
      throw IamError.DELETE_CONFLICT.with("delete access keys");
    }
    Snapshot next = snapshot.without(user.key());
    for (AccessKey accessKey : AccessKeys.actingFor(snapshot, caller, user)) {
      next = next.without(accessKey.key());
    }
    return Applied.of(next, DeleteUserResponse.builder().build());
  }

  private static Applied<TagUserResponse> tag(Snapshot snapshot, Caller caller, TagUserRequest request, Facts facts) {
    IamUser user = Entities.user(snapshot, caller, request.userName());
    return Applied.of(IamTags.plus(snapshot, user.key(), request.tags()), TagUserResponse.builder().build());
  }

  private static Applied<UntagUserResponse> untag(Snapshot snapshot, Caller caller, UntagUserRequest request, Facts facts) {
    IamUser user = Entities.user(snapshot, caller, request.userName());
    return Applied.of(IamTags.minus(snapshot, user.key(), request.tagKeys()), UntagUserResponse.builder().build());
  }

  private static Applied<ListUserTagsResponse> listTags(Snapshot snapshot, Caller caller, ListUserTagsRequest request, Facts facts) {
    IamUser user = Entities.user(snapshot, caller, request.userName());
    IamPage<Tag> page = IamPage.of(IamTags.shown(snapshot, user.key()), Tag::key, request.marker(), request.maxItems());
    return Applied.of(
        snapshot, ListUserTagsResponse.builder().tags(page.items()).isTruncated(page.truncated()).marker(page.marker()).build());
  }

  private static User view(Snapshot snapshot, IamUser user) {
    return untagged(user).tags(IamTags.shown(snapshot, user.key())).permissionsBoundary(Boundaries.shown(user.permissionsBoundary())).build();
  }

  /** Lists show no tags and no boundary, as on AWS. */
  private static User.Builder untagged(IamUser user) {
    return User.builder().userName(user.userName()).userId(user.userId()).arn(user.arn()).path(user.path()).createDate(user.createDate());
  }
}
