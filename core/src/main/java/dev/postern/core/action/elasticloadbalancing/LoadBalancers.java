package dev.postern.core.action.elasticloadbalancing;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.networkinterface.InterfaceAttachments;
import dev.postern.core.action.ec2.networkinterface.NewInterface;
import dev.postern.core.action.ec2.subnet.SubnetAddresses;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.LoadBalancingError;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Listener;
import dev.postern.core.model.LoadBalancer;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.VpcEndpointService;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SubnetMapping;

/**
 * The operations on network load balancers; of their schemes {@code internal} is built.
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html">AWS</a>
 */
final class LoadBalancers {
  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of(
              "CreateLoadBalancer", CreateLoadBalancerRequest.class, LoadBalancers::create, "Name", "Subnets", "SubnetMappings.member.SubnetId",
              "SubnetMappings.member.PrivateIPv4Address", "SubnetMappings", "SecurityGroups", "Scheme", "Tags", "Type", "IpAddressType"),
          Operation.of("DescribeLoadBalancers", DescribeLoadBalancersRequest.class, LoadBalancers::describe, "LoadBalancerArns", "Names", "Marker", "PageSize"),
          Operation.of("DeleteLoadBalancer", DeleteLoadBalancerRequest.class, LoadBalancers::delete, "LoadBalancerArn"),
          Operation.of(
              "SetSecurityGroups", SetSecurityGroupsRequest.class, LoadBalancers::setGroups, "LoadBalancerArn", "SecurityGroups",
              "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"));

  /** AWS's quota for one interface. */
  private static final int MOST_GROUPS = 5;

  private LoadBalancers() {}

  /** Where a node is to be, and at which address if the request says so. */
  private record Place(Subnet subnet, Optional<String> address) {}

  private static Applied<CreateLoadBalancerResponse> create(Snapshot snapshot, Caller caller, CreateLoadBalancerRequest request, Facts facts) {
    String name = Given.name(request.name(), "load balancer");
    checkKind(request);
    List<Place> places = places(snapshot, caller, request);
    String vpcId = places.getFirst().subnet().vpcId();
    List<String> groupIds = groups(snapshot, caller, vpcId, request.securityGroups());
    Optional<LoadBalancer> same = Given.all(snapshot, caller, LoadBalancer.class, Kind.LOAD_BALANCER).stream().filter(b -> b.name().equals(name)).findFirst();
    if (same.isPresent()) {
      List<String> subnetIds = places.stream().map(p -> p.subnet().id()).toList();
      if (!same.get().groupIds().equals(groupIds) || !same.get().nodes().stream().map(LoadBalancer.Node::subnetId).toList().equals(subnetIds)) {
        throw LoadBalancingError.DUPLICATE_LOAD_BALANCER_NAME.with(name);
      }
      return answer(snapshot, same.get());
    }
    String id = Kind.LOAD_BALANCER.prefix() + "-" + facts.seed().hex(16);
    Snapshot next = snapshot;
    List<LoadBalancer.Node> nodes = new ArrayList<>();
    for (Place place : places) {
      String address = address(next, place);
      NetworkInterface made = NewInterface.ofLoadBalancer(caller, place.subnet(), address, groupIds, id, name, facts);
      next = next.with(made);
      nodes.add(new LoadBalancer.Node(place.subnet().availabilityZone(), place.subnet().id(), made.id()));
    }
    ResourceKey key = new ResourceKey(caller.account(), caller.region(), Kind.LOAD_BALANCER, id);
    LoadBalancer balancer = new LoadBalancer(key, name, vpcId, List.copyOf(nodes), groupIds, true, false, false, facts.now());
    return answer(BalancerTags.plus(next.with(balancer), key, request.tags()), balancer);
  }

  private static Applied<CreateLoadBalancerResponse> answer(Snapshot next, LoadBalancer balancer) {
    return new Applied<>(next, observed -> CreateLoadBalancerResponse.builder().loadBalancers(BalancerView.of(next, balancer, observed)).build());
  }

  private static void checkKind(CreateLoadBalancerRequest request) {
    String type = request.typeAsString() == null ? "application" : request.typeAsString();
    if (!type.equals("network")) {
      throw Given.notBuilt("The load balancer type '" + type + "'");
    }
    String scheme = request.schemeAsString() == null ? "internet-facing" : request.schemeAsString();
    if (!scheme.equals("internal")) {
      throw Given.notBuilt("The scheme '" + scheme + "' of a network load balancer, but 'internal' is: it");
    }
    if (request.ipAddressTypeAsString() != null && !request.ipAddressTypeAsString().equals("ipv4")) {
      throw Given.notBuilt("The IP address type '" + request.ipAddressTypeAsString() + "'");
    }
  }

  private static List<Place> places(Snapshot snapshot, Caller caller, CreateLoadBalancerRequest request) {
    boolean mapped = request.hasSubnetMappings() && !request.subnetMappings().isEmpty();
    if (mapped == (request.hasSubnets() && !request.subnets().isEmpty())) {
      throw Given.invalid("Either subnets or subnet mappings must be specified");
    }
    Map<String, Place> byZone = new LinkedHashMap<>();
    List<SubnetMapping> mappings =
        mapped ? request.subnetMappings() : request.subnets().stream().map(id -> SubnetMapping.builder().subnetId(id).build()).toList();
    for (SubnetMapping mapping : mappings) {
      if (mapping.allocationId() != null || mapping.iPv6Address() != null || mapping.sourceNatIpv6Prefix() != null) {
        throw Given.notBuilt("A subnet mapping with an allocation or an IPv6 address");
      }
      Subnet subnet = subnet(snapshot, caller, Given.required(mapping.subnetId(), "SubnetId"));
      if (byZone.values().stream().anyMatch(p -> !p.subnet().vpcId().equals(subnet.vpcId()))) {
        throw LoadBalancingError.INVALID_CONFIGURATION_REQUEST.with("All subnets must belong to the same VPC: '" + subnet.vpcId() + "'");
      }
      if (byZone.put(subnet.availabilityZone(), new Place(subnet, Optional.ofNullable(mapping.privateIPv4Address()))) != null) {
        throw LoadBalancingError.INVALID_CONFIGURATION_REQUEST.with("A load balancer cannot be attached to multiple subnets in the same Availability Zone");
      }
    }
    return List.copyOf(byZone.values());
  }

  private static Subnet subnet(Snapshot snapshot, Caller caller, String id) {
    return snapshot
        .find(Subnet.class, new ResourceKey(caller.account(), caller.region(), Kind.SUBNET, id))
        .orElseThrow(() -> LoadBalancingError.SUBNET_NOT_FOUND.with(id));
  }

  private static String address(Snapshot snapshot, Place place) {
    try {
      return place.address().isPresent() ? SubnetAddresses.require(snapshot, place.subnet(), place.address().get()) : SubnetAddresses.pick(snapshot, place.subnet());
    } catch (AwsException e) {
      throw LoadBalancingError.INVALID_SUBNET.with(place.subnet().id() + ": " + e.text());
    }
  }

  /** Each of the VPC; an empty list stays empty. */
  private static List<String> groups(Snapshot snapshot, Caller caller, String vpcId, List<String> given) {
    List<String> ids = given.stream().distinct().toList();
    for (String id : ids) {
      Optional<SecurityGroup> group = snapshot.find(SecurityGroup.class, new ResourceKey(caller.account(), caller.region(), Kind.SECURITY_GROUP, id));
      if (group.filter(g -> g.vpcId().equals(vpcId)).isEmpty()) {
        throw LoadBalancingError.INVALID_SECURITY_GROUP.with("The security group '" + id + "' does not exist in VPC '" + vpcId + "'");
      }
    }
    if (ids.size() > MOST_GROUPS) {
      throw LoadBalancingError.INVALID_CONFIGURATION_REQUEST.with("A load balancer can have at most " + MOST_GROUPS + " security groups");
    }
    return ids;
  }

  private static Applied<DescribeLoadBalancersResponse> describe(Snapshot snapshot, Caller caller, DescribeLoadBalancersRequest request, Facts facts) {
    List<LoadBalancer> all = Given.all(snapshot, caller, LoadBalancer.class, Kind.LOAD_BALANCER);
    List<LoadBalancer> asked = all;
    if (!request.loadBalancerArns().isEmpty()) {
      asked = request.loadBalancerArns().stream().distinct().map(arn -> Given.balancer(snapshot, caller, arn)).toList();
    } else if (!request.names().isEmpty()) {
      Set<String> names = new TreeSet<>(request.names());
      asked = all.stream().filter(b -> names.contains(b.name())).toList();
      if (asked.size() < names.size()) {
        throw LoadBalancingError.LOAD_BALANCER_NOT_FOUND.with();
      }
    }
    MarkedPage<LoadBalancer> page = MarkedPage.of(asked, LoadBalancer::arn, request.marker(), request.pageSize());
    return Applied.of(
        snapshot,
        DescribeLoadBalancersResponse.builder()
            .loadBalancers(page.items().stream().map(b -> BalancerView.of(snapshot, b, facts.observed())).toList())
            .nextMarker(page.next())
            .build());
  }

  /** What is gone already was deleted well. */
  private static Applied<DeleteLoadBalancerResponse> delete(Snapshot snapshot, Caller caller, DeleteLoadBalancerRequest request, Facts facts) {
    String arn = Given.required(request.loadBalancerArn(), "LoadBalancerArn");
    Optional<LoadBalancer> found = Given.found(snapshot, caller, LoadBalancer.class, Kind.LOAD_BALANCER, arn, LoadBalancer::arn);
    return Applied.of(found.map(b -> without(snapshot, b)).orElse(snapshot), DeleteLoadBalancerResponse.builder().build());
  }

  private static Snapshot without(Snapshot snapshot, LoadBalancer balancer) {
    if (balancer.deletionProtection()) {
      throw LoadBalancingError.OPERATION_NOT_PERMITTED.with("Load balancer '" + balancer.arn() + "' cannot be deleted because deletion protection is enabled");
    }
    if (!snapshot.inNetwork(VpcEndpointService.class, balancer.id()).isEmpty()) {
      throw LoadBalancingError.RESOURCE_IN_USE.with("Load balancer '" + balancer.arn() + "' cannot be deleted because it is currently associated with another service");
    }
    Snapshot next = snapshot;
    for (Listener listener : snapshot.inNetwork(Listener.class, balancer.vpcId())) {
      next = listener.loadBalancerId().equals(balancer.id()) ? next.without(listener.key()) : next;
    }
    for (LoadBalancer.Node node : balancer.nodes()) {
      Optional<NetworkInterface> eni = next.located(NetworkInterface.class, node.networkInterfaceId());
      next = eni.isPresent() ? InterfaceAttachments.deleted(next, eni.get()) : next;
    }
    return next.without(balancer.key());
  }

  private static Applied<SetSecurityGroupsResponse> setGroups(Snapshot snapshot, Caller caller, SetSecurityGroupsRequest request, Facts facts) {
    LoadBalancer balancer = Given.balancer(snapshot, caller, request.loadBalancerArn());
    boolean enforces = enforces(balancer, request.enforceSecurityGroupInboundRulesOnPrivateLinkTrafficAsString());
    List<String> groupIds = groups(snapshot, caller, balancer.vpcId(), request.securityGroups());
    if (balancer.groupIds().isEmpty()) {
      throw LoadBalancingError.INVALID_CONFIGURATION_REQUEST.with(
          "Security groups cannot be set for load balancer '" + balancer.arn() + "': it was created without security groups");
    }
    if (groupIds.isEmpty()) {
      throw LoadBalancingError.INVALID_CONFIGURATION_REQUEST.with("You must specify at least one security group");
    }
    Snapshot next = snapshot.with(balancer.withGroups(groupIds, enforces));
    for (LoadBalancer.Node node : balancer.nodes()) {
      next = next.with(next.located(NetworkInterface.class, node.networkInterfaceId()).orElseThrow().withGroupIds(groupIds));
    }
    return Applied.of(
        next,
        SetSecurityGroupsResponse.builder()
            .securityGroupIds(groupIds)
            .enforceSecurityGroupInboundRulesOnPrivateLinkTraffic(enforces ? "on" : "off")
            .build());
  }

  private static boolean enforces(LoadBalancer balancer, @Nullable String given) {
    if (given == null) {
      return balancer.enforcesOnPrivateLink();
    }
    if (!given.equals("on") && !given.equals("off")) {
      throw Given.invalid("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic must be on or off, and not '" + given + "'");
    }
    return given.equals("on");
  }
}
