package dev.postern.core.error;

/**
 * The errors of the IAM Access Analyzer API that Postern gives.
 * <a href="https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckNoNewAccess.html#API_CheckNoNewAccess_Errors">AWS</a>
 */
public enum AccessAnalyzerError implements AwsError {
  ACCESS_DENIED("AccessDeniedException", 403, "%s"),
  INVALID_PARAMETER("InvalidParameterException", 400, "%s"),
  /** Nothing has been built behind the path. */
  NOT_FOUND("ResourceNotFoundException", 404, "This operation of IAM Access Analyzer is not built in Postern"),
  SERVER("InternalServerException", 500, "Internal server error"),
  TOO_LARGE("ValidationException", 413, "The request is too large"),
  UNPROCESSABLE("UnprocessableEntityException", 422, "The specified entity could not be processed: %s"),
  VALIDATION("ValidationException", 400, "%s");

  private final String code;
  private final int status;
  private final String pattern;

  AccessAnalyzerError(String code, int status, String pattern) {
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
