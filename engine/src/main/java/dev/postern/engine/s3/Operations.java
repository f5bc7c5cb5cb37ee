package dev.postern.engine.s3;

import static dev.postern.engine.s3.Operation.notBuilt;
import static dev.postern.engine.s3.Operation.notConfigured;
import static dev.postern.engine.s3.Operation.of;

import dev.postern.engine.s3.store.Storage;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.model.*;

/** Every operation of S3 as a row: built, not configured, or not built. */
final class Operations {
  private static final String BUCKET = "/{Bucket}";
  private static final String OBJECT = "/{Bucket}/{Key+}";
  private static final String[] OBJECT_HEADERS = {
    "Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Type", "Expires", "x-amz-meta-",
    "x-amz-website-redirect-location", "x-amz-tagging"
  };
  private static final String[] READ = {
    "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "Range", "partNumber", "x-amz-checksum-mode", "response-cache-control",
    "response-content-disposition", "response-content-encoding", "response-content-language", "response-content-type", "response-expires"
  };
  private static final String[] COPY_SOURCE = {
    "x-amz-copy-source", "x-amz-copy-source-if-match", "x-amz-copy-source-if-none-match", "x-amz-copy-source-if-modified-since",
    "x-amz-copy-source-if-unmodified-since", "x-amz-source-expected-bucket-owner"
  };

  private Operations() {}

  static List<Operation<?>> all(Storage storage) {
    List<Operation<?>> all = new ArrayList<>();
    all.addAll(buckets(new BucketActions(storage)));
    all.addAll(objects(new ObjectActions(storage)));
    all.addAll(lists(new ListActions(storage)));
    MultipartActions multipart = new MultipartActions(storage);
    all.addAll(multipart(multipart, new CopyActions(storage, multipart)));
    all.addAll(settings(new SettingActions(storage)));
    all.addAll(policies(new PolicyActions(storage)));
    all.addAll(unset());
    all.addAll(refused());
    return all;
  }

  private static List<Operation<?>> buckets(BucketActions actions) {
    return List.of(
        of("ListBuckets", "GET", "/", ListBucketsRequest.class, actions::list).asking("ListAllMyBuckets").root("ListAllMyBucketsResult").withoutBucket()
            .honouring("max-buckets", "continuation-token", "prefix", "bucket-region"),
        of("CreateBucket", "PUT", BUCKET, CreateBucketRequest.class, actions::create).withoutBucket()
            .honouring("CreateBucketConfiguration.LocationConstraint", "x-amz-object-ownership"),
        of("HeadBucket", "HEAD", BUCKET, HeadBucketRequest.class, actions::head).asking("ListBucket"),
        of("DeleteBucket", "DELETE", BUCKET, DeleteBucketRequest.class, actions::delete),
        of("GetBucketLocation", "GET", BUCKET + "?location", GetBucketLocationRequest.class, actions::location).root("LocationConstraint"));
  }

  private static List<Operation<?>> objects(ObjectActions actions) {
    return List.of(
        of("PutObject", "PUT", OBJECT, PutObjectRequest.class, actions::put).streaming()
            .honouring(OBJECT_HEADERS).honouring("If-Match", "If-None-Match"),
        of("GetObject", "GET", OBJECT, GetObjectRequest.class, actions::get).honouring(READ),
        of("HeadObject", "HEAD", OBJECT, HeadObjectRequest.class, actions::head).asking("GetObject").honouring(READ),
        of("DeleteObject", "DELETE", OBJECT, DeleteObjectRequest.class, actions::delete).honouring("If-Match"),
        of("DeleteObjects", "POST", BUCKET + "?delete", DeleteObjectsRequest.class, actions::deleteMany).asking("").root("DeleteResult")
            .honouring("Delete"),
        of("GetObjectTagging", "GET", OBJECT + "?tagging", GetObjectTaggingRequest.class, actions::tags).root("Tagging"),
        of("PutObjectTagging", "PUT", OBJECT + "?tagging", PutObjectTaggingRequest.class, actions::putTags).honouring("Tagging"),
        of("DeleteObjectTagging", "DELETE", OBJECT + "?tagging", DeleteObjectTaggingRequest.class, actions::deleteTags));
  }

