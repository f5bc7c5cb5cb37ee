package dev.postern.wire.sigv4;

import dev.postern.core.memo.Kept;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret access key narrowed to one day, Region and service. */
final class SigningKey {
  private static final int KEPT = 1_024;

  /** A key signs a day's requests: four of the five digests of a verification are the same each time. */
  private static final Kept<From, SigningKey> DERIVED = new Kept<>(KEPT, SigningKey::derive);

  /** Of which every use takes a copy: finding an algorithm among the providers costs as much as using it. */
  private static final MessageDigest SHA_256 = algorithm("SHA-256", MessageDigest::getInstance);

  /** Ready to sign, likewise copied. */
  private final Mac mac;

  private final String scope;

  private SigningKey(Mac mac, String scope) {
    this.mac = mac;
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
    return DERIVED.get(new From(secret, scope));
  }

  private static SigningKey derive(From from) {
    Scope scope = from.scope();
    byte[] key = ("AWS4" + from.secret()).getBytes(StandardCharsets.UTF_8);
    for (String part : new String[] {scope.date(), scope.region(), scope.service(), "aws4_request"}) {
      key = hmac(ready(key), part);
    }
    return new SigningKey(ready(key), scope.text());
  }

  /** The four lines and more that are signed: what kind, when, for what, and {@code rest}. */
  String stringToSign(String algorithm, String signedAt, String rest) {
    return algorithm + "\n" + signedAt + "\n" + scope + "\n" + rest;
  }

  /** In lower-case hexadecimal. */
  String sign(String text) {
    return HexFormat.of().formatHex(hmac(copy(), text));
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
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException _) {
      return algorithm("SHA-256", MessageDigest::getInstance);
    }
  }

  private Mac copy() {
    try {
      return (Mac) mac.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("the JDK's HmacSHA256 can be copied", e);
    }
  }

  private static Mac ready(byte[] key) {
    Mac mac = algorithm("HmacSHA256", Mac::getInstance);
    try {
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("any bytes are a key of HmacSHA256", e);
    }
    return mac;
  }

  private static byte[] hmac(Mac mac, String text) {
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private interface Provided<T> {
    T named(String name) throws GeneralSecurityException;
  }

  private static <T> T algorithm(String name, Provided<T> provided) {
    try {
      return provided.named(name);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has " + name, e);
    }
  }
}
