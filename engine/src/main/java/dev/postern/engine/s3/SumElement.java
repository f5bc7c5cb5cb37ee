package dev.postern.engine.s3;

import dev.postern.engine.s3.store.Algorithm;
import dev.postern.engine.s3.store.Sum;
import dev.postern.wire.shape.Shape;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/** The element of a body that carries a checksum: each algorithm has its own, for example {@code ChecksumCRC32}. */
final class SumElement {
  private SumElement() {}

  static void set(SdkPojo builder, Sum sum) {
    Shape.of(builder).named(name(sum.algorithm())).ifPresent(member -> member.set(builder, sum.value()));
  }

  static Optional<String> get(SdkPojo value, Algorithm algorithm) {
    return Shape.of(value).named(name(algorithm)).flatMap(member -> member.get(value)).map(Object::toString);
  }

  private static String name(Algorithm algorithm) {
    return "Checksum" + algorithm;
  }
}
