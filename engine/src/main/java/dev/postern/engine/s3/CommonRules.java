package dev.postern.engine.s3;

import dev.postern.wire.http.Headers;
import dev.postern.wire.http.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values that are honoured of parameters that many operations take; every other value is refused, because it would change the meaning. */
final class CommonRules {
  private static final Set<String> ACLS = Set.of("private", "bucket-owner-full-control");
  private static final List<String> GRANTS =
      List.of("x-amz-grant-full-control", "x-amz-grant-read", "x-amz-grant-read-acp", "x-amz-grant-write", "x-amz-grant-write-acp");
  private static final Set<String> OTHER_CLASSES = Set.of(
      "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "DEEP_ARCHIVE", "OUTPOSTS", "GLACIER_IR", "SNOW",
      "EXPRESS_ONEZONE", "FSX_OPENZFS", "FSX_ONTAP");
  private static final Map<String, String> ONLY = Map.of("x-amz-request-payer", "requester", "x-amz-server-side-encryption", "AES256");

  private CommonRules() {}

  static void check(Headers headers, Parameters query) {
    // Ownership is the bucket owner's and access lists are off, as in every new bucket of AWS.
    if (headers.first("x-amz-acl").filter(acl -> !ACLS.contains(acl)).isPresent() || GRANTS.stream().anyMatch(g -> headers.first(g).isPresent())) {
      throw S3Error.ACCESS_CONTROL_LIST_NOT_SUPPORTED.refusal();
    }
    headers.first("x-amz-storage-class").filter(c -> !c.equals("STANDARD")).ifPresent(c -> {
      throw OTHER_CLASSES.contains(c)
          ? S3Error.notImplemented("x-amz-storage-class: " + c)
          : S3Error.INVALID_STORAGE_CLASS.refusal("StorageClassRequested", c);
    });
    ONLY.forEach((name, value) -> headers.first(name).filter(sent -> !sent.equals(value)).ifPresent(sent -> {
      throw S3Error.notImplemented(name + ": " + sent);
    }));
    Optional<String> version = query.first("versionId");
    if (version.filter(v -> !v.equals("null")).isPresent()) {
      throw S3Error.argument("Invalid version id specified", "versionId", version.get());
    }
  }
}
