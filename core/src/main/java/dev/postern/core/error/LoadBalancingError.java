package dev.postern.core.error;

/**
 * The errors of the Elastic Load Balancing API that Postern gives.
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html#API_CreateLoadBalancer_Errors">AWS</a>
 */
public enum LoadBalancingError implements AwsError {
  VALIDATION_ERROR("ValidationError", "%s"),
  LOAD_BALANCER_NOT_FOUND("LoadBalancerNotFound", "One or more load balancers not found"),
  TARGET_GROUP_NOT_FOUND("TargetGroupNotFound", "One or more target groups not found"),
  LISTENER_NOT_FOUND("ListenerNotFound", "One or more listeners not found"),
  DUPLICATE_LOAD_BALANCER_NAME("DuplicateLoadBalancerName", "A load balancer with the same name '%s' exists, but with different settings"),
  DUPLICATE_TARGET_GROUP_NAME("DuplicateTargetGroupName", "A target group with the same name '%s' exists, but with different settings"),
  DUPLICATE_LISTENER("DuplicateListener", "A listener already exists on this port for this load balancer '%s'"),
  SUBNET_NOT_FOUND("SubnetNotFound", "The subnet ID '%s' does not exist"),
  INVALID_SUBNET("InvalidSubnet", "%s"),
  INVALID_SECURITY_GROUP("InvalidSecurityGroup", "%s"),
  INVALID_CONFIGURATION_REQUEST("InvalidConfigurationRequest", "%s"),
  INVALID_TARGET("InvalidTarget", "%s"),
  OPERATION_NOT_PERMITTED("OperationNotPermitted", "%s"),
  RESOURCE_IN_USE("ResourceInUse", "%s"),
  TARGET_GROUP_ASSOCIATION_LIMIT("TargetGroupAssociationLimit", "The following target groups cannot be associated with more than one load balancer: %s"),
  TOO_MANY_TAGS("TooManyTags", "The maximum number of tags for a resource has been reached."),
  DUPLICATE_TAG_KEYS("DuplicateTagKeys", "A tag key was specified more than once.");

  private final String code;
  private final String pattern;

  LoadBalancingError(String code, String pattern) {
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
