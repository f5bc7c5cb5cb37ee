package dev.postern.engine.s3;

import dev.postern.engine.s3.store.Algorithm;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The owner of buckets and objects as S3 names it: by a canonical user id, which is not the account's number. */
final class Owner {
  private Owner() {}

  static String id(String account) {
    return HexFormat.of().formatHex(Algorithm.SHA256.of(("canonical user " + account).getBytes(StandardCharsets.UTF_8)));
  }

  static software.amazon.awssdk.services.s3.model.Owner of(String account) {
    return software.amazon.awssdk.services.s3.model.Owner.builder().id(id(account)).build();
  }
}
