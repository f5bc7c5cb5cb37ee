package dev.postern.core.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.doctor.Cause;
import dev.postern.core.doctor.Clues;
import dev.postern.core.doctor.Doctor;
import dev.postern.core.doctor.Finding;
import dev.postern.core.explain.Trace;
import dev.postern.core.explain.Tracer;
import dev.postern.core.fabric.FabricCompiler;
import dev.postern.core.fabric.Units;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.path.ExplanationCode;
import dev.postern.core.plan.Item;
import dev.postern.core.plan.PlanCompiler;
import dev.postern.core.services.EndpointNames;
import dev.postern.core.state.Observed;
import dev.postern.core.state.ResourceJson;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.AcceptVpcEndpointConnectionsRequest;
import software.amazon.awssdk.services.ec2.model.AcceptVpcEndpointConnectionsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointServiceConfigurationsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointServiceConfigurationsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointConnectionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointConnectionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointServicesRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointServiceConfigurationRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointServicePermissionsRequest;
import software.amazon.awssdk.services.ec2.model.RejectVpcEndpointConnectionsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsRequest;

/** Endpoint services of users from their owner's call to the packet's way, with two accounts. */
class EndpointServicesTest {
  private final TwoAccounts cloud = new TwoAccounts();

  private void accept(String service, String endpoint) {
    AcceptVpcEndpointConnectionsResponse done =
        cloud.call(cloud.provider, AcceptVpcEndpointConnectionsRequest.builder().serviceId(service).vpcEndpointIds(endpoint).build());
    assertThat(done.unsuccessful()).isEmpty();
  }

  private String state(String endpoint) {
    DescribeVpcEndpointsResponse shown = cloud.call(cloud.consumer, DescribeVpcEndpointsRequest.builder().vpcEndpointIds(endpoint).build());
    return shown.vpcEndpoints().getFirst().stateAsString();
  }

  private Trace trace(String endpoint, int port, String zone) {
    Snapshot snapshot = cloud.snapshot();
    VpcEndpoint made = snapshot.located(VpcEndpoint.class, endpoint).orElseThrow();
    String name = EndpointNames.zonal(made, zone);
    Tracer tracer = new Tracer(snapshot, new Observed(Map.of(made.vpcId(), Set.of(endpoint))));
    return tracer.trace(tracer.start(cloud.client), "http://" + name + ":" + port + "/");
  }

  private ExplanationCode stopped(String endpoint, int port, String zone) {
    return trace(endpoint, port, zone).stop().orElseThrow().code().orElseThrow();
  }

  private List<Finding> found() {
    return Doctor.examine(cloud.snapshot(), Clues.NONE).stream().filter(f -> Set.of(35, 37, 38).contains(f.number())).toList();
  }

  @Test
  void anEndpointWaitsForItsOwnersWord() {
    String service = cloud.service(true);
    String endpoint = cloud.endpoint(service);
    assertThat(state(endpoint)).isEqualTo("pendingAcceptance");
    assertThat(stopped(endpoint, 80, "us-east-1a")).isEqualTo(ExplanationCode.BAD_STATE);
    assertThat(found()).singleElement().satisfies(f -> {
      assertThat(f.cause()).isEqualTo(Cause.NOT_ACCEPTED);
      assertThat(f.fix().orElseThrow().command())
          .isEqualTo("aws ec2 accept-vpc-endpoint-connections --service-id " + service + " --vpc-endpoint-ids " + endpoint + " --region us-east-1");
    });
    accept(service, endpoint);
    cloud.consumer.carries(cloud.customers.vpc(), endpoint);
    assertThat(state(endpoint)).isEqualTo("available");
    Trace reached = trace(endpoint, 80, "us-east-1a");
    assertThat(reached.stop()).isEmpty();
    assertThat(reached.there()).extracting(Trace.Step::kind).contains(Trace.Kind.VPC_ENDPOINT, Trace.Kind.LOAD_BALANCER);
    assertThat(reached.arrival().orElseThrow()).startsWith(cloud.target + " receives it from 10.0.0.");
    AcceptVpcEndpointConnectionsResponse again =
        cloud.call(cloud.provider, AcceptVpcEndpointConnectionsRequest.builder().serviceId(service).vpcEndpointIds(endpoint).build());
    assertThat(again.unsuccessful()).singleElement().satisfies(i -> assertThat(i.error().code()).isEqualTo("IncorrectState"));
    cloud.call(cloud.provider, RejectVpcEndpointConnectionsRequest.builder().serviceId(service).vpcEndpointIds(endpoint).build());
    assertThat(state(endpoint)).isEqualTo("rejected");
    assertThat(stopped(endpoint, 80, "us-east-1a")).isEqualTo(ExplanationCode.BAD_STATE);
    accept(service, endpoint);
    assertThat(state(endpoint)).isEqualTo("available");
  }

