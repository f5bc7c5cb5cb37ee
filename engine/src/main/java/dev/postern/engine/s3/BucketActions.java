package dev.postern.engine.s3;

import dev.postern.core.region.Region;
import dev.postern.engine.s3.store.Bucket;
import dev.postern.engine.s3.store.Storage;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpReply;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;

/** The operations on buckets themselves. */
final class BucketActions {
  private static final String FIRST_REGION = "us-east-1";
  private static final Set<String> OWNERSHIPS = Set.of("BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter");

  private final Storage storage;

  BucketActions(Storage storage) {
    this.storage = storage;
  }

  /**
   * Makes a bucket in the endpoint's Region, or, at us-east-1, in any.
   * <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html">AWS</a>
   */
  Answer create(Request<CreateBucketRequest> request) {
    String name = request.bucketName();
    BucketName.check(name);
    CreateBucketRequest input = request.input();
    Optional<String> constraint =
        Optional.ofNullable(input.createBucketConfiguration()).flatMap(c -> Optional.ofNullable(c.locationConstraintAsString()));
    String region = location(request.region(), constraint);
    Optional<String> ownership = Optional.ofNullable(input.objectOwnershipAsString());
    if (ownership.isPresent() && !OWNERSHIPS.contains(ownership.get())) {
      throw S3Error.argument("Invalid x-amz-object-ownership header: " + ownership.get(), "x-amz-object-ownership", ownership.get());
    }
    Optional<Bucket> taken = storage.buckets().create(name, request.access().caller().account(), region, request.now());
    if (taken.isPresent()) {
      Bucket other = taken.get();
      if (!other.account().equals(request.access().caller().account())) {
        throw S3Error.BUCKET_ALREADY_EXISTS.refusal("BucketName", name);
      }
      // In us-east-1 alone, making one's own bucket again succeeds.
      if (!(other.region().equals(FIRST_REGION) && region.equals(FIRST_REGION))) {
        throw S3Error.BUCKET_ALREADY_OWNED_BY_YOU.refusal("BucketName", name);
      }
    } else {
      Bucket made = storage.buckets().find(name).orElseThrow(request::bucketGone);
      ownership.ifPresent(o -> storage.buckets().set(made, Setting.OWNERSHIP, o));
    }
    String location = region.equals(FIRST_REGION) ? "/" + name : "http://" + name + ".s3.amazonaws.com/";
    return Answer.of(CreateBucketResponse.builder().location(location).build());
  }

  private static String location(String endpoint, Optional<String> constraint) {
    if (constraint.isEmpty() || constraint.get().isEmpty()) {
      if (!endpoint.equals(FIRST_REGION)) {
        throw S3Error.ILLEGAL_LOCATION_CONSTRAINT.about("unspecified");
      }
      return FIRST_REGION;
    }
    String region = constraint.get().equals("EU") ? "eu-west-1" : constraint.get();
    if (region.equals(FIRST_REGION) && endpoint.equals(FIRST_REGION) || Region.find(region).isEmpty()) {
      throw S3Error.INVALID_LOCATION_CONSTRAINT.refusal("LocationConstraint", constraint.get());
    }
    if (!endpoint.equals(FIRST_REGION) && !endpoint.equals(region)) {
      throw S3Error.ILLEGAL_LOCATION_CONSTRAINT.about(constraint.get());
    }
    return region;
  }

  Answer head(Request<HeadBucketRequest> request) {
    return new Answer.Plain(new HttpReply(
        200,
        Headers.of("x-amz-bucket-region", request.bucket().region(), "x-amz-access-point-alias", String.valueOf(request.isByAlias()), "Content-Type", "application/xml"),
        new HttpReply.Absent(0)));
  }

  Answer delete(Request<DeleteBucketRequest> request) {
    if (!storage.buckets().delete(request.bucket())) {
      S3Error reason = storage.accessPoints().anyOf(request.bucket()) ? S3Error.BUCKET_HAS_ACCESS_POINTS : S3Error.BUCKET_NOT_EMPTY;
      throw reason.refusal("BucketName", request.bucketName());
    }
    return Answer.noContent();
  }

  /** The first Region is said by saying nothing: <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html">AWS</a> */
  Answer location(Request<GetBucketLocationRequest> request) {
    String region = request.bucket().region();
    return Answer.of(GetBucketLocationResponse.builder().locationConstraint(region.equals(FIRST_REGION) ? "" : region).build());
  }

  /** Lists the caller's buckets of every Region, or of one. <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html">AWS</a> */
  Answer list(Request<ListBucketsRequest> request) {
    ListBucketsRequest input = request.input();
    int max = Optional.ofNullable(input.maxBuckets()).orElse(10_000);
    if (max < 1 || max > 10_000) {
      throw S3Error.argument("Argument max-buckets must be an integer between 1 and 10000", "max-buckets", String.valueOf(max));
    }
    String after = Optional.ofNullable(input.continuationToken()).map(t -> Token.read(t, "continuation-token")).orElse("");
    String prefix = Optional.ofNullable(input.prefix()).orElse("");
    List<Bucket> all = storage.buckets().owned(request.access().caller().account()).stream()
        .filter(b -> b.name().compareTo(after) > 0 && b.name().startsWith(prefix))
        .filter(b -> input.bucketRegion() == null || b.region().equals(input.bucketRegion()))
        .toList();
    List<Bucket> page = all.subList(0, Math.min(max, all.size()));
    boolean detailed = input.maxBuckets() != null || input.prefix() != null || input.bucketRegion() != null;
    return Answer.of(ListBucketsResponse.builder()
        .owner(Owner.of(request.access().caller().account()))
        .buckets(page.stream()
            .map(b -> software.amazon.awssdk.services.s3.model.Bucket.builder()
                .name(b.name())
                .creationDate(b.created())
                .bucketRegion(detailed ? b.region() : null)
                .build())
            .toList())
        .prefix(input.prefix())
        .continuationToken(page.size() < all.size() ? Token.print(page.getLast().name()) : null)
        .build());
  }
}