  private static List<Operation<?>> lists(ListActions actions) {
    return List.of(
        of("ListObjects", "GET", BUCKET, ListObjectsRequest.class, actions::objects).asking("ListBucket").root("ListBucketResult")
            .honouring("prefix", "delimiter", "marker", "max-keys", "encoding-type"),
        of("ListObjectsV2", "GET", BUCKET + "?list-type=2", ListObjectsV2Request.class, actions::objectsV2).asking("ListBucket").root("ListBucketResult")
            .honouring("prefix", "delimiter", "start-after", "continuation-token", "max-keys", "encoding-type", "fetch-owner"),
        of("ListObjectVersions", "GET", BUCKET + "?versions", ListObjectVersionsRequest.class, actions::versions).asking("ListBucketVersions").root("ListVersionsResult")
            .honouring("prefix", "delimiter", "key-marker", "version-id-marker", "max-keys", "encoding-type"));
  }

  private static List<Operation<?>> multipart(MultipartActions actions, CopyActions copies) {
    return List.of(
        of("CopyObject", "PUT", OBJECT, CopyObjectRequest.class, copies::copy).asking("PutObject").whenHeader("x-amz-copy-source")
            .honouring(OBJECT_HEADERS).honouring(COPY_SOURCE)
            .honouring("If-Match", "If-None-Match", "x-amz-metadata-directive", "x-amz-tagging-directive"),
        of("UploadPartCopy", "PUT", OBJECT + "?partNumber&uploadId", UploadPartCopyRequest.class, copies::copyPart).asking("PutObject")
            .whenHeader("x-amz-copy-source").honouring(COPY_SOURCE).honouring("partNumber", "uploadId", "x-amz-copy-source-range"),
        of("CreateMultipartUpload", "POST", OBJECT + "?uploads", CreateMultipartUploadRequest.class, actions::create).asking("PutObject")
            .root("InitiateMultipartUploadResult").honouring(OBJECT_HEADERS).honouring("x-amz-checksum-type"),
        of("UploadPart", "PUT", OBJECT + "?partNumber&uploadId", UploadPartRequest.class, actions::put).asking("PutObject").streaming()
            .honouring("partNumber", "uploadId"),
        of("CompleteMultipartUpload", "POST", OBJECT + "?uploadId", CompleteMultipartUploadRequest.class, actions::complete).asking("PutObject")
            .root("CompleteMultipartUploadResult")
            .honouring("uploadId", "CompleteMultipartUpload", "If-Match", "If-None-Match", "x-amz-checksum-type", "x-amz-mp-object-size"),
        of("AbortMultipartUpload", "DELETE", OBJECT + "?uploadId", AbortMultipartUploadRequest.class, actions::abort).honouring("uploadId"),
        of("ListParts", "GET", OBJECT + "?uploadId", ListPartsRequest.class, actions::parts).asking("ListMultipartUploadParts").root("ListPartsResult")
            .honouring("uploadId", "max-parts", "part-number-marker"),
        of("ListMultipartUploads", "GET", BUCKET + "?uploads", ListMultipartUploadsRequest.class, actions::uploads).asking("ListBucketMultipartUploads")
            .root("ListMultipartUploadsResult")
            .honouring("prefix", "delimiter", "key-marker", "upload-id-marker", "max-uploads", "encoding-type"));
  }

