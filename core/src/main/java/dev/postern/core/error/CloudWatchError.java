package dev.postern.core.error;

/**
 * The errors of CloudWatch that Postern gives. Clients of the newer protocols know them by their shape's name, older ones by their code.
 * <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html">AWS</a>
 */
public enum CloudWatchError implements AwsError {
  ACCESS_DENIED("AccessDenied", "AccessDeniedException", 403, "%s"),
  INVALID_PARAMETER_VALUE("InvalidParameterValue", "InvalidParameterValueException", 400, "%s"),
  INVALID_PARAMETER_COMBINATION("InvalidParameterCombination", "InvalidParameterCombinationException", 400, "%s"),
  MISSING_PARAMETER("MissingParameter", "MissingRequiredParameterException", 400, "The parameter %s is required."),
  INVALID_NEXT_TOKEN("InvalidNextToken", "InvalidNextToken", 400, "Invalid NextToken"),
  VALIDATION_ERROR("ValidationError", "ValidationError", 400, "%s"),
  INVALID_ACTION("InvalidAction", "UnknownOperationException", 400, "Could not find operation %s for version 2010-08-01"),
  INTERNAL_SERVICE_ERROR("InternalServiceError", "InternalServiceFault", 500, "Request processing has failed due to some unknown error, exception, or failure.");

  private final String code;
  private final String shape;
  private final int status;
  private final String pattern;

  CloudWatchError(String code, String shape, int status, String pattern) {
    this.code = code;
    this.shape = shape;
    this.status = status;
    this.pattern = pattern;
  }

  @Override
  public String code() {
    return code;
  }

  /** The name of its shape in the service's model. */
  public String shape() {
    return shape;
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
