package dev.postern.engine.s3;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of an object. @param offset of the first byte @param total size of the whole object */
record ByteRange(long offset, long length, long total) {
  private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * Reads a {@code Range} header. Empty when it is not a single range of bytes: S3 then sends the whole object, as RFC 9110 section 14.2 allows.
   *
   * @throws Refusal {@link S3Error#INVALID_RANGE} when it is past the end
   */
  static Optional<ByteRange> parse(String header, long total) {
    Matcher form = FORM.matcher(header.strip());
    if (!form.matches() || form.group(1).isEmpty() && form.group(2).isEmpty()) {
      return Optional.empty();
    }
    if (form.group(1).isEmpty()) {
      long length = Math.min(Long.parseLong(form.group(2)), total);
      if (length == 0) {
        throw unsatisfiable(header, total);
      }
      return Optional.of(new ByteRange(total - length, length, total));
    }
    long first = Long.parseLong(form.group(1));
    long last = form.group(2).isEmpty() ? total - 1 : Math.min(Long.parseLong(form.group(2)), total - 1);
    if (!form.group(2).isEmpty() && Long.parseLong(form.group(2)) < first) {
      return Optional.empty();
    }
    if (first >= total) {
      throw unsatisfiable(header, total);
    }
    return Optional.of(new ByteRange(first, last - first + 1, total));
  }

  /** As {@code Content-Range} has it. */
  String contentRange() {
    return "bytes " + offset + "-" + (offset + length - 1) + "/" + total;
  }

  private static Refusal unsatisfiable(String header, long total) {
    return S3Error.INVALID_RANGE.refusal("RangeRequested", header, "ActualObjectSize", String.valueOf(total));
  }
}