  @Test
  void withoutAcceptanceAnEndpointIsInAtOnce() {
    String endpoint = cloud.endpoint(cloud.service(false));
    assertThat(state(endpoint)).isEqualTo("pending");
    assertThat(trace(endpoint, 80, "us-east-1a").stop()).isEmpty();
  }

  @Test
  void aZoneWithoutTargetsIsSaidToHaveNone() {
    String endpoint = cloud.endpoint(cloud.service(false));
    assertThat(stopped(endpoint, 80, "us-east-1b")).isEqualTo(ExplanationCode.ELBV2_NO_TARGETS_IN_AZ);
    assertThat(stopped(endpoint, 81, "us-east-1a")).isEqualTo(ExplanationCode.ELBV2_LISTENER_PORT_RESTRICTION);
    assertThat(found()).singleElement().satisfies(f -> {
      assertThat(f.cause()).isEqualTo(Cause.NO_TARGETS);
      assertThat(f.fix().orElseThrow().command()).startsWith("aws elbv2 modify-load-balancer-attributes --load-balancer-arn " + cloud.balancer + " --attributes ");
    });
    cloud.call(
        cloud.provider,
        ModifyLoadBalancerAttributesRequest.builder()
            .loadBalancerArn(cloud.balancer)
            .attributes(LoadBalancerAttribute.builder().key("load_balancing.cross_zone.enabled").value("true").build())
            .build());
    assertThat(trace(endpoint, 80, "us-east-1b").stop()).isEmpty();
    assertThat(found()).isEmpty();
  }

  @Test
  void whereNothingListensTheKernelIsLetAnswer() {
    String endpoint = cloud.endpoint(cloud.service(false));
    List<Item> items = plan(cloud.customers.vpc());
    assertThat(items).filteredOn(i -> i instanceof Item.Listener l && l.origin().equals(endpoint)).as("zone a alone has a target").hasSize(1);
    assertThat(items).filteredOn(i -> i instanceof Item.Element e && e.set().equals("served_ports") && e.key().endsWith(" . tcp . 80")).hasSize(2);
  }

  @Test
  void whoIsNotAcceptedHasNoPort() {
    String endpoint = cloud.endpoint(cloud.service(true));
    List<Item> items = plan(cloud.customers.vpc());
    assertThat(items).noneMatch(i -> i instanceof Item.Element e && e.set().equals("served_ports"));
    assertThat(items).filteredOn(i -> i instanceof Item.Address a && a.origin().equals(endpoint)).hasSize(2);
  }

  private List<Item> plan(String vpcId) {
    Vpc vpc = cloud.snapshot().located(Vpc.class, vpcId).orElseThrow();
    return List.copyOf(PlanCompiler.compile(FabricCompiler.compile(cloud.snapshot(), vpc)).items());
  }

