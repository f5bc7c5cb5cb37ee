package dev.postern.wire.rest;

import dev.postern.core.error.AwsError;

/**
 * The errors of S3 that its protocol gives before any operation runs.
 * <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">AWS</a>
 */
public enum RestError implements AwsError {
  INVALID_ARGUMENT("InvalidArgument", "%s"),
  INVALID_URI("InvalidURI", "Couldn't parse the specified URI.");

  private final String code;
  private final String pattern;

  RestError(String code, String pattern) {
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
