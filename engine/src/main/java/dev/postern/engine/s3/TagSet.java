package dev.postern.engine.s3;

import dev.postern.wire.http.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/** Tags of objects and buckets, checked. <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html">AWS</a> */
final class TagSet {
  static final int OBJECT_LIMIT = 10;
  static final int BUCKET_LIMIT = 50;
  private static final Pattern TEXT = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

  private TagSet() {}

  /** The tags of a {@code Tagging} body. */
  static Map<String, String> of(Tagging tagging, int limit) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Tag tag : tagging.tagSet()) {
      if (tag.key() == null || tag.value() == null) {
        throw S3Error.MALFORMED_XML.refusal();
      }
      if (tags.put(tag.key(), tag.value()) != null) {
        throw S3Error.INVALID_TAG.about("Cannot provide multiple Tags with the same key");
      }
    }
    return checked(tags, limit);
  }

  /** The tags of an {@code x-amz-tagging} header. */
  static Map<String, String> of(String header) {
    Parameters pairs = Parameters.parse(header)
        .orElseThrow(() -> S3Error.argument("The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag"
            + " name duplicates.", "x-amz-tagging", header));
    Map<String, String> tags = new LinkedHashMap<>();
    for (Map.Entry<String, String> pair : pairs.entries()) {
      if (tags.put(pair.getKey(), pair.getValue()) != null) {
        throw S3Error.argument("The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag"
            + " name duplicates.", "x-amz-tagging", header);
      }
    }
    return checked(tags, OBJECT_LIMIT);
  }

  static List<Tag> print(Map<String, String> tags) {
    return tags.entrySet().stream().map(t -> Tag.builder().key(t.getKey()).value(t.getValue()).build()).toList();
  }

  private static Map<String, String> checked(Map<String, String> tags, int limit) {
    if (tags.size() > limit) {
      throw new Refusal(
          limit == OBJECT_LIMIT ? S3Error.BAD_REQUEST : S3Error.INVALID_TAG,
          limit == OBJECT_LIMIT ? "Object tags cannot be greater than 10" : "Bucket tag count cannot be greater than 50");
    }
    tags.forEach((key, value) -> {
      if (key.isEmpty() || key.length() > 128 || !TEXT.matcher(key).matches()) {
        throw new Refusal(S3Error.INVALID_TAG, "The TagKey you have provided is invalid", "TagKey", key);
      }
      if (value.length() > 256 || !TEXT.matcher(value).matches()) {
        throw new Refusal(S3Error.INVALID_TAG, "The TagValue you have provided is invalid", "TagKey", key, "TagValue", value);
      }
      if (key.startsWith("aws:")) {
        throw new Refusal(S3Error.INVALID_TAG, "System tags cannot be added/updated by requester");
      }
    });
    return tags;
  }
}
