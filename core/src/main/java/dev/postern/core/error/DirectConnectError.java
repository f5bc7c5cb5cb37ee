package dev.postern.core.error;

/**
 * The errors of the Direct Connect API that Postern gives; nearly everything is its client exception, told apart by the message.
 * <a href="https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreatePrivateVirtualInterface.html#API_CreatePrivateVirtualInterface_Errors">AWS</a>
 */
public enum DirectConnectError implements AwsError {
  CLIENT("DirectConnectClientException", 400, "%s"),
  SERVER("DirectConnectServerException", 500, "A server-side error occurred."),
  DUPLICATE_TAG_KEYS("DuplicateTagKeysException", 400, "A tag key was specified more than once."),
  TOO_MANY_TAGS("TooManyTagsException", 400, "You have reached the limit on the number of tags that can be assigned.");

  private final String code;
  private final int status;
  private final String pattern;

  DirectConnectError(String code, int status, String pattern) {
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
