package dev.postern.core.error;

/**
 * The errors of the EC2 API that Postern gives.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">AWS</a>
 */
public enum Ec2Error implements AwsError {
  INVALID_ACTION("InvalidAction", "The action %s is not valid for this web service."),
  MISSING_PARAMETER("MissingParameter", "The request must contain the parameter %s"),
  UNKNOWN_PARAMETER("UnknownParameter", "The parameter %s is not recognized"),
  INVALID_PARAMETER("InvalidParameter", "%s"),
  INVALID_PARAMETER_VALUE("InvalidParameterValue", "%s"),
  INVALID_PARAMETER_COMBINATION("InvalidParameterCombination", "%s"),
  UNSUPPORTED_OPERATION("UnsupportedOperation", "%s"),
  INVALID_NEXT_TOKEN("InvalidNextToken", "The token '%s' is invalid"),
  DRY_RUN_OPERATION("DryRunOperation", 412, "Request would have succeeded, but DryRun flag is set."),
  IDEMPOTENT_PARAMETER_MISMATCH(
      "IdempotentParameterMismatch", "Arguments on this idempotent request are inconsistent with arguments used in previous request(s)."),
  OPERATION_NOT_PERMITTED("OperationNotPermitted", "%s"),
  AUTH_FAILURE("AuthFailure", 401, "%s"),
  INCORRECT_STATE("IncorrectState", "%s"),
  INTERNAL_ERROR("InternalError", 500, "An internal error has occurred"),
  DEPENDENCY_VIOLATION("DependencyViolation", "%s"),
  RESOURCE_ALREADY_ASSOCIATED("Resource.AlreadyAssociated", "%s"),
  TAG_LIMIT_EXCEEDED("TagLimitExceeded", "The maximum number of Tags for a resource has been reached."),
  INVALID_ID("InvalidID", "The ID '%s' is not valid");

  private final String code;
  private final int status;
  private final String pattern;

  Ec2Error(String code, String pattern) {
    this(code, 400, pattern);
  }

  Ec2Error(String code, int status, String pattern) {
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
