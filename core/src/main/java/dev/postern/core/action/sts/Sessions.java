package dev.postern.core.action.sts;

import dev.postern.core.action.Facts;
import dev.postern.core.action.iam.AccessKeyId;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Makes temporary access keys, and forgets those that are over. */
public final class Sessions {
  private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private Sessions() {}

  /** A key for a session of {@code role}, as AssumeRole, the metadata service and Lambda give out; {@code Snapshot.with} stores it. */
  public static AccessKey of(IamRole role, String sessionName, Duration lasting, Facts facts) {
    String account = role.key().account();
    return of(
        account,
        "arn:aws:sts::" + account + ":assumed-role/" + role.roleName() + "/" + sessionName,
        role.roleId() + ":" + sessionName,
        lasting,
        facts);
  }

  /** A key that acts as {@code principalArn}. */
  public static AccessKey of(String account, String principalArn, String userId, Duration lasting, Facts facts) {
    String id = AccessKeyId.temporary(facts.seed(), account).text();
    return new AccessKey(
        new ResourceKey(account, ResourceKey.GLOBAL, Kind.ACCESS_KEY, id),
        facts.seed().text(BASE64, 40),
        Optional.of("IQoJb3JpZ2luX2Vj" + facts.seed().text(BASE64, 328) + "=="),
        principalArn,
        userId,
        true,
        facts.now(),
        Optional.of(facts.now().plus(lasting)),
        Optional.empty());
  }

  /** What its holder is told of a temporary key. */
  static Credentials shown(AccessKey key) {
    return Credentials.builder()
        .accessKeyId(key.id())
        .secretAccessKey(key.secretAccessKey())
        .sessionToken(key.sessionToken().orElseThrow())
        .expiration(key.expiration().orElseThrow())
        .build();
  }

  /** The snapshot without the account's sessions that were over a day ago; until then their keys are refused as expired, not as unknown. */
  public static Snapshot pruned(Snapshot snapshot, String account, Facts facts) {
    Snapshot next = snapshot;
    for (AccessKey key : snapshot.all(AccessKey.class, Kind.ACCESS_KEY, account, ResourceKey.GLOBAL)) {
      if (key.expiration().isPresent() && key.expiration().get().plus(Duration.ofDays(1)).isBefore(facts.now())) {
        next = next.without(key.key());
      }
    }
    return next;
  }
}