  @Test
  void theGroupsOfABalancerKnowClientsOfEndpointsByTheirAddressesAlone() {
    String endpoint = cloud.endpoint(cloud.service(false));
    assertThat(trace(endpoint, 80, "us-east-1a").stop()).isEmpty();
    String closed = cloud.group(cloud.provider, cloud.shop.vpc(), "closed", 80, 80, "192.0.2.0/24");
    enforce(closed, "on");
    assertThat(stopped(endpoint, 80, "us-east-1a")).isEqualTo(ExplanationCode.ENI_SG_RULES_MISMATCH);
    assertThat(found()).filteredOn(f -> f.cause() == Cause.BALANCER_GROUPS).singleElement().satisfies(f ->
        assertThat(f.fix().orElseThrow().command()).isEqualTo(
            "aws elbv2 set-security-groups --load-balancer-arn " + cloud.balancer + " --security-groups " + closed
                + " --enforce-security-group-inbound-rules-on-private-link-traffic off --region us-east-1"));
    assertThat(plan(cloud.customers.vpc())).anyMatch(i -> i instanceof Item.Element e && e.set().equals("served_guard"));
    enforce(closed, "off");
    assertThat(found()).noneMatch(f -> f.cause() == Cause.BALANCER_GROUPS);
    assertThat(plan(cloud.customers.vpc())).noneMatch(i -> i instanceof Item.Element e && e.set().equals("served_guard"));
  }

  private void enforce(String group, String enforcement) {
    cloud.call(
        cloud.provider,
        SetSecurityGroupsRequest.builder()
            .loadBalancerArn(cloud.balancer)
            .securityGroups(group)
            .enforceSecurityGroupInboundRulesOnPrivateLinkTraffic(enforcement)
            .build());
  }

  @Test
  void aChangeAtTheProviderConcernsTheVpcsOfConsumers() {
    String service = cloud.service(false);
    cloud.endpoint(service);
    assertThat(Units.concerned(cloud.snapshot(), List.of(cloud.shop.vpc()))).contains(cloud.shop.vpc(), cloud.customers.vpc());
    assertThat(Units.concerned(cloud.snapshot(), List.of(service))).contains(cloud.customers.vpc());
    assertThat(Units.concerned(cloud.snapshot(), List.of(cloud.customers.vpc()))).doesNotContain(cloud.shop.vpc());
  }

  @ParameterizedTest
  @CsvSource({
    "*, arn:aws:iam::333333333333:root, true",
    "333333333333, arn:aws:iam::333333333333:user/ann, true",
    "arn:aws:iam::333333333333:user/ann, arn:aws:iam::333333333333:user/ann, true",
    "arn:aws:iam::333333333333:user/ann, arn:aws:iam::333333333333:user/bob, false",
    "arn:aws:iam::333333333333:user/ann, arn:aws:iam::333333333333:root, false",
    "arn:aws:iam::333333333333:role/door, arn:aws:sts::333333333333:assumed-role/door/s, true",
    "arn:aws:iam::333333333333:role/door, arn:aws:sts::333333333333:assumed-role/gate/s, false",
    "arn:aws:iam::444444444444:root, arn:aws:iam::333333333333:root, false"
  })
  void aServiceIsSeenByWhoIsAllowed(String principal, String caller, boolean sees) {
    String service = cloud.service(true);
    cloud.call(cloud.provider, ModifyVpcEndpointServicePermissionsRequest.builder().serviceId(service).addAllowedPrincipals(principal).build());
    Cloud someone = new Cloud(new Caller("333333333333", "us-east-1", caller, "x", Optional.empty()), 3);
    DescribeVpcEndpointServicesRequest request = DescribeVpcEndpointServicesRequest.builder().serviceNames("com.amazonaws.vpce.us-east-1." + service).build();
    if (sees) {
      assertThat((Object) cloud.call(someone, request)).isNotNull();
    } else {
      assertThat(cloud.refused(someone, request).code()).isEqualTo("InvalidServiceName");
    }
  }

