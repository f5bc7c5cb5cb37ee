package dev.postern.core.action.ec2;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.ClientToken;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Client tokens: the same token with the same parameters gives the first call's result, with others an error, for a day.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Run_Instance_Idempotency.html">AWS</a>
 */
public final class Idempotency {
  private static final Duration KEPT = Duration.ofHours(24);

  private Idempotency() {}

  /**
   * The ids of what an earlier call with this token made, some of which may be gone; empty when the call is new or carries no token.
   *
   * @throws dev.postern.core.error.AwsException {@code IdempotentParameterMismatch} when the earlier call had other parameters
   */
  public static List<String> earlier(Snapshot snapshot, Caller caller, String operation, @Nullable String token, SdkPojo request, Facts facts) {
    if (token == null) {
      return List.of();
    }
    if (token.isEmpty() || token.length() > 64 || !token.matches("[ -~]*")) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Client token must be between 1 and 64 ASCII characters long");
    }
    ClientToken first = snapshot.find(ClientToken.class, key(caller, operation, token)).filter(t -> !expired(t, facts)).orElse(null);
    if (first == null) {
      return List.of();
    }
    if (!first.fingerprint().equals(fingerprint(request))) {
      throw Ec2Error.IDEMPOTENT_PARAMETER_MISMATCH.with();
    }
    return first.resourceIds();
  }

  /** The snapshot with what this call made noted under its token, and tokens that have expired dropped. */
  public static Snapshot remember(
      Snapshot snapshot, Caller caller, String operation, @Nullable String token, SdkPojo request, Facts facts, List<String> made) {
    if (token == null) {
      return snapshot;
    }
    Snapshot next = snapshot;
    for (ClientToken old : snapshot.all(ClientToken.class, Kind.CLIENT_TOKEN, caller.account(), caller.region())) {
      if (expired(old, facts)) {
        next = next.without(old.key());
      }
    }
    return next.with(new ClientToken(key(caller, operation, token), fingerprint(request), made, facts.now()));
  }

  private static boolean expired(ClientToken token, Facts facts) {
    return token.firstUsed().plus(KEPT).isBefore(facts.now());
  }

  private static ResourceKey key(Caller caller, String operation, String token) {
    return Lookup.key(caller, Kind.CLIENT_TOKEN, operation + "/" + token);
  }

  /** Of the fields' values, not of the request's text, because the SDK blots out user data there. */
  private static String fingerprint(SdkPojo request) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (SdkField<?> field : request.sdkFields()) {
        if (!field.memberName().equals("ClientToken") && !field.memberName().equals("DryRun")) {
          digest.update((field.memberName() + "=" + field.getValueOrDefault(request) + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
