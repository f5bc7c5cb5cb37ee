package dev.postern.wire.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

class ScalarTest {
  private static final Instant TIME = Instant.parse("2020-11-11T08:06:03Z");

  @Test
  void timestampsHaveFourForms() {
    assertThat(Scalar.print(TIME, Format.ISO_8601, Scalar.MILLISECONDS)).isEqualTo("2020-11-11T08:06:03.000Z");
    assertThat(Scalar.print(TIME, Format.ISO_8601, Scalar.SECONDS)).isEqualTo("2020-11-11T08:06:03Z");
    assertThat(Scalar.print(TIME, Format.RFC_822, Scalar.SECONDS)).isEqualTo("Wed, 11 Nov 2020 08:06:03 GMT");
    assertThat(Scalar.print(TIME.plusMillis(520), Format.UNIX_TIMESTAMP, Scalar.SECONDS)).isEqualTo("1605081963.52");
    assertThat(Scalar.print(TIME, Format.UNIX_TIMESTAMP, Scalar.SECONDS)).isEqualTo("1605081963");
    assertThat(Scalar.print(Instant.ofEpochSecond(1_600_000_000), Format.UNIX_TIMESTAMP, Scalar.SECONDS)).isEqualTo("1600000000");
    for (Format format : Format.values()) {
      assertThat(Scalar.parse(MarshallingKnownType.INSTANT, format, Scalar.print(TIME, format, Scalar.MILLISECONDS))).contains(TIME);
    }
  }

  @Test
  void wholeNumbersPrintWithoutAFraction() {
    assertThat(Scalar.print(1.0, Format.ISO_8601, Scalar.SECONDS)).isEqualTo("1");
    assertThat(Scalar.print(0.25, Format.ISO_8601, Scalar.SECONDS)).isEqualTo("0.25");
    assertThat(Scalar.print(-0.5f, Format.ISO_8601, Scalar.SECONDS)).isEqualTo("-0.5");
  }

  @Test
  void whatIsNoValueIsNotParsed() {
    for (MarshallingKnownType type : new MarshallingKnownType[] {MarshallingKnownType.INTEGER, MarshallingKnownType.LONG, MarshallingKnownType.SHORT,
        MarshallingKnownType.BYTE, MarshallingKnownType.FLOAT, MarshallingKnownType.DOUBLE, MarshallingKnownType.BIG_DECIMAL,
        MarshallingKnownType.BOOLEAN,
        MarshallingKnownType.INSTANT}) {
      for (String text : new String[] {"", " ", "x", "1d", "0x1p3", "1,5", "--1"}) {
        assertThat(Scalar.parse(type, Format.ISO_8601, text)).as(type + " " + text).isEmpty();
      }
    }
    assertThat(Scalar.parse(MarshallingKnownType.SDK_BYTES, Format.ISO_8601, "?")).isEmpty();
    assertThat(Scalar.parse(MarshallingKnownType.INSTANT, Format.ISO_8601, "2020-11-11T08:06:03")).isEmpty();
  }

  @Test
  void infinitiesAreNumbersByTheirNames() {
    assertThat(Scalar.parse(MarshallingKnownType.DOUBLE, Format.ISO_8601, "-Infinity")).contains(Double.NEGATIVE_INFINITY);
    assertThat(Scalar.parse(MarshallingKnownType.FLOAT, Format.ISO_8601, "NaN")).contains(Float.NaN);
  }
}
