package dev.postern.core.services;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables beside this class, and stable digits for ids that AWS does not publish. */
final class Tables {
  private Tables() {}

  static <T> T read(String table, TypeReference<T> type) {
    try (InputStream in = Tables.class.getResourceAsStream(table)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + table);
      }
      return JsonMapper.shared().readValue(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hexadecimal digits that depend on {@code name} alone. */
  static String hex(String name, int digits) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, digits);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
