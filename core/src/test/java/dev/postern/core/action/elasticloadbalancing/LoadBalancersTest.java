package dev.postern.core.action.elasticloadbalancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.balancing.BalancerNode;
import dev.postern.core.balancing.TwoAccounts;
import dev.postern.core.dns.DnsAnswer;
import dev.postern.core.dns.DnsResolver;
import dev.postern.core.dns.RecordType;
import dev.postern.core.dns.View;
import dev.postern.core.error.AwsException;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.Kind;
import dev.postern.core.model.LoadBalancer;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.TargetGroup;
import dev.postern.core.state.Observed;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

class LoadBalancersTest {
  private final TwoAccounts cloud = new TwoAccounts();
  private final Map<String, DescribeTargetHealth.Found> found = new HashMap<>();

  private void refused(String code, String words, SdkPojo request) {
    AwsException refusal = cloud.refused(cloud.provider, request);
    assertThat(refusal.code() + " " + refusal.text()).startsWith(code).contains(words);
  }

  private CreateLoadBalancerRequest.Builder balancer(String name) {
    return CreateLoadBalancerRequest.builder().name(name).type("network").scheme("internal").subnets(cloud.shop.a(), cloud.shop.b());
  }

  /** A target's state and reason. */
  private List<String> health() {
    DescribeTargetHealthRequest request = DescribeTargetHealthRequest.builder().targetGroupArn(cloud.targetGroup).build();
    return new DescribeTargetHealth((_, place) -> Optional.ofNullable(found.get(place.id())))
        .apply(cloud.snapshot(), cloud.provider.caller, request, cloud.provider.facts()).response().apply(Observed.NOTHING)
        .targetHealthDescriptions().stream()
        .map(t -> t.targetHealth().stateAsString() + " " + t.targetHealth().reasonAsString())
        .toList();
  }

  @Test
  void aBalancerHasAnInterfaceInEachZone() {
    LoadBalancer made = cloud.snapshot().all(LoadBalancer.class, Kind.LOAD_BALANCER, "111111111111", "us-east-1").getFirst();
    assertThat(made.arn()).isEqualTo(cloud.balancer).matches("arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/shop/[0-9a-f]{16}");
    assertThat(made.nodes()).extracting(LoadBalancer.Node::zone).containsExactly("us-east-1a", "us-east-1b");
    NetworkInterface eni = cloud.snapshot().located(NetworkInterface.class, made.nodes().getFirst().networkInterfaceId()).orElseThrow();
    assertThat(eni.interfaceType()).isEqualTo("network_load_balancer");
    assertThat(eni.description()).isEqualTo("ELB net/shop/" + made.suffix());
    assertThat(eni.sourceDestCheck()).isFalse();
    cloud.provider.carries(cloud.shop.vpc(), made.id());
    DescribeLoadBalancersResponse shown = cloud.call(cloud.provider, DescribeLoadBalancersRequest.builder().names("shop").build());
    assertThat(shown.loadBalancers().getFirst().state().codeAsString()).isEqualTo("active");
  }

  @Test
  void itsNamesLeadToItsNodesFromAnywhere() {
    LoadBalancer made = cloud.snapshot().all(LoadBalancer.class, Kind.LOAD_BALANCER, "111111111111", "us-east-1").getFirst();
    List<String> all = BalancerNode.of(cloud.snapshot(), made).stream().map(n -> Ip.text(n.address())).toList();
    assertThat(addresses(made.dnsName())).isEqualTo(all);
    assertThat(addresses("us-east-1b." + made.dnsName().toUpperCase(Locale.ROOT))).containsExactly(all.getLast());
    assertThat(addresses("us-east-1c." + made.dnsName())).isEmpty();
    assertThat(addresses("other-" + made.suffix() + ".elb.us-east-1.amazonaws.com")).isEmpty();
  }

  private List<String> addresses(String name) {
    DnsAnswer answer = DnsResolver.of(cloud.snapshot(), Observed.NOTHING).answer(new View.Outside("us-east-1"), name, RecordType.A);
    return answer instanceof DnsAnswer.Records records ? records.values() : List.of();
  }

