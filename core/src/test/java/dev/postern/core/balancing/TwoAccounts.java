package dev.postern.core.balancing;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.Ec2Operations;
import dev.postern.core.action.elasticloadbalancing.ElasticLoadBalancingOperations;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.Kind;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointServiceConfigurationRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointServiceConfigurationResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointServicePermissionsRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

/**
 * A provider with a load balancer in two zones and a target in the first, and a consumer with a VPC of the same addresses; every change is a call of
 * one of them.
 */
public final class TwoAccounts {
  public static final String BLOCK = "10.0.0.0/16";
  public final Cloud provider = new Cloud(Caller.root("111111111111", "us-east-1"), 1);
  public final Cloud consumer = new Cloud(Caller.root("222222222222", "us-east-1"), 2);
  private Snapshot snapshot = Snapshot.EMPTY;
  public final Net shop = net(provider);
  public final Net customers = net(consumer);
  public final String open = group(provider, shop.vpc(), "open", 0, 65535, BLOCK);
  public final String target = run(provider, shop.a(), open);
  public final String client = run(consumer, customers.a(), group(consumer, customers.vpc(), "client", 0, 65535, BLOCK));
  public final String balancer = balancer("shop", open);
  public final String targetGroup = targetGroup("web", 8080);

  /** A VPC with a subnet in each of two zones. */
  public record Net(String vpc, String a, String b) {}

  /** A listener on port 80 and a registered target. */
  public TwoAccounts() {
    listen(balancer, 80, targetGroup);
    register(targetGroup, target);
  }

  public Snapshot snapshot() {
    return snapshot;
  }

  @SuppressWarnings("unchecked")
  public <R> R call(Cloud who, SdkPojo request) {
    who.snapshot = snapshot;
    Object response = who.run((Operation<SdkPojo, R>) operation(request), request);
    snapshot = who.snapshot;
    return (R) response;
  }

  @SuppressWarnings("unchecked")
  public AwsException refused(Cloud who, SdkPojo request) {
    who.snapshot = snapshot;
    return who.refused((Operation<SdkPojo, ?>) operation(request), request);
  }

  private static Operation<?, ?> operation(SdkPojo request) {
    String type = request.getClass().getSimpleName();
    String name = type.substring(0, type.length() - "Request".length());
    boolean balancing = request.getClass().getPackageName().contains("elasticloadbalancing");
    Optional<Operation<?, ?>> found = balancing ? ElasticLoadBalancingOperations.find(name) : Ec2Operations.find(name);
    return found.orElseThrow();
  }

  private Net net(Cloud who) {
    CreateVpcResponse vpc = call(who, CreateVpcRequest.builder().cidrBlock(BLOCK).build());
    String id = vpc.vpc().vpcId();
    return new Net(id, subnet(who, id, "10.0.0.0/24", "us-east-1a"), subnet(who, id, "10.0.1.0/24", "us-east-1b"));
  }

  private String subnet(Cloud who, String vpc, String block, String zone) {
    CreateSubnetResponse made = call(who, CreateSubnetRequest.builder().vpcId(vpc).cidrBlock(block).availabilityZone(zone).build());
    return made.subnet().subnetId();
  }

  public String group(Cloud who, String vpc, String name, int from, int to, String block) {
    CreateSecurityGroupResponse made = call(who, CreateSecurityGroupRequest.builder().vpcId(vpc).groupName(name).description(name).build());
    call(
        who,
        AuthorizeSecurityGroupIngressRequest.builder()
            .groupId(made.groupId())
            .ipPermissions(p -> p.ipProtocol("tcp").fromPort(from).toPort(to).ipRanges(r -> r.cidrIp(block)))
            .build());
    return made.groupId();
  }

  public String run(Cloud who, String subnet, String group) {
    RunInstancesResponse made =
        call(
            who,
            RunInstancesRequest.builder().imageId("ami-0123456789abcdef0").instanceType("t3.micro").minCount(1).maxCount(1).subnetId(subnet).securityGroupIds(group).build());
    return made.instances().getFirst().instanceId();
  }

  public String balancer(String name, String... groups) {
    CreateLoadBalancerResponse made =
        call(
            provider,
            CreateLoadBalancerRequest.builder().name(name).type("network").scheme("internal").subnets(shop.a(), shop.b()).securityGroups(List.of(groups)).build());
    return made.loadBalancers().getFirst().loadBalancerArn();
  }

  public String targetGroup(String name, int port) {
    CreateTargetGroupResponse made = call(provider, CreateTargetGroupRequest.builder().name(name).protocol("TCP").port(port).vpcId(shop.vpc()).build());
    return made.targetGroups().getFirst().targetGroupArn();
  }

  public void listen(String balancerArn, int port, String groupArn) {
    call(
        provider,
        CreateListenerRequest.builder()
            .loadBalancerArn(balancerArn)
            .protocol("TCP")
            .port(port)
            .defaultActions(Action.builder().type("forward").targetGroupArn(groupArn).build())
            .build());
  }

  public void register(String groupArn, String instance) {
    call(provider, RegisterTargetsRequest.builder().targetGroupArn(groupArn).targets(TargetDescription.builder().id(instance).build()).build());
  }

  /** A service of the balancer that the consumer may reach. @return its id */
  public String service(boolean acceptance) {
    CreateVpcEndpointServiceConfigurationResponse made =
        call(provider, CreateVpcEndpointServiceConfigurationRequest.builder().networkLoadBalancerArns(balancer).acceptanceRequired(acceptance).build());
    String id = made.serviceConfiguration().serviceId();
    call(provider, ModifyVpcEndpointServicePermissionsRequest.builder().serviceId(id).addAllowedPrincipals("222222222222").build());
    return id;
  }

  public CreateVpcEndpointRequest asks(String service) {
    consumer.snapshot = snapshot;
    String group = consumer.all(SecurityGroup.class, Kind.SECURITY_GROUP).stream()
        .filter(g -> g.name().equals("client")).findFirst().orElseThrow().id();
    return CreateVpcEndpointRequest.builder()
        .vpcEndpointType("Interface")
        .vpcId(customers.vpc())
        .serviceName("com.amazonaws.vpce.us-east-1." + service)
        .subnetIds(customers.a(), customers.b())
        .securityGroupIds(group)
        .build();
  }

  /** The consumer's endpoint to a service. @return its id */
  public String endpoint(String service) {
    CreateVpcEndpointResponse made = call(consumer, asks(service));
    return made.vpcEndpoint().vpcEndpointId();
  }
}
