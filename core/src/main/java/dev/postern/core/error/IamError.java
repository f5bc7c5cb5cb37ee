package dev.postern.core.error;

/**
 * The errors of the IAM API that Postern gives.
 * <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html">AWS</a>
 */
public enum IamError implements AwsError {
  INVALID_ACTION("InvalidAction", 400, "Could not find operation %s for version 2010-05-08"),
  VALIDATION_ERROR("ValidationError", 400, "%s"),
  INVALID_INPUT("InvalidInput", 400, "%s"),
  MALFORMED_POLICY_DOCUMENT("MalformedPolicyDocument", 400, "%s"),
  NO_SUCH_ENTITY("NoSuchEntity", 404, "The %s with name %s cannot be found."),
  ENTITY_ALREADY_EXISTS("EntityAlreadyExists", 409, "%s with name %s already exists."),
  DELETE_CONFLICT("DeleteConflict", 409, "Cannot delete entity, must %s first."),
  LIMIT_EXCEEDED("LimitExceeded", 409, "Cannot exceed quota for %s: %d");

  private final String code;
  private final int status;
  private final String pattern;

  IamError(String code, int status, String pattern) {
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
