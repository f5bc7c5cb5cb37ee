package dev.postern.core.action.ec2;

import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.account.AccountOperations;
import dev.postern.core.action.ec2.dhcp.DhcpOptionsOperations;
import dev.postern.core.action.ec2.elasticip.ElasticIpOperations;
import dev.postern.core.action.ec2.endpoint.EndpointOperations;
import dev.postern.core.action.ec2.flowlog.FlowLogOperations;
import dev.postern.core.action.ec2.insights.InsightsOperations;
import dev.postern.core.action.ec2.instance.InstanceOperations;
import dev.postern.core.action.ec2.internetgateway.InternetGatewayOperations;
import dev.postern.core.action.ec2.natgateway.NatGatewayOperations;
import dev.postern.core.action.ec2.networkacl.NetworkAclOperations;
import dev.postern.core.action.ec2.networkinterface.NetworkInterfaceOperations;
import dev.postern.core.action.ec2.peering.PeeringOperations;
import dev.postern.core.action.ec2.prefixlist.PrefixListOperations;
import dev.postern.core.action.ec2.routetable.RouteTableOperations;
import dev.postern.core.action.ec2.securitygroup.SecurityGroupOperations;
import dev.postern.core.action.ec2.subnet.SubnetOperations;
import dev.postern.core.action.ec2.tag.TagOperations;
import dev.postern.core.action.ec2.transitgateway.TransitGatewayOperations;
import dev.postern.core.action.ec2.vpc.VpcOperations;
import dev.postern.core.action.ec2.vpn.VpnOperations;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every operation of the EC2 API that Postern has, by name. */
public final class Ec2Operations {
  private static final Map<String, Operation<?, ?>> BY_NAME =
      Stream.of(
              AccountOperations.ALL,
              DhcpOptionsOperations.ALL,
              ElasticIpOperations.ALL,
              EndpointOperations.ALL,
              FlowLogOperations.ALL,
              InsightsOperations.ALL,
              InstanceOperations.ALL,
              InternetGatewayOperations.ALL,
              NatGatewayOperations.ALL,
              NetworkAclOperations.ALL,
              NetworkInterfaceOperations.ALL,
              PeeringOperations.ALL,
              PrefixListOperations.ALL,
              RouteTableOperations.ALL,
              SecurityGroupOperations.ALL,
              SubnetOperations.ALL,
              TagOperations.ALL,
              TransitGatewayOperations.ALL,
              VpcOperations.ALL,
              VpnOperations.ALL)
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableMap(Operation::name, o -> o));

  private Ec2Operations() {}

  public static Optional<Operation<?, ?>> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  public static List<Operation<?, ?>> all() {
    return BY_NAME.values().stream().sorted(Comparator.comparing(Operation::name)).toList();
  }
}
