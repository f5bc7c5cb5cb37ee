package dev.postern.wire.json;

import dev.postern.core.error.AwsError;

/** The errors of AWS's JSON protocols themselves, whatever the service. */
public enum JsonError implements AwsError {
  ACCESS_DENIED("AccessDeniedException", "%s"),
  SERIALIZATION("SerializationException", "%s"),
  UNKNOWN_OPERATION("UnknownOperationException", "");

  private final String code;
  private final String pattern;

  JsonError(String code, String pattern) {
    this.code = code;
    this.pattern = pattern;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public int status() {
    return 400;
  }

  @Override
  public String pattern() {
    return pattern;
  }
}
