package dev.postern.core.error;

/**
 * The errors of the Route 53 API that Postern gives.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_Operations_Amazon_Route_53.html">AWS</a>
 */
public enum Route53Error implements AwsError {
  CONFLICTING_DOMAIN_EXISTS(
      "ConflictingDomainExists", 400, "The VPC %s in region %s has already been associated with the hosted zone %s with the same domain name."),
  HOSTED_ZONE_ALREADY_EXISTS("HostedZoneAlreadyExists", 409, "A hosted zone has already been created with the specified caller reference."),
  HOSTED_ZONE_NOT_EMPTY(
      "HostedZoneNotEmpty", 400, "The specified hosted zone contains non-required resource record sets  and so cannot be deleted."),
  INVALID_CHANGE_BATCH("InvalidChangeBatch", 400, "[%s]"),
  INVALID_DOMAIN_NAME("InvalidDomainName", 400, "%s"),
  INVALID_INPUT("InvalidInput", 400, "%s"),
  INVALID_PAGINATION_TOKEN("InvalidPaginationToken", 400, "The specified pagination token is not valid: %s"),
  INVALID_VPC_ID("InvalidVPCId", 400, "The VPC: %s in region %s that you provided does not exist."),
  LAST_VPC_ASSOCIATION(
      "LastVPCAssociation", 400, "The VPC: %s is the last one associated with the private hosted zone %s and cannot be disassociated from it."),
  MALFORMED_INPUT("MalformedInput", 400, "The request body is not the XML that it should be."),
  NO_SUCH_CHANGE("NoSuchChange", 404, "A change with the specified ID %s does not exist."),
  NO_SUCH_HOSTED_ZONE("NoSuchHostedZone", 404, "No hosted zone found with ID: %s"),
  NOT_AUTHORIZED("NotAuthorizedException", 401, "The VPC: %s has not authorized to associate with your hosted zone."),
  UNKNOWN_OPERATION("UnknownOperationException", 404, "The requested operation is not recognized by the service."),
  VPC_ASSOCIATION_AUTHORIZATION_NOT_FOUND(
      "VPCAssociationAuthorizationNotFound", 404, "The VPC: %s is not authorized to be associated with the hosted zone %s."),
  VPC_ASSOCIATION_NOT_FOUND("VPCAssociationNotFound", 404, "The VPC: %s is not associated with the hosted zone %s.");

  private final String code;
  private final int status;
  private final String pattern;

  Route53Error(String code, int status, String pattern) {
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