  private static List<Operation<?>> settings(SettingActions actions) {
    return List.of(
        of("GetBucketTagging", "GET", BUCKET + "?tagging", GetBucketTaggingRequest.class, actions::tags).root("Tagging"),
        of("PutBucketTagging", "PUT", BUCKET + "?tagging", PutBucketTaggingRequest.class, actions::putTags).honouring("Tagging"),
        of("DeleteBucketTagging", "DELETE", BUCKET + "?tagging", DeleteBucketTaggingRequest.class, actions::deleteTags).asking("PutBucketTagging"),
        of("GetBucketOwnershipControls", "GET", BUCKET + "?ownershipControls", GetBucketOwnershipControlsRequest.class, actions::ownership),
        of("PutBucketOwnershipControls", "PUT", BUCKET + "?ownershipControls", PutBucketOwnershipControlsRequest.class, actions::putOwnership)
            .honouring("OwnershipControls"),
        of("DeleteBucketOwnershipControls", "DELETE", BUCKET + "?ownershipControls", DeleteBucketOwnershipControlsRequest.class,
            actions::deleteOwnership).asking("PutBucketOwnershipControls"),
        of("GetPublicAccessBlock", "GET", BUCKET + "?publicAccessBlock", GetPublicAccessBlockRequest.class, actions::publicAccess).asking("GetBucketPublicAccessBlock"),
        of("PutPublicAccessBlock", "PUT", BUCKET + "?publicAccessBlock", PutPublicAccessBlockRequest.class, actions::putPublicAccess).asking("PutBucketPublicAccessBlock")
            .honouring("PublicAccessBlockConfiguration"),
        of("DeletePublicAccessBlock", "DELETE", BUCKET + "?publicAccessBlock", DeletePublicAccessBlockRequest.class, actions::deletePublicAccess).asking("PutBucketPublicAccessBlock"),
        of("GetBucketEncryption", "GET", BUCKET + "?encryption", GetBucketEncryptionRequest.class, actions::encryption).asking("GetEncryptionConfiguration"),
        of("PutBucketEncryption", "PUT", BUCKET + "?encryption", PutBucketEncryptionRequest.class, actions::putEncryption).asking("PutEncryptionConfiguration")
            .honouring("ServerSideEncryptionConfiguration"),
        of("DeleteBucketEncryption", "DELETE", BUCKET + "?encryption", DeleteBucketEncryptionRequest.class, actions::deleteEncryption).asking("PutEncryptionConfiguration"),
        of("GetBucketAcl", "GET", BUCKET + "?acl", GetBucketAclRequest.class, actions::acl).root("AccessControlPolicy"),
        of("GetObjectAcl", "GET", OBJECT + "?acl", GetObjectAclRequest.class, actions::objectAcl).root("AccessControlPolicy"));
  }

  private static List<Operation<?>> policies(PolicyActions actions) {
    return List.of(
        of("GetBucketPolicy", "GET", BUCKET + "?policy", GetBucketPolicyRequest.class, actions::get),
        of("GetBucketPolicyStatus", "GET", BUCKET + "?policyStatus", GetBucketPolicyStatusRequest.class, actions::status).root("PolicyStatus"),
        of("PutBucketPolicy", "PUT", BUCKET + "?policy", PutBucketPolicyRequest.class, actions::put)
            .honouring("Policy", "x-amz-confirm-remove-self-bucket-access"),
        of("DeleteBucketPolicy", "DELETE", BUCKET + "?policy", DeleteBucketPolicyRequest.class, actions::delete));
  }

