package dev.postern.wire.sigv4;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret access key narrowed to one day, Region and service. */
final class SigningKey {
  private static final int KEPT = 1_024;

  /** A key signs a day's requests: four of the five digests of a verification are the same each time. */
  private static final Map<From, SigningKey> DERIVED = new ConcurrentHashMap<>();

  private final byte[] key;
  private final String scope;

  private SigningKey(byte[] key, String scope) {
    this.key = key;
    this.scope = scope;
  }

  /** What a key is derived from; never printed. */
  private record From(String secret, Scope scope) {
    @Override
    public String toString() {
      return scope.toString();
    }
  }

  static SigningKey of(String secret, Scope scope) {
    From from = new From(secret, scope);
    SigningKey known = DERIVED.get(from);
    if (known != null) {
      return known;
    }
    if (DERIVED.size() >= KEPT) {
      DERIVED.clear();
    }
    SigningKey derived = derive(secret, scope);
    DERIVED.put(from, derived);
    return derived;
  }

  private static SigningKey derive(String secret, Scope scope) {
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : new String[] {scope.date(), scope.region(), scope.service(), "aws4_request"}) {
      key = hmac(key, part);
    }
    return new SigningKey(key, scope.text());
  }

  /** The four lines and more that are signed: what kind, when, for what, and {@code rest}. */
  String stringToSign(String algorithm, Instant signedAt, String rest) {
    return algorithm + "\n" + Signature.TIME.format(signedAt) + "\n" + scope + "\n" + rest;
  }

  /** In lower-case hexadecimal. */
  String sign(String text) {
    return HexFormat.of().formatHex(hmac(key, text));
  }

  /** Compares without telling by its time where two signatures differ. */
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /** SHA-256 in lower-case hexadecimal. */
  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has HmacSHA256", e);
    }
  }
}