  @Test
  void whatIsNotBuiltIsRefusedByName() {
    refused("ValidationError", "'application' is not built", balancer("x").type("application").build());
    refused("ValidationError", "'internet-facing'", balancer("x").scheme("internet-facing").build());
    refused("ValidationError", "'dualstack'", balancer("x").ipAddressType("dualstack").build());
    refused("ValidationError", "'TLS'", CreateListenerRequest.builder().loadBalancerArn(cloud.balancer).protocol("TLS").port(443).defaultActions(forward()).build());
    refused("ValidationError", "preserve_client_ip.enabled", attribute("preserve_client_ip.enabled", "true"));
    refused("ValidationError", "'door' is not recognized", attribute("door", "true"));
    refused("ValidationError", "between 0 and 3600", attribute("deregistration_delay.timeout_seconds", "3601"));
    cloud.call(cloud.provider, attribute("preserve_client_ip.enabled", "false"));
  }

  private ModifyTargetGroupAttributesRequest attribute(String key, String value) {
    return ModifyTargetGroupAttributesRequest.builder()
        .targetGroupArn(cloud.targetGroup)
        .attributes(TargetGroupAttribute.builder().key(key).value(value).build())
        .build();
  }

  private Action forward() {
    return Action.builder().type("forward").targetGroupArn(cloud.targetGroup).build();
  }

  @Test
  void whatCannotBeIsRefusedInAwsWords() {
    refused("SubnetNotFound", "subnet-0badbadb", balancer("x").subnets("subnet-0badbadb").build());
    refused("InvalidConfigurationRequest", "same Availability Zone", balancer("x").subnets(cloud.shop.a(), cloud.shop.a()).build());
    refused("SubnetNotFound", cloud.customers.a(), balancer("x").subnets(cloud.customers.a()).build());
    refused("ValidationError", "not valid", balancer("-x").build());
    refused("DuplicateLoadBalancerName", "shop", balancer("shop").build());
    refused("InvalidSecurityGroup", "sg-0badbadb", balancer("x").securityGroups("sg-0badbadb").build());
    refused("DuplicateListener", "this port", CreateListenerRequest.builder().loadBalancerArn(cloud.balancer).protocol("TCP").port(80).defaultActions(forward()).build());
    refused("ResourceInUse", "in use by a listener", DeleteTargetGroupRequest.builder().targetGroupArn(cloud.targetGroup).build());
    refused("LoadBalancerNotFound", "", DescribeLoadBalancersRequest.builder().names("nobody").build());
    String other = cloud.balancer("other");
    refused("TargetGroupAssociationLimit", "more than one", CreateListenerRequest.builder().loadBalancerArn(other).protocol("TCP").port(80).defaultActions(forward()).build());
    refused("InvalidConfigurationRequest", "created without security groups", SetSecurityGroupsRequest.builder().loadBalancerArn(other).securityGroups(cloud.open).build());
    refused("InvalidTarget", "not in the target group VPC", targets(cloud.client));
    assertThat(cloud.refused(cloud.consumer, DescribeLoadBalancersRequest.builder().loadBalancerArns(cloud.balancer).build()).code()).isEqualTo("LoadBalancerNotFound");
  }

  private RegisterTargetsRequest targets(String id) {
    return RegisterTargetsRequest.builder().targetGroupArn(cloud.targetGroup).targets(TargetDescription.builder().id(id).build()).build();
  }

  @Test
  void theSameBalancerAndGroupTwiceAreOne() {
    CreateLoadBalancerResponse first = cloud.call(cloud.provider, balancer("twice").build());
    CreateLoadBalancerResponse again = cloud.call(cloud.provider, balancer("twice").build());
    assertThat(again.loadBalancers().getFirst().loadBalancerArn()).isEqualTo(first.loadBalancers().getFirst().loadBalancerArn());
    assertThat(cloud.targetGroup("web", 8080)).isEqualTo(cloud.targetGroup);
  }

