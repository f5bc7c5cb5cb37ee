package dev.postern.core.error;

/** An error that an AWS service documents: its code, HTTP status and message pattern; one enum a service implements it. */
public interface AwsError {
  /** The code as AWS prints it, for example {@code InvalidVpcID.NotFound}. */
  String code();

  /** The HTTP status that AWS answers with. */
  int status();

  /** A {@link String#format} pattern of the message. */
  String pattern();

  /** The member {@code Reason} that some services tell their errors further apart by; empty for an error without. */
  default String reason() {
    return "";
  }

  /** The exception to throw: the pattern filled with {@code arguments}. */
  default AwsException with(Object... arguments) {
    return new AwsException(this, arguments.length == 0 ? pattern() : pattern().formatted(arguments));
  }

  /** The exception to throw with a message of its own, where AWS words one code in several ways. */
  default AwsException saying(String message) {
    return new AwsException(this, message);
  }
}
