package dev.postern.engine.s3;

import dev.postern.engine.s3.store.Storage;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.http.Parameters;
import dev.postern.wire.http.Percent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.DeleteBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeletePublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.PutBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** The bucket settings that are stored, with the defaults that AWS gives a new bucket. */
final class SettingActions {
  private static final String ENFORCED = "BucketOwnerEnforced";
  private static final Set<String> OWNERSHIPS = Set.of(ENFORCED, "BucketOwnerPreferred", "ObjectWriter");

  private final Storage storage;

  SettingActions(Storage storage) {
    this.storage = storage;
  }

  Answer tags(Request<GetBucketTaggingRequest> request) {
    String tags = setting(request, Setting.TAGGING)
        .orElseThrow(() -> S3Error.NO_SUCH_TAG_SET.refusal("BucketName", request.bucketName()));
    Map<String, String> parsed = new LinkedHashMap<>();
    Parameters.parse(tags).orElseThrow().entries().forEach(e -> parsed.put(e.getKey(), e.getValue()));
    return Answer.of(GetBucketTaggingResponse.builder().tagSet(TagSet.print(parsed)).build());
  }

  Answer putTags(Request<PutBucketTaggingRequest> request) {
    Map<String, String> tags =
        TagSet.of(Optional.ofNullable(request.input().tagging()).orElseThrow(S3Error.MALFORMED_XML::refusal), TagSet.BUCKET_LIMIT);
    String text = tags.entrySet().stream()
        .map(t -> Percent.encode(t.getKey(), false) + "=" + Percent.encode(t.getValue(), false))
        .collect(Collectors.joining("&"));
    storage.buckets().set(request.bucket(), Setting.TAGGING, text);
    return Answer.noContent();
  }

  Answer deleteTags(Request<DeleteBucketTaggingRequest> request) {
    return unset(request, Setting.TAGGING);
  }

  Answer ownership(Request<GetBucketOwnershipControlsRequest> request) {
    String ownership = setting(request, Setting.OWNERSHIP).orElse(ENFORCED);
    if (ownership.equals(Setting.NONE)) {
      throw S3Error.OWNERSHIP_CONTROLS_NOT_FOUND.refusal("BucketName", request.bucketName());
    }
    return Answer.of(GetBucketOwnershipControlsResponse.builder()
        .ownershipControls(c -> c.rules(OwnershipControlsRule.builder().objectOwnership(ownership).build()))
        .build());
  }

  Answer putOwnership(Request<PutBucketOwnershipControlsRequest> request) {
    List<OwnershipControlsRule> rules =
        Optional.ofNullable(request.input().ownershipControls()).orElseThrow(S3Error.MALFORMED_XML::refusal).rules();
    if (rules.size() != 1 || !OWNERSHIPS.contains(ListActions.text(rules.getFirst().objectOwnershipAsString()))) {
      throw S3Error.MALFORMED_XML.refusal();
    }
    storage.buckets().set(request.bucket(), Setting.OWNERSHIP, rules.getFirst().objectOwnershipAsString());
    return new Answer.Plain(HttpReply.empty(200));
  }

  Answer deleteOwnership(Request<DeleteBucketOwnershipControlsRequest> request) {
    storage.buckets().set(request.bucket(), Setting.OWNERSHIP, Setting.NONE);
    return Answer.noContent();
  }

  Answer publicAccess(Request<GetPublicAccessBlockRequest> request) {
    Optional<String> stored = setting(request, Setting.PUBLIC_ACCESS_BLOCK);
    if (stored.filter(Setting.NONE::equals).isPresent()) {
      throw S3Error.NO_SUCH_PUBLIC_ACCESS_BLOCK_CONFIGURATION.refusal("BucketName", request.bucketName());
    }
    PublicBlocks blocks = PublicBlocks.of(stored);
    return Answer.of(GetPublicAccessBlockResponse.builder()
        .publicAccessBlockConfiguration(c -> c.blockPublicAcls(blocks.blockPublicAcls())
            .ignorePublicAcls(blocks.ignorePublicAcls())
            .blockPublicPolicy(blocks.blockPublicPolicy())
            .restrictPublicBuckets(blocks.restrictPublicBuckets()))
        .build());
  }