  @ParameterizedTest
  @CsvSource({"10.0.1.9, , true", "10.0.1.9, all, false", "10.9.0.1, all, true", "10.9.0.1, , false", "8.8.8.8, all, false", "door, , false"})
  void anAddressOutsideTheVpcIsOfAllZones(String address, String zone, boolean taken) {
    CreateTargetGroupResponse made =
        cloud.call(cloud.provider, CreateTargetGroupRequest.builder().name("ips").protocol("TCP").port(80).targetType("ip").vpcId(cloud.shop.vpc()).build());
    RegisterTargetsRequest request =
        RegisterTargetsRequest.builder()
            .targetGroupArn(made.targetGroups().getFirst().targetGroupArn())
            .targets(TargetDescription.builder().id(address).availabilityZone(zone).build())
            .build();
    if (taken) {
      cloud.call(cloud.provider, request);
    } else {
      refused("ValidationError", address, request);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TCP, /door, , , , path",
    "HTTP, door, , , , path",
    "HTTP, /, 4, , , HealthCheckIntervalSeconds",
    "HTTP, /, 5, 6, , timeout",
    "HTTP, /, , , 1, HealthyThresholdCount",
    "HTTPS, /, , , , HTTPS"
  })
  void aCheckThatCannotBeIsRefused(String protocol, String path, Integer interval, Integer timeout, Integer healthy, String words) {
    refused(
        "ValidationError", words,
        CreateTargetGroupRequest.builder().name("x").protocol("TCP").port(80).vpcId(cloud.shop.vpc()).healthCheckProtocol(protocol).healthCheckPath(path)
            .healthCheckIntervalSeconds(interval).healthCheckTimeoutSeconds(timeout).healthyThresholdCount(healthy).build());
  }

  @Test
  void aTargetsHealthIsWhatWasFoundAndWhatTheCloudSays() {
    assertThat(health()).containsExactly("initial Elb.InitialHealthChecking");
    found.put(cloud.target, new DescribeTargetHealth.Found(false, "Target.Timeout", "Request timed out"));
    assertThat(health()).containsExactly("unhealthy Target.Timeout");
    found.put(cloud.target, new DescribeTargetHealth.Found(true, "", ""));
    assertThat(health()).containsExactly("healthy null");
    cloud.call(cloud.provider, StopInstancesRequest.builder().instanceIds(cloud.target).build());
    assertThat(health()).containsExactly("unused Target.InvalidState");
  }

  @Test
  void aTargetThatIsTakenOutDrainsForAWhile() {
    cloud.call(
        cloud.provider,
        DeregisterTargetsRequest.builder().targetGroupArn(cloud.targetGroup).targets(TargetDescription.builder().id(cloud.target).build()).build());
    assertThat(health()).containsExactly("draining Target.DeregistrationInProgress");
    TargetGroup group = cloud.snapshot().all(TargetGroup.class, Kind.TARGET_GROUP, "111111111111", "us-east-1").getFirst();
    assertThat(BalancerNode.places(cloud.snapshot(), group)).isEmpty();
    cloud.provider.now = cloud.provider.now.plusSeconds(300);
    assertThat(health()).isEmpty();
    cloud.register(cloud.targetGroup, cloud.target);
    assertThat(health()).containsExactly("initial Elb.InitialHealthChecking");
  }

  @Test
  void aProtectedBalancerStaysAndADeletedOneTakesItsInterfacesAndListenersAlong() {
    protect(true);
    DeleteLoadBalancerRequest delete = DeleteLoadBalancerRequest.builder().loadBalancerArn(cloud.balancer).build();
    refused("OperationNotPermitted", "deletion protection", delete);
    protect(false);
    cloud.call(cloud.provider, delete);
    assertThat(cloud.snapshot().resources().keySet()).extracting(k -> k.kind()).doesNotContain(Kind.LOAD_BALANCER, Kind.LISTENER);
    assertThat(cloud.snapshot().resources().values()).noneMatch(r -> r instanceof NetworkInterface n && n.interfaceType().equals("network_load_balancer"));
    cloud.call(cloud.provider, delete);
    cloud.call(cloud.provider, DeleteTargetGroupRequest.builder().targetGroupArn(cloud.targetGroup).build());
  }

  private void protect(boolean on) {
    cloud.call(
        cloud.provider,
        ModifyLoadBalancerAttributesRequest.builder()
            .loadBalancerArn(cloud.balancer)
            .attributes(LoadBalancerAttribute.builder().key("deletion_protection.enabled").value(String.valueOf(on)).build())
            .build());
  }

  @Test
  void tagsAreOfWhatTheArnNames() {
    cloud.call(cloud.provider, AddTagsRequest.builder().resourceArns(cloud.balancer, cloud.targetGroup).tags(Tag.builder().key("k").value("v").build()).build());
    DescribeTagsResponse shown = cloud.call(cloud.provider, DescribeTagsRequest.builder().resourceArns(cloud.balancer, cloud.targetGroup).build());
    assertThat(shown.tagDescriptions()).extracting(d -> d.resourceArn() + " " + d.tags().getFirst().key())
        .containsExactly(cloud.balancer + " k", cloud.targetGroup + " k");
  }
}
