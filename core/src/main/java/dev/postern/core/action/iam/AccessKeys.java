package dev.postern.core.action.iam;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.IamError;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.IamUser;
import dev.postern.core.model.Kind;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AccessKeyLastUsed;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedRequest;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedResponse;
import software.amazon.awssdk.services.iam.model.ListAccessKeysRequest;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyResponse;

/** The operations on users' access keys. <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKey.html">AWS</a> */
final class AccessKeys {
  private static final String SECRET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final int QUOTA = 2;

  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of("CreateAccessKey", CreateAccessKeyRequest.class, AccessKeys::create, "UserName"),
          Operation.of("ListAccessKeys", ListAccessKeysRequest.class, AccessKeys::list, "UserName", "Marker", "MaxItems"),
          Operation.of("UpdateAccessKey", UpdateAccessKeyRequest.class, AccessKeys::update, "UserName", "AccessKeyId", "Status"),
          Operation.of("DeleteAccessKey", DeleteAccessKeyRequest.class, AccessKeys::delete, "UserName", "AccessKeyId"),
          Operation.of("GetAccessKeyLastUsed", GetAccessKeyLastUsedRequest.class, AccessKeys::lastUsed, "AccessKeyId"));

  private AccessKeys() {}

  /** The keys of one user; temporary ones belong to sessions, not users. */
  static List<AccessKey> of(Snapshot snapshot, Caller caller, IamUser user) {
    return Entities.all(snapshot, caller, AccessKey.class, Kind.ACCESS_KEY).stream()
        .filter(k -> k.expiration().isEmpty() && k.userId().equals(user.userId()))
        .toList();
  }

  /** Every key that acts as the user or for it, those of its sessions too: they change and end with it. */
  static List<AccessKey> actingFor(Snapshot snapshot, Caller caller, IamUser user) {
    return Entities.all(snapshot, caller, AccessKey.class, Kind.ACCESS_KEY).stream().filter(k -> k.isOf(user.arn())).toList();
  }

  private static Applied<CreateAccessKeyResponse> create(Snapshot snapshot, Caller caller, CreateAccessKeyRequest request, Facts facts) {
    IamUser user = Entities.userOrCaller(snapshot, caller, request.userName());
    if (of(snapshot, caller, user).size() >= QUOTA) {
      throw IamError.LIMIT_EXCEEDED.with("AccessKeysPerUser", QUOTA);
    }
    String id = AccessKeyId.permanent(facts.seed(), caller.account()).text();
    String secret = facts.seed().text(SECRET, 40);
    AccessKey key =
        new AccessKey(
            Entities.key(caller, Kind.ACCESS_KEY, id),
            secret,
            Optional.empty(),
            user.arn(),
            user.userId(),
            true,
            facts.now(),
            Optional.empty(),
            Optional.empty());
    return Applied.of(
        snapshot.with(key),
        CreateAccessKeyResponse.builder()
            .accessKey(k -> k.userName(user.userName()).accessKeyId(id).status("Active").secretAccessKey(secret).createDate(facts.now()))
            .build());
  }

  private static Applied<ListAccessKeysResponse> list(Snapshot snapshot, Caller caller, ListAccessKeysRequest request, Facts facts) {
    IamUser user = Entities.userOrCaller(snapshot, caller, request.userName());
    IamPage<AccessKey> page = IamPage.of(of(snapshot, caller, user), AccessKey::id, request.marker(), request.maxItems());
    return Applied.of(
        snapshot,
        ListAccessKeysResponse.builder()
            .accessKeyMetadata(
                page.items().stream()
                    .map(
                        k ->
                            AccessKeyMetadata.builder()
                                .userName(user.userName())
                                .accessKeyId(k.id())
                                .status(k.active() ? "Active" : "Inactive")
                                .createDate(k.createDate())
                                .build())
                    .toList())
            .isTruncated(page.truncated())
            .marker(page.marker())
            .build());
  }

  private static Applied<UpdateAccessKeyResponse> update(Snapshot snapshot, Caller caller, UpdateAccessKeyRequest request, Facts facts) {
    AccessKey key = require(snapshot, caller, request.userName(), request.accessKeyId());
    String status = Given.required(request.statusAsString(), "status");
    if (!List.of("Active", "Inactive").contains(status)) {
      throw Given.violated("'" + status + "'", "status", "Member must satisfy enum value set: [Active, Inactive]");
    }
    return Applied.of(snapshot.with(key.withActive(status.equals("Active"))), UpdateAccessKeyResponse.builder().build());
  }

  private static Applied<DeleteAccessKeyResponse> delete(Snapshot snapshot, Caller caller, DeleteAccessKeyRequest request, Facts facts) {
    AccessKey key = require(snapshot, caller, request.userName(), request.accessKeyId());
    return Applied.of(snapshot.without(key.key()), DeleteAccessKeyResponse.builder().build());
  }

  /** Use is not recorded: the answer is AWS's for a key whose use it has no information on. */
  private static Applied<GetAccessKeyLastUsedResponse> lastUsed(
      Snapshot snapshot, Caller caller, GetAccessKeyLastUsedRequest request, Facts facts) {
    String id = Given.required(request.accessKeyId(), "accessKeyId");
    AccessKey key = snapshot.find(AccessKey.class, Entities.key(caller, Kind.ACCESS_KEY, id)).orElseThrow(() -> unknown(id));
    return Applied.of(
        snapshot,
        GetAccessKeyLastUsedResponse.builder()
            .userName(key.principalArn().substring(key.principalArn().lastIndexOf('/') + 1))
            .accessKeyLastUsed(AccessKeyLastUsed.builder().serviceName("N/A").region("N/A").build())
            .build());
  }

  private static AccessKey require(Snapshot snapshot, Caller caller, @Nullable String userName, @Nullable String accessKeyId) {
    IamUser user = Entities.userOrCaller(snapshot, caller, userName);
    String id = Given.required(accessKeyId, "accessKeyId");
    return of(snapshot, caller, user).stream().filter(k -> k.id().equals(id)).findFirst().orElseThrow(() -> unknown(id));
  }

  private static RuntimeException unknown(String id) {
    return IamError.NO_SUCH_ENTITY.saying("The Access Key with id " + id + " cannot be found.");
  }
}
