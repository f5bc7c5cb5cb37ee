package dev.postern.core.authorize.ask;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.IamPolicy;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.IamUser;
import dev.postern.core.model.InstanceProfile;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What IAM's calls ask for: the operation on the user, role, policy or instance profile that it is about, whose ARN has its path.
 * <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html">AWS</a>
 */
public final class IamAsks {
  /** Lists are on the path that they go through. */
  private static final Map<String, Kind> LISTS =
      Map.of("ListUsers", Kind.IAM_USER, "ListRoles", Kind.IAM_ROLE, "ListInstanceProfiles", Kind.INSTANCE_PROFILE);

  private final String operation;
  private final SdkPojo request;
  private final Snapshot snapshot;
  private final Caller caller;

  private IamAsks(String operation, SdkPojo request, Snapshot snapshot, Caller caller) {
    this.operation = operation;
    this.request = request;
    this.snapshot = snapshot;
    this.caller = caller;
  }

  /** As {@link Asking} says. */
  public static List<Ask> of(String operation, SdkPojo request, Snapshot snapshot, Caller caller) {
    return new IamAsks(operation, request, snapshot, caller).all();
  }

  /** To hand a role to a service. */
  static Ask passing(Snapshot snapshot, String roleArn, String service) {
    Ask ask = Ask.of("iam:PassRole", roleArn).with("iam:PassedToService", service);
    String[] parts = roleArn.split(":", 6);
    return parts.length < 6 ? ask : tagged(ask, snapshot, new ResourceKey(parts[4], ResourceKey.GLOBAL, Kind.IAM_ROLE, last(roleArn)));
  }

  /** The ARN of a role with its path; without one when there is no such role. */
  static String roleArn(Snapshot snapshot, String account, String name) {
    return snapshot
        .find(IamRole.class, new ResourceKey(account, ResourceKey.GLOBAL, Kind.IAM_ROLE, name))
        .map(IamRole::arn)
        .orElse(arn(account, "role", "/", name));
  }

  private List<Ask> all() {
    List<Ask> asks = new ArrayList<>();
    asks.add(with(about()));
    renamed().map(arn -> Ask.of("iam:" + operation, arn)).ifPresent(asks::add);
    if (operation.equals("AddRoleToInstanceProfile")) {
      Members.text(request, "RoleName").ifPresent(role -> asks.add(passing(snapshot, roleArn(snapshot, caller.account(), role), "ec2.amazonaws.com")));
    }
    return asks;
  }

  private Ask about() {
    String action = "iam:" + operation;
    String path = Members.text(request, "PathPrefix").orElse("/");
    if (operation.equals("ListPolicies")) {
      return Ask.of(action, "policy path " + path);
    }
    Kind listed = LISTS.get(operation);
    if (listed != null) {
      return Ask.of(action, arn(caller.account(), listed.resourceType(), path, ""));
    }
    Optional<String> profile = Members.text(request, "InstanceProfileName");
    if (profile.isPresent()) {
      return on(action, Kind.INSTANCE_PROFILE, profile.get());
    }
    Optional<String> role = Members.text(request, "RoleName");
    if (role.isPresent()) {
      return on(action, Kind.IAM_ROLE, role.get());
    }
    Optional<String> policy = Members.text(request, "PolicyArn");
    Optional<String> user = Members.text(request, "UserName");
    if (policy.isPresent() && user.isEmpty()) {
      return tagged(Ask.of(action, policy.get()), snapshot, key(Kind.IAM_POLICY, last(policy.get())));
    }
    if (operation.equals("CreatePolicy")) {
      return on(action, Kind.IAM_POLICY, Members.text(request, "PolicyName").orElse("*"));
    }
    return user.or(this::meant).map(name -> on(action, Kind.IAM_USER, name)).orElseGet(() -> Ask.of(action, "*"));
  }

  /** Who is meant when no user is named: the owner of the key, or the user who calls. */
  private Optional<String> meant() {
    boolean aboutUsers = operation.contains("User") || operation.contains("AccessKey");
    Optional<String> owner =
        operation.equals("GetAccessKeyLastUsed")
            ? Members.text(request, "AccessKeyId")
                .flatMap(id -> snapshot.find(AccessKey.class, key(Kind.ACCESS_KEY, id)))
                .map(AccessKey::principalArn)
            : Optional.of(caller.principalArn());
    return owner.filter(arn -> aboutUsers && arn.contains(":user/")).map(IamAsks::last);
  }

  private Ask on(String action, Kind kind, String name) {
    return tagged(Ask.of(action, arn(kind, name)), snapshot, key(kind, name));
  }

  /** What is there has its own path; what is to be made gets that of the request. */
  private String arn(Kind kind, String name) {
    Optional<String> there =
        snapshot
            .find(key(kind, name))
            .map(
                found ->
                    found instanceof IamUser user
                        ? user.arn()
                        : found instanceof IamRole role
                            ? role.arn()
                            : found instanceof IamPolicy policy ? policy.arn() : ((InstanceProfile) found).arn());
    return there.orElseGet(() -> arn(caller.account(), kind.resourceType(), Members.text(request, "Path").orElse("/"), name));
  }

  private static String arn(String account, String type, String path, String name) {
    return "arn:aws:iam::" + account + ":" + type + path + name;
  }

  /** A user who is renamed or moved must be allowed under the new ARN too. */
  private Optional<String> renamed() {
    Optional<IamUser> user =
        Members.text(request, "UserName").filter(_ -> operation.equals("UpdateUser")).flatMap(n -> snapshot.find(IamUser.class, key(Kind.IAM_USER, n)));
    return user.map(
            u ->
                arn(
                    caller.account(), "user", Members.text(request, "NewPath").orElse(u.path()),
                    Members.text(request, "NewUserName").orElse(u.userName())))
        .filter(arn -> !arn.equals(user.get().arn()));
  }

  private Ask with(Ask ask) {
    Ask with = TagKeys.requested(ask, TagKeys.given(request, "Tags"));
    with = TagKeys.keys(with, Members.list(request, "TagKeys"));
    if (operation.startsWith("Attach") || operation.startsWith("Detach")) {
      with = put(with, "iam:PolicyARN", "PolicyArn");
    }
    Optional<String> boundary = Members.text(request, "PermissionsBoundary").or(this::boundary);
    return boundary.isPresent() ? with.with("iam:PermissionsBoundary", boundary.get()) : with;
  }

  /** That of the user or role whose policies the call changes, so that somebody may be let change only those of the bounded. */
  private Optional<String> boundary() {
    if (!operation.matches("(Put|Delete|Attach|Detach)(User|Role)(Policy|PermissionsBoundary)")) {
      return Optional.empty();
    }
    Optional<String> ofUser =
        Members.text(request, "UserName").flatMap(n -> snapshot.find(IamUser.class, key(Kind.IAM_USER, n))).flatMap(IamUser::permissionsBoundary);
    return ofUser.or(
        () -> Members.text(request, "RoleName").flatMap(n -> snapshot.find(IamRole.class, key(Kind.IAM_ROLE, n))).flatMap(IamRole::permissionsBoundary));
  }

  private Ask put(Ask ask, String key, String member) {
    return Members.text(request, member).map(value -> ask.with(key, value)).orElse(ask);
  }

  private static Ask tagged(Ask ask, Snapshot snapshot, ResourceKey key) {
    return TagKeys.ofResource(ask, snapshot.tagsOf(key), "iam");
  }

  private ResourceKey key(Kind kind, String name) {
    return new ResourceKey(caller.account(), ResourceKey.GLOBAL, kind, name);
  }

  private static String last(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }
}
