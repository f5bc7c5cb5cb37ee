package dev.postern.wire.shape;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** The text forms of simple values, the same in form parameters, headers, query strings and XML. */
public final class Scalar {
  /** 2020-11-11T08:06:03.000Z, as EC2 and S3 print it. */
  public static final DateTimeFormatter MILLISECONDS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  /** 2020-11-11T08:06:03Z, as IAM and STS print it. */
  public static final DateTimeFormatter SECONDS = new DateTimeFormatterBuilder().appendInstant(0).toFormatter(Locale.ROOT);

  /** Wed, 11 Nov 2020 08:06:03 GMT, as HTTP headers have it (RFC 9110, 5.6.7). */
  public static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Scalar() {}

  /** The value of {@code text} for a member; empty when it is not one. */
  public static Optional<Object> parse(MarshallingKnownType type, Format timestamp, String text) {
    try {
      return switch (type) {
        case STRING -> Optional.of(text);
        case BOOLEAN -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")
            ? Optional.of(Boolean.valueOf(text))
            : Optional.empty();
        case INTEGER -> Optional.of(Integer.valueOf(text));
        case LONG -> Optional.of(Long.valueOf(text));
        case SHORT -> Optional.of(Short.valueOf(text));
        case BYTE -> Optional.of(Byte.valueOf(text));
        case FLOAT -> Optional.of((float) number(text));
        case DOUBLE -> Optional.of(number(text));
        case BIG_DECIMAL -> Optional.of(new BigDecimal(text));
        case INSTANT -> Optional.of(instant(timestamp, text));
        case SDK_BYTES -> Optional.of(SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(text)));
        case SDK_POJO, LIST, MAP, DOCUMENT, NULL -> throw new IllegalStateException(type + " is not a simple value");
      };
    } catch (DateTimeException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** What {@link #parse} takes, for a message: "Expected an integer". */
  public static String expected(MarshallingKnownType type) {
    return switch (type) {
      case BOOLEAN -> "Expected true or false";
      case INTEGER, LONG, SHORT, BYTE -> "Expected an integer";
      case FLOAT, DOUBLE, BIG_DECIMAL -> "Expected a number";
      case INSTANT -> "Expected a timestamp";
      case SDK_BYTES -> "Expected base64";
      case STRING -> "Expected a string";
      case SDK_POJO, MAP, DOCUMENT, NULL -> "Expected a structure";
      case LIST -> "Expected a list";
    };
  }

  /** The text of a value; {@code iso} prints timestamps in the ISO 8601 form. */
  public static String print(Object value, Format timestamp, DateTimeFormatter iso) {
    return switch (value) {
      case String text -> text;
      case Instant instant -> switch (timestamp) {
        case ISO_8601 -> iso.format(instant);
        case RFC_822 -> HTTP_DATE.format(instant);
        case UNIX_TIMESTAMP -> epochSeconds(instant);
        case UNIX_TIMESTAMP_MILLIS -> Long.toString(instant.toEpochMilli());
      };
      case SdkBytes bytes -> Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
      case BigDecimal number -> number.toPlainString();
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 -> Long.toString(number.longValue());
      case Float number when number == Math.rint(number) && Math.abs(number) < 1e7 -> Long.toString(number.longValue());
      default -> value.toString();
    };
  }

  /** Seconds since 1970 with milliseconds where there are any: 1605081963 or 1605081963.522. */
  public static String epochSeconds(Instant instant) {
    BigDecimal seconds = BigDecimal.valueOf(instant.toEpochMilli(), 3).stripTrailingZeros();
    return seconds.toPlainString();
  }

  /** The timestamp in {@code text}. @throws DateTimeException or IllegalArgumentException when it is not one */
  public static Instant instant(Format format, String text) {
    return switch (format) {
      case ISO_8601 -> DateTimeFormatter.ISO_DATE_TIME.parse(text, Instant::from);
      case RFC_822 -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
      case UNIX_TIMESTAMP -> epoch(new BigDecimal(text));
      case UNIX_TIMESTAMP_MILLIS -> Instant.ofEpochMilli(Long.parseLong(text));
    };
  }

  /** The instant of seconds since 1970, to the millisecond. @throws DateTimeException when it is out of the calendar's range */
  public static Instant epoch(BigDecimal seconds) {
    // 12 digits reach the year 33658; the check comes first because 1E999999999 has no room in memory.
    if (Math.abs((long) seconds.scale()) > 30 || seconds.precision() - seconds.scale() > 12) {
      throw new DateTimeException("out of range");
    }
    return Instant.ofEpochMilli(seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  private static double number(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      // BigDecimal's grammar, because Double.parseDouble also takes "1d" and hexadecimal.
      default -> new BigDecimal(text).doubleValue();
    };
  }
}
