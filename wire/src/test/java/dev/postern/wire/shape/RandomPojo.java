package dev.postern.wire.shape;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;

/** Fills model classes of the AWS SDK with random values, every member of every level; a class is not nested in itself. */
public final class RandomPojo {
  /** Characters that XML, JSON, forms and UTF-8 all have to mind. */
  public static final String ANY = "abcXYZ019 -_.,:/+*&=%<>\"'äß€語\uD83D\uDE00";
  /** Members that only the SDK's own interceptors know: they never travel under a name of their own. */
  public static final Set<String> NOT_ON_THE_WIRE = Set.of("SourceBucket", "SourceKey", "SourceVersionId", "ExpiresString");

  private final Random random;
  private final String alphabet;
  private final Set<Class<?>> open = new HashSet<>();

  public RandomPojo(long seed, String alphabet) {
    this.alphabet = alphabet;
    this.random = new Random(seed);
  }

  /** A value of the model class with all its members set. */
  public <T> T fill(Class<T> type) {
    Shape shape = Shape.of(type);
    return type.cast(fill(shape.newBuilder(), shape));
  }

  private Object fill(SdkPojo builder, Shape shape) {
    open.add(builder.getClass());
    for (Member member : shape.members()) {
      if (!isOpen(member) && !NOT_ON_THE_WIRE.contains(member.field().memberName())) {
        member.set(builder, value(member));
      }
    }
    open.remove(builder.getClass());
    return Shape.build(builder);
  }

  private boolean isOpen(Member member) {
    return member.element().map(this::isOpen)
        .orElseGet(() -> member.type() == MarshallingKnownType.SDK_POJO && open.contains(member.newBuilder().getClass()));
  }

  private Object value(Member member) {
    return switch (member.type()) {
      // The SDK does not escape attributes when it writes XML.
      case STRING -> member.xmlAttribute() ? "Group" : text();
      case BOOLEAN -> random.nextBoolean();
      case INTEGER -> member.location() == MarshallLocation.STATUS_CODE ? 200 + random.nextInt(100) : random.nextInt();
      case LONG -> random.nextLong();
      case SHORT -> (short) random.nextInt();
      case BYTE -> (byte) random.nextInt();
      case FLOAT -> random.nextFloat();
      case DOUBLE -> random.nextDouble();
      case BIG_DECIMAL -> BigDecimal.valueOf(random.nextInt(), 2);
      case INSTANT -> Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
      case SDK_BYTES -> SdkBytes.fromUtf8String(text());
      case SDK_POJO -> {
        SdkPojo builder = member.newBuilder();
        yield fill(builder, Shape.of(builder));
      }
      case LIST -> {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(3) + 1; i > 0; i--) {
          list.add(value(member.elements()));
        }
        yield list;
      }
      case MAP -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(2) + 1; i > 0; i--) {
          map.put("key" + i, value(member.elements()));
        }
        yield map;
      }
      case DOCUMENT, NULL -> throw new IllegalStateException("no such member in the tested services");
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder("x");
    for (int i = random.nextInt(8); i > 0; i--) {
      int at = random.nextInt(alphabet.codePointCount(0, alphabet.length()));
      text.appendCodePoint(alphabet.codePointAt(alphabet.offsetByCodePoints(0, at)));
    }
    return text.append('z').toString();
  }
}
