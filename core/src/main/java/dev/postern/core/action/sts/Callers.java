package dev.postern.core.action.sts;

import dev.postern.core.action.Caller;
import dev.postern.core.action.iam.AccessKeyId;
import dev.postern.core.error.StsError;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says who calls: the access key id of a signature is an account, a stored key, or unknown. */
public final class Callers {
  /** Whose the calls with an unknown access key are. */
  public static final String NOBODYS_ACCOUNT = "000000000000";

  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

  private Callers() {}

  /**
   * The caller that an access key id stands for: 12 digits are that account's root, a stored key is its principal, and any other is the root
   * of {@value #NOBODYS_ACCOUNT}.
   *
   * @throws dev.postern.core.error.AwsException when the key is inactive or its session is over
   */
  public static Caller of(Snapshot snapshot, String accessKeyId, String region, Instant now) {
    return of(key(snapshot, accessKeyId), accessKeyId, region, now);
  }

  /** The same of a key that was looked up. */
  public static Caller of(Optional<AccessKey> stored, String accessKeyId, String region, Instant now) {
    if (stored.isEmpty()) {
      return Caller.root(ACCOUNT.matcher(accessKeyId).matches() ? accessKeyId : NOBODYS_ACCOUNT, region);
    }
    AccessKey key = stored.get();
    if (!key.active()) {
      throw StsError.INVALID_CLIENT_TOKEN_ID.with();
    }
    if (key.expiration().isPresent() && !now.isBefore(key.expiration().get())) {
      throw StsError.EXPIRED_TOKEN.with();
    }
    return new Caller(key.key().account(), region, key.principalArn(), key.userId(), stored);
  }

  /** The stored key of this id, whose account the id itself names. */
  public static Optional<AccessKey> key(Snapshot snapshot, String accessKeyId) {
    return new AccessKeyId(accessKeyId)
        .account()
        .flatMap(account -> snapshot.find(AccessKey.class, new ResourceKey(account, ResourceKey.GLOBAL, Kind.ACCESS_KEY, accessKeyId)));
  }
}
