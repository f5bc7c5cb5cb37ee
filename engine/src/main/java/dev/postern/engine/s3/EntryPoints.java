package dev.postern.engine.s3;

import dev.postern.core.action.Caller;
import dev.postern.core.plan.Door;
import dev.postern.engine.s3.store.AccessPoint;
import dev.postern.engine.s3.store.Storage;
import dev.postern.wire.http.HttpCall;
import java.util.Optional;

/**
 * Finds the access point that a request goes through, or takes the source of a copy from, if it takes that request at all.
 * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations-naming-rules.html">AWS</a>
 */
final class EntryPoints {
  private final Storage storage;

  EntryPoints(Storage storage) {
    this.storage = storage;
  }

  /** The one that is named; what can be known of a request alone is asked before whether there is such a point. */
  AccessPoint named(HttpCall call, Caller caller, AccessPointName name, String region) {
    checkRequest(call, caller);
    return taking(call, storage.accessPoints().find(name.account(), region, name.name())
        .orElseThrow(() -> S3Error.NO_SUCH_ACCESS_POINT.refusal("AccessPointName", name.name())));
  }

  /**
   * The one that a bucket's name is the alias of; empty for the name of a bucket. Aliases are among the names of buckets, so one that leads nowhere
   * is a bucket that is not there.
   * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-naming.html#access-points-alias">AWS</a>
   */
  Optional<AccessPoint> aliased(HttpCall call, Caller caller, String bucket) {
    Optional<AccessPoint> point = AccessPointName.isAlias(bucket) ? storage.accessPoints().aliased(bucket) : Optional.empty();
    point.ifPresent(_ -> checkRequest(call, caller));
    return point.map(p -> taking(call, p));
  }

  private static void checkRequest(HttpCall call, Caller caller) {
    // Postern's own port has no TLS, and is not on the network
    if (!call.tls() && !(call.door() instanceof Door.Api)) {
      throw S3Error.INVALID_REQUEST.about("Access points are accessed over HTTPS only.");
    }
    if (caller.isAnonymous()) {
      throw S3Error.ACCESS_DENIED.refusal();
    }
  }

  private static AccessPoint taking(HttpCall call, AccessPoint point) {
    if (!AccessPointPolicies.takes(point, call.door())) {
      throw S3Error.ACCESS_DENIED.refusal();
    }
    return point;
  }
}
