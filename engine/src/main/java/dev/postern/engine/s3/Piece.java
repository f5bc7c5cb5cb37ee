package dev.postern.engine.s3;

import dev.postern.engine.s3.store.StoredObject;
import dev.postern.wire.http.Headers;
import java.util.List;
import java.util.Optional;

/**
 * What of an object a read asks for, its conditions checked.
 *
 * @param range empty for all of it
 * @param parts how many parts it has, when a part was asked for
 */
record Piece(long size, Optional<ByteRange> range, Optional<Integer> parts) {

  /** @throws Refusal for conditions that do not hold, {@link S3Error#INVALID_RANGE}, {@link S3Error#INVALID_PART_NUMBER} */
  static Piece of(StoredObject object, Headers headers, Optional<Integer> partNumber) {
    Conditions.of(headers, "").checkRead(object);
    Optional<String> range = headers.first("range");
    if (partNumber.isPresent()) {
      if (range.isPresent()) {
        throw S3Error.INVALID_REQUEST.about("Cannot specify both Range header and partNumber query parameter");
      }
      return part(object, partNumber.get());
    }
    return new Piece(object.size(), range.flatMap(r -> ByteRange.parse(r, object.size())), Optional.empty());
  }

  private static Piece part(StoredObject object, int number) {
    if (number < 1 || number > 10_000) {
      throw S3Error.argument("Part number must be an integer between 1 and 10000, inclusive", "partNumber", String.valueOf(number));
    }
    List<Long> sizes = object.parts().isEmpty() ? List.of(object.size()) : object.parts();
    if (number > sizes.size()) {
      throw S3Error.INVALID_PART_NUMBER.refusal("PartNumberRequested", String.valueOf(number), "ActualPartCount", String.valueOf(sizes.size()));
    }
    long offset = sizes.subList(0, number - 1).stream().mapToLong(Long::longValue).sum();
    Optional<Integer> count = object.parts().isEmpty() ? Optional.empty() : Optional.of(sizes.size());
    Optional<ByteRange> range =
        object.size() == 0 ? Optional.empty() : Optional.of(new ByteRange(offset, sizes.get(number - 1), object.size()));
    return new Piece(object.size(), range, count);
  }

  int status() {
    return range.isPresent() ? 206 : 200;
  }

  boolean isWhole() {
    return length() == size;
  }

  long offset() {
    return range.map(ByteRange::offset).orElse(0L);
  }

  long length() {
    return range.map(ByteRange::length).orElse(size);
  }

  Optional<String> contentRange() {
    return range.map(ByteRange::contentRange);
  }
}
