package dev.postern.engine.dynamodb;

import dev.postern.core.error.AwsError;

/**
 * The errors of the DynamoDB API.
 * <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">AWS</a>
 */
public enum DynamoDbError implements AwsError {
  VALIDATION("com.amazon.coral.validate", "ValidationException", "%s"),
  SERIALIZATION("com.amazon.coral.service", "SerializationException", "%s"),
  UNKNOWN_OPERATION("com.amazon.coral.service", "UnknownOperationException", ""),
  INVALID_SIGNATURE("com.amazon.coral.service", "InvalidSignatureException", "Credential should be scoped to a valid region. "),
  RESOURCE_NOT_FOUND("ResourceNotFoundException", "%s"),
  LIMIT_EXCEEDED("LimitExceededException", "%s"),
  RESOURCE_IN_USE("ResourceInUseException", "%s"),
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

  /** The code as the body's {@code __type} prints it: with its Smithy namespace. */
  public String type() {
    return namespace + "#" + code;
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
