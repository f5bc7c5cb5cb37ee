package dev.postern.bench;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.Seed;
import dev.postern.core.action.ec2.Ec2Operations;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.ServiceCatalog;
import dev.postern.core.services.ServiceOffer;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Request;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/**
 * A state of the cloud without a kernel: VPCs of 250 interfaces each, 225 of instances in two zones and nine security groups, 25 of interface endpoints with private names,
 * and a gateway endpoint for S3; made by the actions that the API calls.
 */
final class LargeCloud {
  static final String REGION = "us-east-1";
  private static final int ENDPOINTS = 25;
  private static final int INSTANCES = 225;
  private static final int GROUPS = 9;
  private static final Caller OWNER = Caller.root("000000000000", REGION);
  private static final List<String> SERVICES =
      ServiceCatalog.of(REGION).stream()
          .filter(o -> o.isInterface() && !o.privateDnsNames().isEmpty() && o.ports().contains(443) && o.zoneLetters().isEmpty() && !o.serviceName().endsWith(".s3"))
          .map(ServiceOffer::serviceName)
          .limit(ENDPOINTS)
          .toList();

  private Snapshot snapshot = Snapshot.EMPTY;
  private int calls;

  private LargeCloud() {}

  static LargeCloud of(int interfaces) {
    LargeCloud cloud = new LargeCloud();
    for (int vpc = 0; vpc < interfaces / (ENDPOINTS + INSTANCES); vpc++) {
      cloud.vpc(vpc);
    }
    return cloud;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /** Everything carried, as the kernel would have it. */
  Observed observed() {
    Map<String, Set<String>> carried = new HashMap<>();
    all(VpcEndpoint.class, Kind.VPC_ENDPOINT).forEach(e -> carried.computeIfAbsent(e.vpcId(), _ -> new HashSet<>()).add(e.id()));
    return new Observed(carried);
  }

  List<Vpc> vpcs() {
    return all(Vpc.class, Kind.VPC);
  }

  List<NetworkInterface> interfaces() {
    return all(NetworkInterface.class, Kind.NETWORK_INTERFACE);
  }

  List<VpcEndpoint> endpoints() {
    return all(VpcEndpoint.class, Kind.VPC_ENDPOINT);
  }

  private <T extends Resource> List<T> all(Class<T> type, Kind kind) {
    return snapshot.all(type, kind, OWNER.account(), REGION);
  }

  private void vpc(int number) {
    String block = "10." + number % 256;
    String vpc = this.<CreateVpcResponse>call(CreateVpcRequest.builder().cidrBlock(block + ".0.0/16").build()).vpc().vpcId();
    call(ModifyVpcAttributeRequest.builder().vpcId(vpc).enableDnsHostnames(AttributeBooleanValue.builder().value(true).build()).build());
    List<String> groups = groups(vpc);
    String[] subnets = new String[2];
    for (int zone = 0; zone < 2; zone++) {
      CreateSubnetRequest request =
          CreateSubnetRequest.builder().vpcId(vpc).cidrBlock(block + "." + 16 * zone + ".0/20").availabilityZone(REGION + (char) ('a' + zone)).build();
      subnets[zone] = this.<CreateSubnetResponse>call(request).subnet().subnetId();
    }
    for (int i = 0; i < GROUPS; i++) {
      int count = INSTANCES / GROUPS;
      call(
          RunInstancesRequest.builder()
              .imageId("ami-12345678").instanceType("t3.micro").subnetId(subnets[i % 2]).securityGroupIds(groups.get(i)).minCount(count).maxCount(count).build());
    }
    String table = snapshot.inNetwork(RouteTable.class, vpc).getFirst().id();
    call(CreateVpcEndpointRequest.builder().vpcId(vpc).serviceName("com.amazonaws." + REGION + ".s3").routeTableIds(table).build());
    String doors = doors(vpc);
    for (int i = 0; i < ENDPOINTS; i++) {
      call(
          CreateVpcEndpointRequest.builder()
              .vpcEndpointType("Interface").vpcId(vpc).serviceName(SERVICES.get(i)).subnetIds(subnets[i % 2]).securityGroupIds(doors).privateDnsEnabled(true).build());
    }
  }

  /** Of every three groups one lets only HTTPS to the VPC out, and none lets anything in but from itself. */
  private List<String> groups(String vpc) {
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < GROUPS; i++) {
      CreateSecurityGroupRequest request = CreateSecurityGroupRequest.builder().groupName("tier-" + i).description("tier").vpcId(vpc).build();
      String group = this.<CreateSecurityGroupResponse>call(request).groupId();
      call(AuthorizeSecurityGroupIngressRequest.builder().groupId(group).ipPermissions(p -> p.ipProtocol("-1").userIdGroupPairs(g -> g.groupId(group))).build());
      if (i % 3 == 0) {
        call(RevokeSecurityGroupEgressRequest.builder().groupId(group).ipPermissions(p -> p.ipProtocol("-1").ipRanges(r -> r.cidrIp("0.0.0.0/0"))).build());
        call(AuthorizeSecurityGroupEgressRequest.builder().groupId(group).ipPermissions(p -> p.ipProtocol("tcp").fromPort(443).toPort(443).ipRanges(r -> r.cidrIp("10.0.0.0/8"))).build());
      }
      groups.add(group);
    }
    return groups;
  }

  /** What the endpoints are in: HTTPS from the VPC. */
  private String doors(String vpc) {
    CreateSecurityGroupRequest request = CreateSecurityGroupRequest.builder().groupName("endpoints").description("endpoints").vpcId(vpc).build();
    String group = this.<CreateSecurityGroupResponse>call(request).groupId();
    call(AuthorizeSecurityGroupIngressRequest.builder().groupId(group).ipPermissions(p -> p.ipProtocol("tcp").fromPort(443).toPort(443).ipRanges(r -> r.cidrIp("10.0.0.0/8"))).build());
    return group;
  }

  @SuppressWarnings("unchecked")
  private <R> R call(Ec2Request request) {
    String name = request.getClass().getSimpleName();
    Operation<Ec2Request, R> operation = (Operation<Ec2Request, R>) Ec2Operations.find(name.substring(0, name.length() - "Request".length())).orElseThrow();
    Facts facts = new Facts(Instant.EPOCH, new Seed(ByteBuffer.allocate(32).putInt(++calls).array()), Observed.NOTHING);
    var applied = operation.action().apply(snapshot, OWNER, request, facts);
    snapshot = applied.next().committedAs(calls);
    return applied.response().apply(Observed.NOTHING);
  }
}
