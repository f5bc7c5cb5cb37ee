package dev.postern.app.metadata;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The session tokens of IMDSv2: each good for one instance and a time that it carries itself, so none is kept. */
final class SessionTokens {
  private static final String ALGORITHM = "HmacSHA256";
  private final SecretKeySpec key;

  SessionTokens() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    key = new SecretKeySpec(secret, ALGORITHM);
  }

  String issue(String instanceId, Duration lasting, Instant now) {
    byte[] expiry = ByteBuffer.allocate(Long.BYTES).putLong(now.plus(lasting).toEpochMilli()).array();
    return Base64.getUrlEncoder().encodeToString(ByteBuffer.allocate(40).put(expiry).put(seal(instanceId, expiry)).array());
  }

  boolean isGood(String token, String instanceId, Instant now) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException _) {
      return false;
    }
    if (bytes.length != 40) {
      return false;
    }
    byte[] expiry = Arrays.copyOf(bytes, Long.BYTES);
    return MessageDigest.isEqual(seal(instanceId, expiry), Arrays.copyOfRange(bytes, Long.BYTES, 40))
        && now.toEpochMilli() < ByteBuffer.wrap(expiry).getLong();
  }

  private byte[] seal(String instanceId, byte[] expiry) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(instanceId.getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(expiry);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has " + ALGORITHM, e);
    }
  }
}