  Answer putPublicAccess(Request<PutPublicAccessBlockRequest> request) {
    PublicAccessBlockConfiguration wanted =
        Optional.ofNullable(request.input().publicAccessBlockConfiguration()).orElseThrow(S3Error.MALFORMED_XML::refusal);
    PublicBlocks blocks = new PublicBlocks(
        Boolean.TRUE.equals(wanted.blockPublicAcls()),
        Boolean.TRUE.equals(wanted.ignorePublicAcls()),
        Boolean.TRUE.equals(wanted.blockPublicPolicy()),
        Boolean.TRUE.equals(wanted.restrictPublicBuckets()));
    storage.buckets().set(request.bucket(), Setting.PUBLIC_ACCESS_BLOCK, blocks.print());
    return new Answer.Plain(HttpReply.empty(200));
  }

  Answer deletePublicAccess(Request<DeletePublicAccessBlockRequest> request) {
    storage.buckets().set(request.bucket(), Setting.PUBLIC_ACCESS_BLOCK, Setting.NONE);
    return Answer.noContent();
  }

  /** Every bucket is encrypted with S3's own keys since January 2023. */
  Answer encryption(Request<GetBucketEncryptionRequest> request) {
    boolean bucketKey = setting(request, Setting.BUCKET_KEY).map(Boolean::valueOf).orElse(false);
    ServerSideEncryptionRule rule = ServerSideEncryptionRule.builder()
        .applyServerSideEncryptionByDefault(d -> d.sseAlgorithm("AES256"))
        .bucketKeyEnabled(bucketKey)
        .build();
    return Answer.of(GetBucketEncryptionResponse.builder().serverSideEncryptionConfiguration(c -> c.rules(rule)).build());
  }

  Answer putEncryption(Request<PutBucketEncryptionRequest> request) {
    List<ServerSideEncryptionRule> rules =
        Optional.ofNullable(request.input().serverSideEncryptionConfiguration()).orElseThrow(S3Error.MALFORMED_XML::refusal).rules();
    if (rules.size() != 1) {
      throw S3Error.MALFORMED_XML.refusal();
    }
    ServerSideEncryptionRule rule = rules.getFirst();
    Optional<String> algorithm =
        Optional.ofNullable(rule.applyServerSideEncryptionByDefault()).flatMap(d -> Optional.ofNullable(d.sseAlgorithmAsString()));
    if (algorithm.filter(a -> !a.equals("AES256")).isPresent() || rule.blockedEncryptionTypes() != null) {
      throw S3Error.notImplemented("PutBucketEncryption " + algorithm.orElse(""));
    }
    storage.buckets().set(request.bucket(), Setting.BUCKET_KEY, String.valueOf(Boolean.TRUE.equals(rule.bucketKeyEnabled())));
    return new Answer.Plain(HttpReply.empty(200));
  }

  Answer deleteEncryption(Request<DeleteBucketEncryptionRequest> request) {
    return unset(request, Setting.BUCKET_KEY);
  }

  Answer acl(Request<GetBucketAclRequest> request) {
    String account = request.bucket().account();
    return Answer.of(GetBucketAclResponse.builder().owner(Owner.of(account)).grants(fullControl(account)).build());
  }

  Answer objectAcl(Request<GetObjectAclRequest> request) {
    storage.objects().find(request.bucket(), request.key()).orElseThrow(request::noSuchKey);
    String account = request.bucket().account();
    return Answer.of(GetObjectAclResponse.builder().owner(Owner.of(account)).grants(fullControl(account)).build());
  }

  private static Grant fullControl(String account) {
    return Grant.builder().grantee(g -> g.type("CanonicalUser").id(Owner.id(account))).permission("FULL_CONTROL").build();
  }

  private Optional<String> setting(Request<?> request, String name) {
    return storage.buckets().setting(request.bucket(), name);
  }

  private Answer unset(Request<?> request, String name) {
    storage.buckets().unset(request.bucket(), name);
    return Answer.noContent();
  }
}
