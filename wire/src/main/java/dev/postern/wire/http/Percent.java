package dev.postern.wire.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Percent-encoding as AWS signs and sends it: UTF-8, upper-case digits, only RFC 3986's unreserved characters bare. */
public final class Percent {
  private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

  private Percent() {}

  /** The encoded text; with {@code keepSlash} a slash stays itself, as in a path. */
  public static String encode(String text, boolean keepSlash) {
    int plain = 0;
    while (plain < text.length() && bare(text.charAt(plain), keepSlash)) {
      plain++;
    }
    if (plain == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (bare((char) (b & 255), keepSlash)) {
        out.append((char) b);
      } else {
        out.append('%').append(DIGITS[b >> 4 & 15]).append(DIGITS[b & 15]);
      }
    }
    return out.toString();
  }

  /** The decoded text; empty when an escape is broken or the bytes are not UTF-8. With {@code form} a plus is a space. */
  public static Optional<String> decode(String text, boolean form) {
    if (text.indexOf('%') < 0) {
      return Optional.of(form && text.indexOf('+') >= 0 ? text.replace('+', ' ') : text);
    }
    ByteBuffer bytes = ByteBuffer.allocate(text.length() * 3);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        if (i + 2 >= text.length() || !HexFormat.isHexDigit(text.charAt(i + 1)) || !HexFormat.isHexDigit(text.charAt(i + 2))) {
          return Optional.empty();
        }
        bytes.put((byte) HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else if (c < 0x80) {
        bytes.put((byte) (form && c == '+' ? ' ' : c));
      } else {
        int end = i + Character.charCount(text.codePointAt(i));
        bytes.put(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
        i = end - 1;
      }
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static boolean bare(char c, boolean keepSlash) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~'
        || c == '/' && keepSlash;
  }
}