  /** Settings that cannot be made, so that every bucket is without them: reading says so, and taking them away has nothing to do. */
  private static List<Operation<?>> unset() {
    return List.of(
        of("GetBucketVersioning", "GET", BUCKET + "?versioning", GetBucketVersioningRequest.class,
            _ -> Answer.of(GetBucketVersioningResponse.builder().build())).root("VersioningConfiguration"),
        of("GetBucketLogging", "GET", BUCKET + "?logging", GetBucketLoggingRequest.class,
            _ -> Answer.of(GetBucketLoggingResponse.builder().build())).root("BucketLoggingStatus"),
        of("GetBucketNotificationConfiguration", "GET", BUCKET + "?notification", GetBucketNotificationConfigurationRequest.class,
            _ -> Answer.of(GetBucketNotificationConfigurationResponse.builder().build())).asking("GetBucketNotification").root("NotificationConfiguration"),
        of("GetBucketAccelerateConfiguration", "GET", BUCKET + "?accelerate", GetBucketAccelerateConfigurationRequest.class,
            _ -> Answer.of(GetBucketAccelerateConfigurationResponse.builder().build())).asking("GetAccelerateConfiguration").root("AccelerateConfiguration"),
        of("GetBucketRequestPayment", "GET", BUCKET + "?requestPayment", GetBucketRequestPaymentRequest.class,
            _ -> Answer.of(GetBucketRequestPaymentResponse.builder().payer("BucketOwner").build())).root("RequestPaymentConfiguration"),
        notConfigured("GetBucketCors", "GET", BUCKET + "?cors", S3Error.NO_SUCH_CORS_CONFIGURATION).asking("GetBucketCORS"),
        notConfigured("GetBucketLifecycleConfiguration", "GET", BUCKET + "?lifecycle", S3Error.NO_SUCH_LIFECYCLE_CONFIGURATION).asking("GetLifecycleConfiguration"),
        notConfigured("GetBucketWebsite", "GET", BUCKET + "?website", S3Error.NO_SUCH_WEBSITE_CONFIGURATION),
        notConfigured("GetBucketReplication", "GET", BUCKET + "?replication", S3Error.REPLICATION_CONFIGURATION_NOT_FOUND).asking("GetReplicationConfiguration"),
        notConfigured("GetObjectLockConfiguration", "GET", BUCKET + "?object-lock", S3Error.OBJECT_LOCK_CONFIGURATION_NOT_FOUND).asking("GetBucketObjectLockConfiguration"),
        notConfigured("GetBucketIntelligentTieringConfiguration", "GET", BUCKET + "?intelligent-tiering&id", S3Error.NO_SUCH_CONFIGURATION).asking("GetIntelligentTieringConfiguration")
            .honouring("id"),
        notConfigured("GetBucketAnalyticsConfiguration", "GET", BUCKET + "?analytics&id", S3Error.NO_SUCH_CONFIGURATION).asking("GetAnalyticsConfiguration").honouring("id"),
        notConfigured("GetBucketInventoryConfiguration", "GET", BUCKET + "?inventory&id", S3Error.NO_SUCH_CONFIGURATION).asking("GetInventoryConfiguration").honouring("id"),
        notConfigured("GetBucketMetricsConfiguration", "GET", BUCKET + "?metrics&id", S3Error.NO_SUCH_CONFIGURATION).asking("GetMetricsConfiguration").honouring("id"),
        notConfigured("DeleteBucketIntelligentTieringConfiguration", "DELETE", BUCKET + "?intelligent-tiering&id", S3Error.NO_SUCH_CONFIGURATION).asking("PutIntelligentTieringConfiguration"),
        notConfigured("DeleteBucketAnalyticsConfiguration", "DELETE", BUCKET + "?analytics&id", S3Error.NO_SUCH_CONFIGURATION).asking("PutAnalyticsConfiguration"),
        notConfigured("DeleteBucketInventoryConfiguration", "DELETE", BUCKET + "?inventory&id", S3Error.NO_SUCH_CONFIGURATION).asking("PutInventoryConfiguration"),
        notConfigured("DeleteBucketMetricsConfiguration", "DELETE", BUCKET + "?metrics&id", S3Error.NO_SUCH_CONFIGURATION).asking("PutMetricsConfiguration"),
        of("ListBucketIntelligentTieringConfigurations", "GET", BUCKET + "?intelligent-tiering",
            ListBucketIntelligentTieringConfigurationsRequest.class,
            _ -> Answer.of(ListBucketIntelligentTieringConfigurationsResponse.builder().isTruncated(false).build())).asking("GetIntelligentTieringConfiguration")
            .root("ListBucketIntelligentTieringConfigurationsResult"),
        of("ListBucketAnalyticsConfigurations", "GET", BUCKET + "?analytics", ListBucketAnalyticsConfigurationsRequest.class,
            _ -> Answer.of(ListBucketAnalyticsConfigurationsResponse.builder().isTruncated(false).build())).asking("GetAnalyticsConfiguration")
            .root("ListBucketAnalyticsConfigurationResult"),
        of("ListBucketInventoryConfigurations", "GET", BUCKET + "?inventory", ListBucketInventoryConfigurationsRequest.class,
            _ -> Answer.of(ListBucketInventoryConfigurationsResponse.builder().isTruncated(false).build())).asking("GetInventoryConfiguration")
            .root("ListInventoryConfigurationsResult"),
        of("ListBucketMetricsConfigurations", "GET", BUCKET + "?metrics", ListBucketMetricsConfigurationsRequest.class,
            _ -> Answer.of(ListBucketMetricsConfigurationsResponse.builder().isTruncated(false).build())).asking("GetMetricsConfiguration")
            .root("ListMetricsConfigurationsResult"),
        of("DeleteBucketCors", "DELETE", BUCKET + "?cors", DeleteBucketCorsRequest.class, _ -> Answer.noContent()).asking("PutBucketCORS"),
        of("DeleteBucketLifecycle", "DELETE", BUCKET + "?lifecycle", DeleteBucketLifecycleRequest.class, _ -> Answer.noContent()).asking("PutLifecycleConfiguration"),
        of("DeleteBucketWebsite", "DELETE", BUCKET + "?website", DeleteBucketWebsiteRequest.class, _ -> Answer.noContent()),
        of("DeleteBucketReplication", "DELETE", BUCKET + "?replication", DeleteBucketReplicationRequest.class, _ -> Answer.noContent()).asking("PutReplicationConfiguration"));
  }

