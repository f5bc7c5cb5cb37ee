package dev.postern.core.model;

import java.util.Set;

/**
 * A TCP port of a network load balancer and the target group that its connections go to.
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html">AWS</a>
 *
 * @param loadBalancerName stands in the listener's ARN
 */
public record Listener(ResourceKey key, String vpcId, String loadBalancerId, String loadBalancerName, int port, String targetGroupId) implements Resource {
  @Override
  public Set<String> networks() {
    return Set.of(vpcId);
  }

  public String arn() {
    return "arn:aws:elasticloadbalancing:" + key.region() + ":" + key.account() + ":listener/net/" + loadBalancerName + "/"
        + LoadBalancer.digits(loadBalancerId) + "/" + LoadBalancer.digits(id());
  }
}