  @Test
  void anEndpointStaysWhenThePermissionGoes() {
    String service = cloud.service(false);
    String endpoint = cloud.endpoint(service);
    cloud.call(cloud.provider, ModifyVpcEndpointServicePermissionsRequest.builder().serviceId(service).removeAllowedPrincipals("arn:aws:iam::222222222222:root").build());
    assertThat(cloud.refused(cloud.consumer, cloud.asks(service)).code()).isEqualTo("InvalidServiceName");
    assertThat(trace(endpoint, 80, "us-east-1a").stop()).isEmpty();
  }

  @Test
  void aServiceGoesOnceItsEndpointsAreRejected() {
    String service = cloud.service(true);
    String endpoint = cloud.endpoint(service);
    DeleteVpcEndpointServiceConfigurationsRequest delete = DeleteVpcEndpointServiceConfigurationsRequest.builder().serviceIds(service).build();
    DeleteVpcEndpointServiceConfigurationsResponse blocked = cloud.call(cloud.provider, delete);
    assertThat(blocked.unsuccessful()).singleElement().satisfies(i -> {
      assertThat(i.error().code()).isEqualTo("ExistingVpcEndpointConnections");
      assertThat(i.error().message()).isEqualTo("Service has existing active VPC Endpoint connections!");
    });
    assertThat(cloud.refused(cloud.provider, DeleteLoadBalancerRequest.builder().loadBalancerArn(cloud.balancer).build()).code()).isEqualTo("ResourceInUse");
    assertThat(
            cloud.refused(
                    cloud.provider,
                    ModifyVpcEndpointServiceConfigurationRequest.builder().serviceId(service).removeNetworkLoadBalancerArns(cloud.balancer).build())
                .code())
        .isEqualTo("ExistingVpcEndpointConnections");
    cloud.call(cloud.provider, RejectVpcEndpointConnectionsRequest.builder().serviceId(service).vpcEndpointIds(endpoint).build());
    DeleteVpcEndpointServiceConfigurationsResponse done = cloud.call(cloud.provider, delete);
    assertThat(done.unsuccessful()).isEmpty();
    assertThat(state(endpoint)).isEqualTo("rejected");
    cloud.call(cloud.provider, DeleteLoadBalancerRequest.builder().loadBalancerArn(cloud.balancer).build());
  }

  @Test
  void eachSideSeesItsOwn() {
    String service = cloud.service(true);
    String endpoint = cloud.endpoint(service);
    DescribeVpcEndpointConnectionsRequest request = DescribeVpcEndpointConnectionsRequest.builder().build();
    DescribeVpcEndpointConnectionsResponse provided = cloud.call(cloud.provider, request);
    assertThat(provided.vpcEndpointConnections()).singleElement().satisfies(c -> {
      assertThat(c.vpcEndpointId()).isEqualTo(endpoint);
      assertThat(c.vpcEndpointOwner()).isEqualTo("222222222222");
      assertThat(c.vpcEndpointConnectionId()).startsWith("vpce-con-");
      assertThat(c.vpcEndpointStateAsString()).isEqualTo("pendingAcceptance");
    });
    DescribeVpcEndpointConnectionsResponse consumed = cloud.call(cloud.consumer, request);
    assertThat(consumed.vpcEndpointConnections()).isEmpty();
  }

  @Test
  void whatIsStoredIsReadBack() {
    cloud.endpoint(cloud.service(true));
    Set<Kind> kinds = Set.of(Kind.VPC_ENDPOINT, Kind.VPC_ENDPOINT_SERVICE, Kind.LOAD_BALANCER, Kind.TARGET_GROUP, Kind.LISTENER);
    Stream<Kind> read =
        cloud.snapshot().resources().values().stream()
            .filter(r -> kinds.contains(r.key().kind()))
            .peek(r -> assertThat(ResourceJson.read(r.key().kind(), ResourceJson.write(r))).isEqualTo(r))
            .map(r -> r.key().kind());
    assertThat(read.distinct()).containsExactlyInAnyOrderElementsOf(kinds);
  }
}
