package dev.postern.core.authorize.ask;

import dev.postern.core.model.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * On what an EC2 operation is authorized. Most follow from their names: a reader is authorized on nothing in particular, anything else on every
 * resource that the request names, and a {@code Create} on what it makes too. Those that AWS's reference has otherwise are rows here.
 * <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html">AWS</a>
 *
 * @param types of the named resources that count; empty for all
 * @param makes types of what does not exist yet
 * @param leavesOut members whose resources do not count
 */
record Ec2Rule(Optional<Set<String>> types, List<String> makes, Set<String> leavesOut) {
  private static final Ec2Rule ALL_NAMED = new Ec2Rule(Optional.empty(), List.of(), Set.of());
  private static final Ec2Rule NOTHING = on();

  private static final Map<String, Ec2Rule> ROWS =
      Map.ofEntries(
          Map.entry("AllocateAddress", making("elastic-ip")),
          Map.entry("AuthorizeSecurityGroupEgress", on("security-group").without("IpPermissions")),
          Map.entry("AuthorizeSecurityGroupIngress", on("security-group").without("IpPermissions")),
          Map.entry("CreateFlowLogs", making("vpc-flow-log")),
          Map.entry("CreateRoute", on("route-table")),
          Map.entry("CreateTransitGatewayVpcAttachment", making("transit-gateway-attachment")),
          Map.entry("CreateVpcEndpointServiceConfiguration", new Ec2Rule(Optional.of(Set.of()), List.of("vpc-endpoint-service"), Set.of())),
          Map.entry("CreateVpcPeeringConnection", making("vpc-peering-connection").without("PeerVpcId")),
          Map.entry("DeleteRoute", on("route-table")),
          Map.entry("DescribeInstanceAttribute", on("instance")),
          Map.entry("DescribeVpcAttribute", on("vpc")),
          Map.entry("DescribeVpcEndpointServicePermissions", on("vpc-endpoint-service")),
          Map.entry("GetConsoleOutput", on("instance")),
          Map.entry("GetManagedPrefixListEntries", on("prefix-list")),
          Map.entry("GetSecurityGroupsForVpc", on("vpc")),
          Map.entry("ModifySecurityGroupRules", on("security-group", "security-group-rule").without("SecurityGroupRules.SecurityGroupRule")),
          Map.entry("ReplaceRoute", on("route-table")),
          Map.entry("RevokeSecurityGroupEgress", on("security-group").without("IpPermissions")),
          Map.entry("RevokeSecurityGroupIngress", on("security-group").without("IpPermissions")),
          Map.entry("RunInstances", making("instance", "volume")),
          Map.entry("SearchTransitGatewayRoutes", on("transit-gateway-route-table")),
          Map.entry("StartNetworkInsightsAnalysis", making("network-insights-analysis")),
          Map.entry("UpdateSecurityGroupRuleDescriptionsEgress", on("security-group").without("IpPermissions")),
          Map.entry("UpdateSecurityGroupRuleDescriptionsIngress", on("security-group").without("IpPermissions")));

  private static final Set<String> READERS = Set.of("Describe", "Get", "List", "Search");

  /** {@code CreateNatGateway} makes a {@code natgateway}: the words of a kind's constant are the operation's. */
  private static final Map<String, Kind> CREATED =
      EnumSet.range(Kind.VPC, Kind.VPC_ENDPOINT_SERVICE).stream().collect(Collectors.toUnmodifiableMap(Ec2Rule::creator, Function.identity()));

  static Ec2Rule of(String operation) {
    Ec2Rule row = ROWS.get(operation);
    if (row != null) {
      return row;
    }
    if (READERS.stream().anyMatch(operation::startsWith)) {
      return NOTHING;
    }
    Kind created = CREATED.get(operation);
    return created == null ? ALL_NAMED : making(created.resourceType());
  }

  private static String creator(Kind kind) {
    return "Create" + Arrays.stream(kind.name().split("_")).map(w -> w.charAt(0) + w.substring(1).toLowerCase(Locale.ROOT)).collect(Collectors.joining());
  }

  private static Ec2Rule on(String... types) {
    return new Ec2Rule(Optional.of(Set.of(types)), List.of(), Set.of());
  }

  private static Ec2Rule making(String... types) {
    return new Ec2Rule(Optional.empty(), List.of(types), Set.of());
  }

  private Ec2Rule without(String... members) {
    return new Ec2Rule(types, makes, Set.of(members));
  }

  boolean counts(Members.Text member) {
    return leavesOut.stream().noneMatch(left -> member.path().equals(left) || member.path().startsWith(left + "."));
  }

  boolean counts(Ec2Resource resource) {
    return types.isEmpty() || types.get().contains(resource.type());
  }
}
