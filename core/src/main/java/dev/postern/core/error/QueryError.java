package dev.postern.core.error;

/**
 * The errors that every AWS Query service (IAM, STS) gives.
 * <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html">AWS</a>
 */
public enum QueryError implements AwsError {
  INVALID_ACTION("InvalidAction", 400, "Could not find operation %s for version %s"),
  MISSING_ACTION("MissingAction", 400, "The request is missing an action or a required parameter."),
  NO_SUCH_VERSION("NoSuchVersion", 400, "The requested version (%s) of service %s does not exist"),
  MALFORMED_QUERY_STRING("MalformedQueryString", 404, "The query string contains a syntax error."),
  INVALID_QUERY_PARAMETER("InvalidQueryParameter", 400, "%s"),
  INVALID_PARAMETER_VALUE("InvalidParameterValue", 400, "%s"),
  VALIDATION_ERROR("ValidationError", 400, "%s"),
  ACCESS_DENIED("AccessDenied", 403, "%s"),
  INVALID_CLIENT_TOKEN_ID("InvalidClientTokenId", 403, "The security token included in the request is invalid."),
  MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationToken", 403, "Request is missing Authentication Token"),
  REQUEST_ENTITY_TOO_LARGE("RequestEntityTooLarge", 413, "Request entity too large"),
  INTERNAL_FAILURE("InternalFailure", 500, "The request processing has failed because of an unknown error, exception or failure.");

  private final String code;
  private final int status;
  private final String pattern;

  QueryError(String code, int status, String pattern) {
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
