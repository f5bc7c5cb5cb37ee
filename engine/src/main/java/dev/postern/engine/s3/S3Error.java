package dev.postern.engine.s3;

import dev.postern.core.error.AwsError;

/** S3's errors as it words them. <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">AWS</a> */
public enum S3Error implements AwsError {
  ACCESS_CONTROL_LIST_NOT_SUPPORTED("AccessControlListNotSupported", 400, "The bucket does not allow ACLs"),
  ACCESS_POINT_ALREADY_OWNED_BY_YOU(
      "AccessPointAlreadyOwnedByYou", 409, "An access point with an identical name already exists in your account."),
  ACCESS_DENIED("AccessDenied", 403, "Access Denied"),
  AUTHORIZATION_HEADER_MALFORMED("AuthorizationHeaderMalformed", 400, "The authorization header is malformed; %s"),
  AUTHORIZATION_QUERY_PARAMETERS_ERROR("AuthorizationQueryParametersError", 400, "%s"),
  BAD_DIGEST("BadDigest", 400, "The %s you specified did not match %s."),
  BAD_REQUEST("BadRequest", 400, "%s"),
  BUCKET_ALREADY_EXISTS("BucketAlreadyExists", 409, "The requested bucket name is not available. The bucket namespace is shared by all users"
      + " of the system. Please select a different name and try again."),
  BUCKET_ALREADY_OWNED_BY_YOU(
      "BucketAlreadyOwnedByYou", 409, "Your previous request to create the named bucket succeeded and you already own it."),
  BUCKET_HAS_ACCESS_POINTS("BucketHasAccessPointsAttached", 400, "The bucket you tried to delete has access points attached. Delete your access"
      + " points before deleting your bucket."),
  BUCKET_NOT_EMPTY("BucketNotEmpty", 409, "The bucket you tried to delete is not empty"),
  ENTITY_TOO_LARGE("EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed size"),
  ENTITY_TOO_SMALL("EntityTooSmall", 400, "Your proposed upload is smaller than the minimum allowed size"),
  ILLEGAL_LOCATION_CONSTRAINT("IllegalLocationConstraintException", 400,
      "The %s location constraint is incompatible for the region specific endpoint this request was sent to."),
  INCOMPLETE_BODY("IncompleteBody", 400, "You did not provide the number of bytes specified by the Content-Length HTTP header"),
  INTERNAL_ERROR("InternalError", 500, "We encountered an internal error. Please try again."),
  INVALID_ACCESS_POINT("InvalidAccessPoint", 400, "The specified access point name or account is not valid."),
  INVALID_ARGUMENT("InvalidArgument", 400, "%s"),
  INVALID_BUCKET_NAME("InvalidBucketName", 400, "The specified bucket is not valid."),
  INVALID_DIGEST("InvalidDigest", 400, "The Content-MD5 you specified was invalid."),
  INVALID_LOCATION_CONSTRAINT("InvalidLocationConstraint", 400, "The specified location-constraint is not valid"),
  INVALID_PART("InvalidPart", 400, "One or more of the specified parts could not be found.  The part may not have been uploaded, or the"
      + " specified entity tag may not match the part's entity tag."),
  INVALID_PART_NUMBER("InvalidPartNumber", 416, "The requested partnumber is not satisfiable"),
  INVALID_PART_ORDER("InvalidPartOrder", 400,
      "The list of parts was not in ascending order. Parts must be ordered by part number."),
  INVALID_RANGE("InvalidRange", 416, "The requested range is not satisfiable"),
  INVALID_REQUEST("InvalidRequest", 400, "%s"),
  INVALID_STORAGE_CLASS("InvalidStorageClass", 400, "The storage class you specified is not valid"),
  INVALID_TAG("InvalidTag", 400, "%s"),
  INVALID_URI("InvalidURI", 400, "Couldn't parse the specified URI."),
  KEY_TOO_LONG("KeyTooLongError", 400, "Your key is too long"),
  MALFORMED_POLICY("MalformedPolicy", 400, "%s"),
  MALFORMED_XML("MalformedXML", 400, "The XML you provided was not well-formed or did not validate against our published schema"),
  METADATA_TOO_LARGE("MetadataTooLarge", 400, "Your metadata headers exceed the maximum allowed metadata size"),
  METHOD_NOT_ALLOWED("MethodNotAllowed", 405, "The specified method is not allowed against this resource."),
  MISSING_CONTENT_LENGTH("MissingContentLength", 411, "You must provide the Content-Length HTTP header."),
  NO_SUCH_ACCESS_POINT("NoSuchAccessPoint", 404, "The specified accesspoint does not exist"),
  NO_SUCH_ACCESS_POINT_POLICY("NoSuchAccessPointPolicy", 404, "The specified accesspoint policy does not exist"),
  NO_SUCH_BUCKET("NoSuchBucket", 404, "The specified bucket does not exist"),
  NO_SUCH_BUCKET_POLICY("NoSuchBucketPolicy", 404, "The bucket policy does not exist"),
  NO_SUCH_CONFIGURATION("NoSuchConfiguration", 404, "The specified configuration does not exist."),
  NO_SUCH_CORS_CONFIGURATION("NoSuchCORSConfiguration", 404, "The CORS configuration does not exist"),
  NO_SUCH_KEY("NoSuchKey", 404, "The specified key does not exist."),
  NO_SUCH_LIFECYCLE_CONFIGURATION("NoSuchLifecycleConfiguration", 404, "The lifecycle configuration does not exist"),
  NO_SUCH_OBJECT_LOCK_CONFIGURATION(
      "NoSuchObjectLockConfiguration", 404, "The specified object does not have a ObjectLock configuration"),
  NO_SUCH_PUBLIC_ACCESS_BLOCK_CONFIGURATION(
      "NoSuchPublicAccessBlockConfiguration", 404, "The public access block configuration was not found"),
  NO_SUCH_TAG_SET("NoSuchTagSet", 404, "The TagSet does not exist"),
  NO_SUCH_UPLOAD("NoSuchUpload", 404, "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted"
      + " or completed."),
  NO_SUCH_VERSION("NoSuchVersion", 404, "The specified version does not exist."),
  NO_SUCH_WEBSITE_CONFIGURATION("NoSuchWebsiteConfiguration", 404, "The specified bucket does not have a website configuration"),
  NOT_IMPLEMENTED("NotImplemented", 501, "A header you provided implies functionality that is not implemented"),
  NOT_MODIFIED("NotModified", 304, "Not Modified"),
  OBJECT_LOCK_CONFIGURATION_NOT_FOUND(
      "ObjectLockConfigurationNotFoundError", 404, "Object Lock configuration does not exist for this bucket"),
  OWNERSHIP_CONTROLS_NOT_FOUND("OwnershipControlsNotFoundError", 404, "The bucket ownership controls were not found"),
  PERMANENT_REDIRECT("PermanentRedirect", 301, "The bucket you are attempting to access must be addressed using the specified endpoint. Please"
      + " send all future requests to this endpoint."),
  PRECONDITION_FAILED("PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold"),
  REPLICATION_CONFIGURATION_NOT_FOUND("ReplicationConfigurationNotFoundError", 404, "The replication configuration was not found"),
  REQUEST_TIME_TOO_SKEWED(
      "RequestTimeTooSkewed", 403, "The difference between the request time and the current time is too large."),
  X_AMZ_CONTENT_SHA256_MISMATCH("XAmzContentSHA256Mismatch", 400, "The provided 'x-amz-content-sha256' header does not match what was computed.");

  private final String code;
  private final int status;
  private final String pattern;

  S3Error(String code, int status, String pattern) {
    this.code = code;
    this.status = status;
    this.pattern = pattern;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String pattern() {
    return pattern;
  }

  /** The refusal in S3's words, with the elements that S3 prints after the message. */
  Refusal refusal(String... namesAndValues) {
    return new Refusal(this, pattern, namesAndValues);
  }

  /** The refusal with the pattern filled. */
  Refusal about(Object... arguments) {
    return new Refusal(this, pattern.formatted(arguments));
  }

  /** S3's usual refusal of one value, by name. */
  static Refusal argument(String message, String name, String value) {
    return new Refusal(INVALID_ARGUMENT, message, "ArgumentName", name, "ArgumentValue", value);
  }

  /** Something that AWS does and Postern does not, by name. */
  static Refusal notImplemented(String what) {
    return new Refusal(NOT_IMPLEMENTED, NOT_IMPLEMENTED.pattern + ": " + what, "Header", what);
  }
}