  private static List<Operation<?>> refused() {
    return List.of(
        notBuilt("PutBucketAcl", "PUT", BUCKET + "?acl"),
        notBuilt("PutBucketVersioning", "PUT", BUCKET + "?versioning"),
        notBuilt("PutBucketLogging", "PUT", BUCKET + "?logging"),
        notBuilt("PutBucketNotificationConfiguration", "PUT", BUCKET + "?notification"),
        notBuilt("PutBucketAccelerateConfiguration", "PUT", BUCKET + "?accelerate"),
        notBuilt("PutBucketRequestPayment", "PUT", BUCKET + "?requestPayment"),
        notBuilt("PutBucketCors", "PUT", BUCKET + "?cors"),
        notBuilt("PutBucketLifecycleConfiguration", "PUT", BUCKET + "?lifecycle"),
        notBuilt("PutBucketWebsite", "PUT", BUCKET + "?website"),
        notBuilt("PutBucketReplication", "PUT", BUCKET + "?replication"),
        notBuilt("PutObjectLockConfiguration", "PUT", BUCKET + "?object-lock"),
        notBuilt("PutBucketIntelligentTieringConfiguration", "PUT", BUCKET + "?intelligent-tiering"),
        notBuilt("PutBucketAnalyticsConfiguration", "PUT", BUCKET + "?analytics"),
        notBuilt("PutBucketInventoryConfiguration", "PUT", BUCKET + "?inventory"),
        notBuilt("PutBucketMetricsConfiguration", "PUT", BUCKET + "?metrics"),
        notBuilt("GetBucketAbac", "GET", BUCKET + "?abac"),
        notBuilt("PutBucketAbac", "PUT", BUCKET + "?abac"),
        notBuilt("GetBucketMetadataConfiguration", "GET", BUCKET + "?metadataConfiguration"),
        notBuilt("CreateBucketMetadataConfiguration", "POST", BUCKET + "?metadataConfiguration"),
        notBuilt("DeleteBucketMetadataConfiguration", "DELETE", BUCKET + "?metadataConfiguration"),
        notBuilt("GetBucketMetadataTableConfiguration", "GET", BUCKET + "?metadataTable"),
        notBuilt("CreateBucketMetadataTableConfiguration", "POST", BUCKET + "?metadataTable"),
        notBuilt("DeleteBucketMetadataTableConfiguration", "DELETE", BUCKET + "?metadataTable"),
        notBuilt("CreateSession", "GET", BUCKET + "?session"),
        notBuilt("PostObject", "POST", BUCKET),
        notBuilt("PutObjectAcl", "PUT", OBJECT + "?acl"),
        notBuilt("GetObjectAttributes", "GET", OBJECT + "?attributes"),
        notBuilt("GetObjectTorrent", "GET", OBJECT + "?torrent"),
        notBuilt("GetObjectLegalHold", "GET", OBJECT + "?legal-hold"),
        notBuilt("PutObjectLegalHold", "PUT", OBJECT + "?legal-hold"),
        notBuilt("GetObjectRetention", "GET", OBJECT + "?retention"),
        notBuilt("PutObjectRetention", "PUT", OBJECT + "?retention"),
        notBuilt("RestoreObject", "POST", OBJECT + "?restore"),
        notBuilt("SelectObjectContent", "POST", OBJECT + "?select"),
        notBuilt("RenameObject", "PUT", OBJECT + "?renameObject"),
        notBuilt("UpdateObjectEncryption", "PUT", OBJECT + "?encryption"),
        notBuilt("GetObjectAnnotation", "GET", OBJECT + "?annotation"),
        notBuilt("PutObjectAnnotation", "PUT", OBJECT + "?annotation"),
        notBuilt("DeleteObjectAnnotation", "DELETE", OBJECT + "?annotation"),
        notBuilt("ListObjectAnnotations", "GET", OBJECT + "?annotations"));
  }
}
