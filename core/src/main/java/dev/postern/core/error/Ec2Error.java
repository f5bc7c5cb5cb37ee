package dev.postern.core.error;

/**
 * The errors of the EC2 API that Postern gives.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">AWS</a>
 */
public enum Ec2Error implements AwsError {
  INVALID_ACTION("InvalidAction", "The action %s is not valid for this web service."),
  MISSING_PARAMETER("MissingParameter", "The request must contain the parameter %s"),
  MALFORMED_QUERY_STRING("MalformedQueryString", "The query string contains a syntax error."),
  UNKNOWN_PARAMETER("UnknownParameter", "The parameter %s is not recognized"),
  INVALID_PARAMETER("InvalidParameter", "%s"),
  INVALID_PARAMETER_VALUE("InvalidParameterValue", "%s"),
  INVALID_PARAMETER_COMBINATION("InvalidParameterCombination", "%s"),
  UNSUPPORTED_OPERATION("UnsupportedOperation", "%s"),
  INVALID_NEXT_TOKEN("InvalidNextToken", "The token '%s' is invalid"),
  DRY_RUN_OPERATION("DryRunOperation", 412, "Request would have succeeded, but DryRun flag is set."),
  IDEMPOTENT_PARAMETER_MISMATCH(
      "IdempotentParameterMismatch", "Arguments on this idempotent request are inconsistent with arguments used in previous request(s)."),
  OPERATION_NOT_PERMITTED("OperationNotPermitted", "%s"),
  AUTH_FAILURE("AuthFailure", 401, "%s"),
  /** Of what AWS holds for the caller; 400, where credentials that fail are 401. */
  RESOURCE_AUTH_FAILURE("AuthFailure", "You do not have permission to access the specified resource."),
  UNAUTHORIZED_OPERATION("UnauthorizedOperation", 403, "You are not authorized to perform this operation. %s"),
  INCORRECT_STATE("IncorrectState", "%s"),
  INTERNAL_ERROR("InternalError", 500, "An internal error has occurred"),
  DEPENDENCY_VIOLATION("DependencyViolation", "%s"),
  VPC_RANGE("InvalidVpc.Range", "The CIDR '%s' is invalid."),
  DEFAULT_VPC_ALREADY_EXISTS("DefaultVpcAlreadyExists", "A Default VPC already exists for this account in this region."),
  SUBNET_RANGE("InvalidSubnet.Range", "The CIDR '%s' is invalid."),
  SUBNET_CONFLICT("InvalidSubnet.Conflict", "The CIDR '%s' conflicts with another subnet"),
  INSUFFICIENT_FREE_ADDRESSES(
      "InsufficientFreeAddressesInSubnet", "The specified subnet does not have enough free addresses to satisfy the request."),
  VPC_CIDR_ASSOCIATION_NOT_FOUND("InvalidVpcCidrBlockAssociationID.NotFound", "The vpc CIDR block association ID '%s' does not exist"),
  VPC_CIDR_LIMIT_EXCEEDED("VpcCidrBlockLimitExceeded", "The maximum number of CIDR blocks per VPC has been reached."),
  ROUTE_NOT_FOUND("InvalidRoute.NotFound", "no route with destination-cidr-block %s in route table %s"),
  GATEWAY_NOT_FOUND("InvalidGatewayID.NotFound", "The gateway ID '%s' does not exist"),
  ROUTE_NAT_GATEWAY_NOT_FOUND("InvalidNatGatewayID.NotFound", "The natGateway ID '%s' does not exist"),
  ROUTE_TRANSIT_GATEWAY_NOT_FOUND("InvalidTransitGatewayID.NotFound", "The transitGateway ID '%s' does not exist"),
  GATEWAY_NOT_ATTACHED("Gateway.NotAttached", "%s"),
  INVALID_INSTANCE_ID("InvalidInstanceID", "%s"),
  ADDRESS_MALFORMED("InvalidAddress.Malformed", "Address '%s' is malformed."),
  ADDRESS_NOT_FOUND("InvalidAddress.NotFound", "Address '%s' not found."),
  INSUFFICIENT_ADDRESS_CAPACITY("InsufficientAddressCapacity", "There is not enough capacity to allocate an address."),
  RESOURCE_ALREADY_ASSOCIATED("Resource.AlreadyAssociated", "%s"),
  TAG_LIMIT_EXCEEDED("TagLimitExceeded", "The maximum number of Tags for a resource has been reached."),
  INVALID_SERVICE_NAME("InvalidServiceName", "The Vpc Endpoint Service '%s' does not exist"),
  ROUTE_ALREADY_EXISTS("RouteAlreadyExists", "%s"),
  VPC_ENDPOINT_LIMIT_EXCEEDED("VpcEndpointLimitExceeded", "The maximum number of VPC endpoints has been reached."),
  VPC_ENDPOINT_NOT_FOUND("InvalidVpcEndpoint.NotFound", "The Vpc Endpoint Id '%s' does not exist"),
  VPC_ENDPOINT_SERVICE_NOT_FOUND("InvalidVpcEndpointService.NotFound", "The VpcEndpointService Id '%s' does not exist"),
  EXISTING_VPC_ENDPOINT_CONNECTIONS("ExistingVpcEndpointConnections", "Service has existing active VPC Endpoint connections!"),
  INVALID_PRINCIPAL("InvalidPrincipal", "Invalid Principal: '%s'. It must be *, an account id, or the ARN of an account's root, a user or a role without a path."),
  UNKNOWN_PRINCIPAL_TYPE("UnknownPrincipalType.Unsupported", "The type of the principal '%s' is not supported."),
  INVALID_VPC_ENDPOINT_TYPE("InvalidVpcEndpointType", "%s"),
  DUPLICATE_SUBNETS_IN_SAME_ZONE("DuplicateSubnetsInSameZone", "Found another VPC endpoint subnet in the availability zone of %s"),
  INVALID_POLICY_DOCUMENT("InvalidPolicyDocument", "%s"),
  PREFIX_LIST_NOT_FOUND("InvalidPrefixListID.NotFound", "The prefix list ID '%s' does not exist"),
  PREFIX_LIST_MALFORMED("InvalidPrefixListID.Malformed", "Invalid id: \"%s\" (expecting \"pl-...\")"),
  GROUP_DUPLICATE("InvalidGroup.Duplicate", "The security group '%s' already exists for VPC '%s'"),
  GROUP_NOT_FOUND("InvalidGroup.NotFound", "%s"),
  CANNOT_DELETE("CannotDelete", "the specified group: \"%s\" name: \"default\" cannot be deleted by a user"),
  PERMISSION_DUPLICATE("InvalidPermission.Duplicate", "the specified rule \"peer: %s\" already exists"),
  PERMISSION_NOT_FOUND("InvalidPermission.NotFound", "The specified rule does not exist in this security group."),
  PERMISSION_MALFORMED("InvalidPermission.Malformed", "%s"),
  SECURITY_GROUP_RULE_NOT_FOUND("InvalidSecurityGroupRuleId.NotFound", "The security group rule ID '%s' does not exist"),
  SECURITY_GROUP_RULE_MALFORMED("InvalidSecurityGroupRuleId.Malformed", "Invalid id: \"%s\" (expecting \"sgr-...\")"),
  RULES_PER_SECURITY_GROUP_LIMIT_EXCEEDED(
      "RulesPerSecurityGroupLimitExceeded", "The maximum number of rules per security group has been reached."),
  SECURITY_GROUPS_PER_INTERFACE_LIMIT_EXCEEDED(
      "SecurityGroupsPerInterfaceLimitExceeded", "The maximum number of security groups per interface has been reached."),
  NETWORK_ACL_ENTRY_ALREADY_EXISTS(
      "NetworkAclEntryAlreadyExists", "The network acl entry identified by %s already exists."),
  NETWORK_ACL_ENTRY_NOT_FOUND(
      "InvalidNetworkAclEntry.NotFound", "The specified network acl entry does not exist. Rule number: %s, egress: %s"),
  NETWORK_ACL_ENTRY_LIMIT_EXCEEDED("NetworkAclEntryLimitExceeded", "The maximum number of network acl entries has been reached."),
  ASSOCIATION_NOT_FOUND("InvalidAssociationID.NotFound", "The association ID '%s' does not exist"),
  ATTACHMENT_NOT_FOUND("InvalidAttachmentID.NotFound", "The attachment ID '%s' does not exist"),
  NETWORK_INTERFACE_IN_USE("InvalidNetworkInterface.InUse", "Interface: [%s] in use."),
  IP_ADDRESS_IN_USE("InvalidIPAddress.InUse", "Address %s is in use."),
  AMI_MALFORMED("InvalidAMIID.Malformed", "Invalid id: \"%s\""),
  AMI_NOT_FOUND("InvalidAMIID.NotFound", "The image id '[%s]' does not exist"),
  INVALID_INSTANCE_TYPE("InvalidInstanceType", "The following supplied instance types do not exist: [%s]"),
  INCORRECT_INSTANCE_STATE("IncorrectInstanceState", "%s"),
  DUPLICATE_TRANSIT_GATEWAY_ATTACHMENT(
      "DuplicateTransitGatewayAttachment", "%s has non-deleted Transit Gateway Attachments with same VPC ID."),
  TRANSIT_GATEWAY_ASSOCIATION_NOT_FOUND(
      "InvalidAssociation.NotFound", "Association %s was deleted or does not exist in Transit Gateway Route Table %s."),
  TRANSIT_GATEWAY_PROPAGATION_DUPLICATE(
      "TransitGatewayRouteTablePropagation.Duplicate", "Propagation %s already exists in Transit Gateway Route Table %s."),
  TRANSIT_GATEWAY_PROPAGATION_NOT_FOUND(
      "TransitGatewayRouteTablePropagation.NotFound", "Propagation %s does not exist in Transit Gateway Route Table %s."),
  VPC_PEERING_CONNECTION_ALREADY_EXISTS(
      "VpcPeeringConnectionAlreadyExists", "The vpc peering connection identified by %s already exists."),
  INVALID_STATE_TRANSITION("InvalidStateTransition", "Invalid state transition for %s, attempted to transition from %s to %s"),
  VPC_STATE("InvalidVpcState", "VPC %s already has virtual private gateway %s attached."),
  VPN_GATEWAY_ATTACHMENT_LIMIT_EXCEEDED(
      "VpnGatewayAttachmentLimitExceeded", "The maximum number of VPCs attached to virtual private gateway %s has been reached."),
  VPN_GATEWAY_ATTACHMENT_NOT_FOUND(
      "InvalidVpnGatewayAttachment.NotFound", "The attachment of vpnGateway ID '%s' to vpc ID '%s' does not exist"),
  VPN_CONNECTION_TYPE("InvalidVpnConnection.InvalidType", "The vpnConnection ID '%s' does not support static routes"),
  VPN_ROUTE_NOT_FOUND("InvalidRoute.NotFound", "no route with destination-cidr-block %s in vpnConnection ID '%s'"),
  ANALYSIS_EXISTS_FOR_NETWORK_INSIGHTS_PATH(
      "AnalysisExistsForNetworkInsightsPath", "The network insights path %s has analyses. Delete %s before you delete the path."),
  VPC_ID_NOT_SPECIFIED("VPCIdNotSpecified", "No default VPC for this user"),
  MISSING_INPUT("MissingInput", "%s"),
  FLOW_LOG_ALREADY_EXISTS(
      "FlowLogAlreadyExists", "Error. There is an existing Flow Log with the same configuration and log destination."),
  FLOW_LOGS_LIMIT_EXCEEDED("FlowLogsLimitExceeded", "The maximum number of flow logs for %s has been reached."),
  INVALID_ID("InvalidID", "The ID '%s' is not valid");

  private final String code;
  private final int status;
  private final String pattern;

  Ec2Error(String code, String pattern) {
    this(code, 400, pattern);
  }

  Ec2Error(String code, int status, String pattern) {
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
