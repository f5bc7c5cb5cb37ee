package dev.postern.core.error;

/**
 * The errors of the STS API that Postern gives, and those of any API that say who a caller is not.
 * <a href="https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html">AWS</a>
 */
public enum StsError implements AwsError {
  INVALID_ACTION("InvalidAction", 400, "Could not find operation %s for version 2011-06-15"),
  VALIDATION_ERROR("ValidationError", 400, "%s"),
  MALFORMED_POLICY_DOCUMENT("MalformedPolicyDocument", 400, "%s"),
  PACKED_POLICY_TOO_LARGE("PackedPolicyTooLarge", 400, "Packed policy consumes %d%% of allotted space, please use smaller policy."),
  ACCESS_DENIED("AccessDenied", 403, "User: %s is not authorized to perform: %s on resource: %s"),
  EXPIRED_TOKEN("ExpiredToken", 403, "The security token included in the request is expired"),
  INVALID_CLIENT_TOKEN_ID("InvalidClientTokenId", 403, "The security token included in the request is invalid.");

  private final String code;
  private final int status;
  private final String pattern;

  StsError(String code, int status, String pattern) {
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
}
