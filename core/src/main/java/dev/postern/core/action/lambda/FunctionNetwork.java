package dev.postern.core.action.lambda;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.networkinterface.NewInterface;
import dev.postern.core.action.ec2.subnet.SubnetAddresses;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.LambdaError;
import dev.postern.core.model.Function;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.Subnet;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.model.VpcConfig;

/**
 * Puts a function into the network that its {@code VpcConfig} asks for: one interface a subnet, managed by Lambda, on a host of the function's
 * own. On AWS functions with the same subnet and groups share an interface; here each has its own, so that flows can be told apart.
 * <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html">AWS</a>
 */
final class FunctionNetwork {
  private static final int SUBNETS = 16;
  private static final int GROUPS = 5;

  private FunctionNetwork() {}

  /** The function on a new host in the network that {@code asked} describes, and its interfaces; both lists empty is the public side. */
  static Snapshot join(Snapshot snapshot, Caller caller, Function function, VpcConfig asked, Facts facts) {
    List<String> subnetIds = distinct(asked.subnetIds());
    List<String> groupIds = distinct(asked.securityGroupIds());
    String host = facts.seed().id(Function.HOST_PREFIX);
    if (subnetIds.isEmpty() && groupIds.isEmpty()) {
      return snapshot.with(function.movedTo(host, Optional.empty()));
    }
    if (subnetIds.isEmpty() || groupIds.isEmpty()) {
      throw LambdaError.INVALID_PARAMETER_VALUE.with("SubnetIds and SecurityIds must coexist or be both empty list.");
    }
    atMost(subnetIds, "vpcConfig.subnetIds", SUBNETS);
    atMost(groupIds, "vpcConfig.securityGroupIds", GROUPS);
    List<Subnet> subnets = subnetIds.stream().map(id -> said("DescribeSubnets", () -> Lookup.require(snapshot, caller, Subnet.class, Kind.SUBNET, id))).toList();
    List<SecurityGroup> groups =
        groupIds.stream()
            .map(id -> said("DescribeSecurityGroups", () -> Lookup.require(snapshot, caller, SecurityGroup.class, Kind.SECURITY_GROUP, id)))
            .toList();
    Set<String> vpcs = new HashSet<>();
    subnets.forEach(s -> vpcs.add(s.vpcId()));
    if (vpcs.size() > 1) {
      throw LambdaError.INVALID_PARAMETER_VALUE.with("Subnets are required to be in the same VPC.");
    }
    groups.forEach(g -> vpcs.add(g.vpcId()));
    if (vpcs.size() > 1) {
      throw LambdaError.INVALID_PARAMETER_VALUE.with("Security Groups are required to be in the same VPC.");
    }
    Snapshot next = snapshot;
    List<String> interfaceIds = new ArrayList<>();
    for (Subnet subnet : subnets) {
      Snapshot sofar = next;
      String ip = said("CreateNetworkInterface", () -> SubnetAddresses.pick(sofar, subnet));
      NetworkInterface made =
          NewInterface.ofFunction(caller, subnet, ip, groupIds, function.name(), host, interfaceIds.size(), facts);
      next = next.with(made);
      interfaceIds.add(made.id());
    }
    String vpcId = subnets.getFirst().vpcId();
    return next.with(function.movedTo(host, Optional.of(new Function.VpcConfig(vpcId, subnetIds, groupIds, interfaceIds))));
  }

  /** Without the function's interfaces. */
  static Snapshot leave(Snapshot snapshot, Caller caller, Function function) {
    Snapshot next = snapshot;
    for (String id : function.vpcConfig().map(Function.VpcConfig::networkInterfaceIds).orElse(List.of())) {
      next = next.without(Lookup.key(caller, Kind.NETWORK_INTERFACE, id));
    }
    return next;
  }

  private static List<String> distinct(List<String> ids) {
    return ids.stream().distinct().toList();
  }

  private static void atMost(List<String> ids, String member, int most) {
    if (ids.size() > most) {
      throw Require.violated("'" + ids + "'", member, "Member must have length less than or equal to " + most);
    }
  }

  /** Lambda passes on what EC2 answered to it. */
  private static <T> T said(String operation, Supplier<T> call) {
    try {
      return call.get();
    } catch (AwsException e) {
      throw LambdaError.INVALID_PARAMETER_VALUE.with(
          "Error occurred while " + operation + ". EC2 Error Code: " + e.code() + ". EC2 Error Message: " + e.text());
    }
  }
}
