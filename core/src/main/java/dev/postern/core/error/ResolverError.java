package dev.postern.core.error;

/**
 * The errors of the Route 53 Resolver API that Postern gives.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverEndpoint.html#API_route53resolver_CreateResolverEndpoint_Errors">AWS</a>
 */
public enum ResolverError implements AwsError {
  INTERNAL_SERVICE_ERROR("InternalServiceErrorException", 500, "We encountered an unknown error. Try again in a few minutes."),
  INVALID_NEXT_TOKEN("InvalidNextTokenException", 400, "The value that you specified for NextToken in a List request isn't valid."),
  INVALID_PARAMETER("InvalidParameterException", 400, "%s"),
  INVALID_REQUEST("InvalidRequestException", 400, "%s"),
  LIMIT_EXCEEDED("LimitExceededException", 400, "%s"),
  RESOURCE_EXISTS("ResourceExistsException", 400, "%s"),
  RESOURCE_NOT_FOUND("ResourceNotFoundException", 400, "%s");

  private final String code;
  private final int status;
  private final String pattern;

  ResolverError(String code, int status, String pattern) {
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
