package dev.postern.app.http;

import dev.postern.core.action.Caller;
import dev.postern.core.action.sts.Callers;
import dev.postern.core.model.AccessKey;
import dev.postern.core.plan.Door;
import dev.postern.core.state.Snapshot;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.sigv4.Signature;
import dev.postern.wire.sigv4.Verdict;
import dev.postern.wire.sigv4.Verifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says who sent a request. A key that this cloud gave out must have signed: its secret is known. What of others is up to {@code auth}. */
public record Authentication(Auth auth, Clock clock) {
  private static final Duration SKEW = Duration.ofMinutes(15);

  /**
   * The caller.
   *
   * @param body the whole body, for the services whose signature covers it; without it the hash that the client sent is taken for true: S3
   *     compares its own while it reads, and so may an attached engine
   * @throws dev.postern.core.error.AwsException in the words of the service's family
   */
  public Caller of(HttpCall call, Optional<byte[]> body, Signature signature, Family family, String region, Snapshot snapshot) {
    Instant now = clock.instant();
    return switch (signature) {
      case Signature.Anonymous _ -> {
        if (!(call.door() instanceof Door.Api)) {
          throw Problem.NO_SIGNATURE.in(family);
        }
        yield switch (auth) {
          case LENIENT, NONE -> Caller.root(Callers.NOBODYS_ACCOUNT, region);
          case STRICT -> throw Problem.NO_SIGNATURE.in(family);
        };
      }
      case Signature.Malformed malformed -> throw Problem.MALFORMED_SIGNATURE.in(family, malformed.reason());
      case Signature.Signed signed -> {
        String keyId = signed.scope().accessKeyId();
        Optional<AccessKey> key = Callers.key(snapshot, keyId);
        if (auth == Auth.NONE) {
          yield Callers.of(key, keyId, region, now);
        }
        if (key.isPresent()) {
          admit(key.get(), signed, family, now);
          refuse(Verifier.verify(call, signed, key.get().secretAccessKey(), payloadHash(call, body, signed), now), family);
        } else {
          switch (auth) {
            case LENIENT, NONE -> refuseOld(signed, family, now);
            case STRICT -> throw Problem.UNKNOWN_KEY.in(family);
          }
        }
        yield Callers.of(key, keyId, region, now);
      }
    };
  }

  /**
   * Whether the whole body is needed to verify a request's signature: the key is known, and the client did not send the body's hash along.
   * S3's clients always do, or sign without the body.
   */
  static boolean needsBody(HttpCall call, Signature signature, Snapshot snapshot) {
    return signature instanceof Signature.Signed signed
        && !signed.scope().service().equals("s3")
        && call.headers().first("x-amz-content-sha256").isEmpty()
        && Callers.key(snapshot, signed.scope().accessKeyId()).isPresent();
  }

  private static void admit(AccessKey key, Signature.Signed signed, Family family, Instant now) {
    byte[] expected = key.sessionToken().orElse("").getBytes(StandardCharsets.UTF_8);
    byte[] given = signed.sessionToken().orElse("").getBytes(StandardCharsets.UTF_8);
    if (!key.active() || !MessageDigest.isEqual(expected, given)) {
      throw Problem.INVALID_TOKEN.in(family);
    }
    if (key.expiration().isPresent() && !now.isBefore(key.expiration().get())) {
      throw Problem.EXPIRED_TOKEN.in(family);
    }
  }

  private static String payloadHash(HttpCall call, Optional<byte[]> body, Signature.Signed signed) {
    Optional<String> said = call.headers().first("x-amz-content-sha256");
    if (body.isEmpty()) {
      return signed instanceof Signature.Presigned ? said.orElse(Verifier.UNSIGNED_PAYLOAD) : said.orElse("");
    }
    return said.filter(Verifier.UNSIGNED_PAYLOAD::equals).orElseGet(() -> Verifier.payloadHash(body.get()));
  }

  private static void refuse(Verdict verdict, Family family) {
    switch (verdict) {
      case Verdict.Valid _ -> {}
      case Verdict.Expired _ -> throw Problem.EXPIRED_LINK.in(family);
      case Verdict.Skewed _ -> throw Problem.SKEWED.in(family);
      case Verdict.WrongDate _, Verdict.Unsigned _, Verdict.Different _ -> throw Problem.WRONG_SIGNATURE.in(family);
    }
  }

  /** A made-up key has no secret to verify with, but its request must be of this hour and its link still good. */
  private static void refuseOld(Signature.Signed signed, Family family, Instant now) {
    if (signed instanceof Signature.Presigned link) {
      if (link.isExpired(now)) {
        throw Problem.EXPIRED_LINK.in(family);
      }
    } else if (Duration.between(signed.signedAt(), now).abs().compareTo(SKEW) > 0) {
      throw Problem.SKEWED.in(family);
    }
  }
}
