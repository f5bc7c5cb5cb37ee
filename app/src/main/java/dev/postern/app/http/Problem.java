package dev.postern.app.http;

import dev.postern.core.error.AwsError;
import dev.postern.core.error.AwsException;

/**
 * What can be wrong with a request before its service is asked, and how each family of services words it.
 * <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html">Query</a>,
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">EC2</a>,
 * <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3</a>
 */
enum Problem {
  NO_SIGNATURE(
      "403 MissingAuthenticationToken", "403 MissingAuthenticationToken", "403 AccessDenied", "400 MissingAuthenticationTokenException",
      "Request is missing Authentication Token", "Access Denied"),
  MALFORMED_SIGNATURE(
      "401 AuthFailure", "400 IncompleteSignature", "400 AuthorizationHeaderMalformed", "400 IncompleteSignatureException", "%s", "%s"),
  WRONG_SIGNATURE(
      "401 AuthFailure", "403 SignatureDoesNotMatch", "403 SignatureDoesNotMatch", "403 InvalidSignatureException",
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method."
          + " Consult the service documentation for details.",
      "The request signature we calculated does not match the signature you provided. Check your key and signing method."),
  INVALID_TOKEN(
      "401 AuthFailure", "403 InvalidClientTokenId", "400 InvalidToken", "403 UnrecognizedClientException",
      "The security token included in the request is invalid.", "The provided token is malformed or otherwise invalid."),
  /** A key that nobody was given. */
  UNKNOWN_KEY(
      "401 AuthFailure", "403 InvalidClientTokenId", "403 InvalidAccessKeyId", "403 UnrecognizedClientException",
      "The security token included in the request is invalid.", "The AWS Access Key Id you provided does not exist in our records.",
      "AWS was not able to validate the provided access credentials"),
  EXPIRED_TOKEN(
      "400 RequestExpired", "403 ExpiredToken", "400 ExpiredToken", "403 ExpiredTokenException",
      "The security token included in the request is expired", "The provided token has expired."),
  SKEWED(
      "400 RequestExpired", "403 SignatureDoesNotMatch", "403 RequestTimeTooSkewed", "403 InvalidSignatureException",
      "Signature expired or not yet current: the request's time is too far from the server's.",
      "The difference between the request time and the current time is too large."),
  EXPIRED_LINK(
      "400 RequestExpired", "403 SignatureDoesNotMatch", "403 AccessDenied", "403 InvalidSignatureException", "Request has expired",
      "Request has expired"),
  WRONG_REGION(
      "401 AuthFailure", "403 SignatureDoesNotMatch", "400 AuthorizationHeaderMalformed", "403 InvalidSignatureException",
      "Credential should be scoped to a valid region, not '%1$s'.", "The authorization header is malformed; the region '%1$s' is wrong"),
  WRONG_SERVICE(
      "401 AuthFailure", "403 SignatureDoesNotMatch", "400 AuthorizationHeaderMalformed", "403 InvalidSignatureException",
      "Credential should be scoped to correct service: '%1$s'.",
      "The authorization header is malformed; incorrect service \"%2$s\". This endpoint belongs to \"%1$s\"."),
  /** Policies do not allow it: authorisation's words, which name who, what and why. */
  DENIED("403 UnauthorizedOperation", "403 AccessDenied", "403 AccessDenied", "403 AccessDeniedException", "%s", "%s"),
  TOO_LARGE(
      "413 RequestEntityTooLarge", "413 RequestEntityTooLarge", "400 EntityTooLarge", "413 RequestEntityTooLargeException",
      "The request is larger than %s bytes.", "Your proposed upload exceeds the maximum allowed object size."),
  /** Nobody's service. */
  NOT_SERVED(
      "400 InvalidAction", "400 InvalidAction", "404 UnknownOperation", "404 UnknownOperationException",
      "The service %s is not available in this cloud.", "The service %s is not available in this cloud."),
  NO_BACKEND(
      "503 Unavailable", "503 ServiceUnavailable", "503 ServiceUnavailable", "503 ServiceUnavailableException",
      "Postern does not serve %1$s itself; attach an engine with: postern up --backend %1$s=%2$s",
      "Postern does not serve %1$s itself; attach an engine with: postern up --backend %1$s=%2$s"),
  /** The engine cannot be reached. */
  BACKEND_AWAY(
      "503 Unavailable", "503 ServiceUnavailable", "503 ServiceUnavailable", "503 ServiceUnavailableException",
      "The engine behind %1$s at %2$s does not answer: %3$s", "The engine behind %1$s at %2$s does not answer: %3$s"),
  /** The engine was reached, and what came back is no answer. */
  BACKEND_BROKEN(
      "502 InternalError", "502 InternalFailure", "502 InternalError", "502 InternalServerException",
      "The engine behind %1$s at %2$s broke off: %3$s", "The engine behind %1$s at %2$s broke off: %3$s");

  private final String ec2;
  private final String query;
  private final String s3;
  private final String json;
  private final String message;
  private final String s3Message;
  private final String ec2Message;

  Problem(String ec2, String query, String s3, String json, String message, String s3Message) {
    this(ec2, query, s3, json, message, s3Message, message);
  }

  Problem(String ec2, String query, String s3, String json, String message, String s3Message, String ec2Message) {
    this.ec2 = ec2;
    this.query = query;
    this.s3 = s3;
    this.json = json;
    this.message = message;
    this.s3Message = s3Message;
    this.ec2Message = ec2Message;
  }

  AwsException in(Family family, Object... arguments) {
    return switch (family) {
      case EC2 -> new Worded(ec2, ec2Message).with(arguments);
      case QUERY, REST_XML -> new Worded(query, message).with(arguments);
      case S3 -> new Worded(s3, s3Message).with(arguments);
      // DynamoDB's errors of authentication have status 400, as its list of common errors says.
      case JSON, CBOR -> new Worded(json.replaceFirst("^403", "400"), message).with(arguments);
      case REST_JSON -> new Worded(json, message).with(arguments);
    };
  }

  /** @param statusAndCode {@code 403 AccessDenied} */
  private record Worded(String statusAndCode, String pattern) implements AwsError {
    @Override
    public String code() {
      return statusAndCode.substring(4);
    }

    @Override
    public int status() {
      return Integer.parseInt(statusAndCode.substring(0, 3));
    }
  }
}
