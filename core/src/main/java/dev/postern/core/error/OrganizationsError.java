package dev.postern.core.error;

/**
 * The errors of the Organizations API that Postern gives.
 * <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html">AWS</a>
 */
public enum OrganizationsError implements AwsError {
  NOT_IN_USE("AWSOrganizationsNotInUseException", "Your account is not a member of an organization."),
  ALREADY_IN_ORGANIZATION("AlreadyInOrganizationException", "The provided account is already a member of an organization."),
  ORGANIZATION_NOT_EMPTY("OrganizationNotEmptyException", "To delete the organization you must first remove all member accounts, OUs and policies."),
  ACCESS_DENIED("AccessDeniedException", "You don't have permissions to access this resource."),
  ACCOUNT_NOT_FOUND("AccountNotFoundException", "You specified an account that doesn't exist."),
  CREATE_ACCOUNT_STATUS_NOT_FOUND("CreateAccountStatusNotFoundException", "You specified a create account request that doesn't exist."),
  MASTER_CANNOT_LEAVE("MasterCannotLeaveOrganizationException", "You can't remove a management account from an organization."),
  ROOT_NOT_FOUND("RootNotFoundException", "You specified a root that doesn't exist."),
  PARENT_NOT_FOUND("ParentNotFoundException", "You specified a root or OU that doesn't exist."),
  CHILD_NOT_FOUND("ChildNotFoundException", "You specified an OU or account that doesn't exist."),
  SOURCE_PARENT_NOT_FOUND("SourceParentNotFoundException", "You specified a source root or OU that doesn't exist or doesn't contain the account."),
  DESTINATION_PARENT_NOT_FOUND("DestinationParentNotFoundException", "You specified a destination root or OU that doesn't exist."),
  DUPLICATE_ACCOUNT("DuplicateAccountException", "The account is already in the destination."),
  UNIT_NOT_FOUND("OrganizationalUnitNotFoundException", "You specified an organizational unit that doesn't exist."),
  UNIT_NOT_EMPTY("OrganizationalUnitNotEmptyException", "The organizational unit still has accounts or OUs."),
  DUPLICATE_UNIT("DuplicateOrganizationalUnitException", "An OU with the same name already exists."),
  UNIT_DEPTH("ConstraintViolationException", "You have exceeded the allowed depth of OUs.", "OU_DEPTH_LIMIT_EXCEEDED"),
  POLICY_NOT_FOUND("PolicyNotFoundException", "You specified a policy that doesn't exist."),
  POLICY_IN_USE("PolicyInUseException", "The policy is attached to one or more entities: detach it first."),
  POLICY_NOT_ATTACHED("PolicyNotAttachedException", "The policy isn't attached to the specified target."),
  DUPLICATE_POLICY("DuplicatePolicyException", "A policy with the same name already exists."),
  DUPLICATE_ATTACHMENT("DuplicatePolicyAttachmentException", "The policy is already attached to the specified target."),
  MALFORMED_POLICY("MalformedPolicyDocumentException", "The provided policy document does not meet the requirements of the specified policy type: %s"),
  POLICY_TYPE_ENABLED("PolicyTypeAlreadyEnabledException", "The specified policy type is already enabled."),
  POLICY_TYPE_NOT_ENABLED("PolicyTypeNotEnabledException", "This operation can be performed only for enabled policy types."),
  POLICY_TYPE_NOT_AVAILABLE("PolicyTypeNotAvailableForOrganizationException", "%s"),
  POLICY_LENGTH("ConstraintViolationException", "You have exceeded the size limit of %d characters for a policy. %s", "POLICY_CONTENT_LIMIT_EXCEEDED"),
  MOST_ATTACHMENTS("ConstraintViolationException", "You have exceeded the number of policies attached to an entity.", "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED"),
  FEWEST_ATTACHMENTS("ConstraintViolationException", "%s", "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED"),
  TARGET_NOT_FOUND("TargetNotFoundException", "We can't find a root, OU, or account with the TargetId that you specified."),
  HANDSHAKE_NOT_FOUND("HandshakeNotFoundException", "You specified a handshake that doesn't exist."),
  HANDSHAKE_IN_STATE("HandshakeAlreadyInStateException", "The handshake is already in the %s state."),
  HANDSHAKE_TRANSITION("InvalidHandshakeTransitionException", "The handshake is in the %s state."),
  HANDSHAKE_MEMBER("HandshakeConstraintViolationException", "The account is already a member of an organization.", "ALREADY_IN_AN_ORGANIZATION"),
  DUPLICATE_HANDSHAKE("DuplicateHandshakeException", "A handshake with the same action and target already exists."),
  IMMUTABLE_POLICY("InvalidInputException", "You specified a policy that is managed by AWS and can't be modified.", "IMMUTABLE_POLICY"),
  NULL_MEMBER("InvalidInputException", "You have provided a null value for a required parameter: %s", "INPUT_REQUIRED"),
  INVALID_PATTERN("InvalidInputException", "You provided a value for %s that does not match the required pattern.", "INVALID_PATTERN"),
  INVALID_ENUM("InvalidInputException", "You provided a value for %s that is not valid: %s", "INVALID_ENUM"),
  MIN_LENGTH("InvalidInputException", "You provided a value for %s that is shorter than %d characters.", "MIN_LENGTH_EXCEEDED"),
  MAX_LENGTH("InvalidInputException", "You provided a value for %s that is longer than %d characters.", "MAX_LENGTH_EXCEEDED"),
  INVALID_TOKEN("InvalidInputException", "You provided a pagination token that is not valid.", "INVALID_PAGINATION_TOKEN"),
  MAX_RESULTS("InvalidInputException", "MaxResults must be from 1 to 20.", "INVALID_PATTERN"),
  INVALID_INPUT("InvalidInputException", "%s"),
  SERVICE("ServiceException", "AWS Organizations can't complete your request because of an internal service error. Try again later.");

  private final String code;
  private final String pattern;
  private final String reason;

  OrganizationsError(String code, String pattern) {
    this(code, pattern, "");
  }

  OrganizationsError(String code, String pattern, String reason) {
    this.code = code;
    this.pattern = pattern;
    this.reason = reason;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public int status() {
    return this == SERVICE ? 500 : 400;
  }

  @Override
  public String pattern() {
    return pattern;
  }

  @Override
  public String reason() {
    return reason;
  }
}
