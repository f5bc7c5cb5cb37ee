package dev.postern.engine.dynamodb;

import dev.postern.core.error.AwsError;
import dev.postern.core.error.AwsException;

/**
 * The errors of the DynamoDB API.
 * <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">AWS</a>
 */
public enum DynamoDbError implements AwsError {
  VALIDATION("com.amazon.coral.validate", "ValidationException", "%s"),
  INVALID_SIGNATURE("com.amazon.coral.service", "InvalidSignatureException", "Credential should be scoped to a valid region. "),
  ACCESS_DENIED("com.amazon.coral.service", "AccessDeniedException", "%s"),
  POLICY_NOT_FOUND("PolicyNotFoundException", "Resource-based policy not found for the provided ResourceArn: %s"),
  RESOURCE_NOT_FOUND("ResourceNotFoundException", "%s"),
  LIMIT_EXCEEDED("LimitExceededException", "%s"),
  RESOURCE_IN_USE("ResourceInUseException", "%s"),
  TABLE_NOT_FOUND("TableNotFoundException", "%s"),
  CONDITIONAL_CHECK_FAILED("ConditionalCheckFailedException", "The conditional request failed"),
  TRANSACTION_CANCELED("TransactionCanceledException", "%s"),
  IDEMPOTENT_PARAMETER_MISMATCH("IdempotentParameterMismatchException", "%s"),
  INTERNAL("InternalServerError", "The request processing has failed because of an unknown error, exception or failure.");

  private final String namespace;
  private final String code;
  private final String pattern;

  DynamoDbError(String code, String pattern) {
    this("com.amazonaws.dynamodb.v20120810", code, pattern);
  }

  DynamoDbError(String namespace, String code, String pattern) {
    this.namespace = namespace;
    this.code = code;
    this.pattern = pattern;
  }

  /** The refusal of a member that DynamoDB has and this engine does not. */
  static AwsException notSupported(String member) {
    return VALIDATION.saying("One or more parameter values were invalid: " + member + " is not supported");
  }

  /** The Smithy namespace that the body's {@code __type} puts before the code. */
  String namespace() {
    return namespace;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public int status() {
    return this == INTERNAL ? 500 : 400;
  }

  @Override
  public String pattern() {
    return pattern;
  }
}
