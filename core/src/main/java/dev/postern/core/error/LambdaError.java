package dev.postern.core.error;

/**
 * The errors of the Lambda API that Postern gives.
 * <a href="https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html">AWS</a>
 */
public enum LambdaError implements AwsError {
  UNKNOWN_OPERATION("UnknownOperationException", 404, "The requested operation is not recognized by the service."),
  VALIDATION("ValidationException", 400, "%s"),
  INVALID_PARAMETER_VALUE("InvalidParameterValueException", 400, "%s"),
  INVALID_REQUEST_CONTENT("InvalidRequestContentException", 400, "%s"),
  ACCESS_DENIED("AccessDeniedException", 403, "%s"),
  RESOURCE_NOT_FOUND("ResourceNotFoundException", 404, "%s"),
  RESOURCE_CONFLICT("ResourceConflictException", 409, "%s"),
  RESOURCE_NOT_READY("ResourceNotReadyException", 502, "%s"),
  PRECONDITION_FAILED(
      "PreconditionFailedException",
      412,
      "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id"),
  REQUEST_TOO_LARGE("RequestTooLargeException", 413, "%s"),
  TOO_MANY_REQUESTS("TooManyRequestsException", 429, "Rate Exceeded."),
  SERVICE("ServiceException", 500, "%s");

  private final String code;
  private final int status;
  private final String pattern;

  LambdaError(String code, int status, String pattern) {
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
