package dev.postern.core.account;

import dev.postern.core.ip.Cidr;
import dev.postern.core.model.DhcpOptions;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import dev.postern.core.region.Region;
import dev.postern.core.services.PrefixList;
import dev.postern.core.services.PrefixLists;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads VPCs, and what filters and leads in them: subnets, route tables, groups and ACLs. */
final class NetworkReader {
  private static final Map<String, String> PROTOCOLS = Map.of("6", "tcp", "17", "udp", "1", "icmp");

  private final Reading reading;
  /** The names of prefix lists that the dump has; the ids of many are known to their account alone. */
  private final Map<String, String> prefixLists = new HashMap<>();

  /** The ids of rules, by what they say: the groups themselves are printed without. */
  private final Map<String, String> ruleIds = new HashMap<>();

  NetworkReader(Reading reading) {
    this.reading = reading;
  }

  void read() {
    reading.each(Listing.PREFIX_LISTS, list -> prefixLists.put(list.text("PrefixListId"), list.text("PrefixListName")));
    reading.each(Listing.DHCP_OPTIONS, this::dhcpOptions);
    reading.each(Listing.VPCS, this::vpc);
    reading.each(Listing.SUBNETS, this::subnet);
    reading.each(Listing.ROUTE_TABLES, this::routeTable);
    reading.each(Listing.SECURITY_GROUP_RULES, this::ruleId);
    reading.each(Listing.SECURITY_GROUPS, this::group);
    reading.each(Listing.NETWORK_ACLS, this::acl);
  }

  private void dhcpOptions(Item item) {
    TreeMap<String, List<String>> configurations = new TreeMap<>();
    for (Item one : item.items("DhcpConfigurations")) {
      configurations.put(one.text("Key"), one.items("Values").stream().map(v -> v.text("Value")).toList());
    }
    String owner = item.optional("OwnerId").orElse(reading.account);
    reading.add(new DhcpOptions(new ResourceKey(owner, item.region(), Kind.DHCP_OPTIONS, Reading.id(item, "DhcpOptionsId", Kind.DHCP_OPTIONS)), configurations));
  }

  private void vpc(Item item) {
    String id = Reading.id(item, "VpcId", Kind.VPC);
    String region = regionOf(item, id);
    if (Region.find(region).isEmpty()) {
      throw new UnreadableItem("Postern does not know the Region " + region);
    }
    List<Vpc.CidrAssociation> blocks = new ArrayList<>();
    for (Item block : item.items("CidrBlockAssociationSet")) {
      if (block.at("CidrBlockState").optional("State").orElse("associated").equals("associated")) {
        blocks.add(new Vpc.CidrAssociation(block.text("AssociationId"), Cidr.parse(block.text("CidrBlock"))));
      }
    }
    if (blocks.isEmpty()) {
      blocks.add(new Vpc.CidrAssociation("vpc-cidr-assoc-unknown", Cidr.parse(item.text("CidrBlock"))));
    }
    if (!item.items("Ipv6CidrBlockAssociationSet").isEmpty()) {
      reading.gap(id, "has IPv6 blocks, which Postern does not carry: only IPv4 was looked at");
    }
    reading.add(
        new Vpc(
            new ResourceKey(item.optional("OwnerId").orElse(reading.account), region, Kind.VPC, id), blocks, attribute(id, "EnableDnsSupport"), attribute(id, "EnableDnsHostnames"),
            item.optional("DhcpOptionsId").orElse("default"), item.optional("InstanceTenancy").orElse("default"), item.flag("IsDefault", false)));
  }

  /** A VPC does not say its Region; its subnets do. */
  private String regionOf(Item vpc, String id) {
    return reading.dump.of(Listing.SUBNETS).stream().filter(s -> s.optional("VpcId").filter(id::equals).isPresent()).map(Item::region).findFirst().orElse(vpc.region());
  }

  private boolean attribute(String vpcId, String name) {
    Optional<Boolean> known = reading.dump.attribute(vpcId, name);
    if (known.isEmpty()) {
      reading.gap(vpcId, "the dump does not say its " + name + " (aws ec2 describe-vpc-attribute): taken as on");
    }
    return known.orElse(true);
  }

  private void subnet(Item item) {
    Vpc vpc = reading.vpc(item);
    String zone = item.text("AvailabilityZone");
    if (Region.zone(zone).filter(z -> z.region().equals(vpc.key().region())).isEmpty()) {
      throw new UnreadableItem("Postern does not know the zone " + zone + " in " + vpc.key().region());
    }
    reading.add(
        new Subnet(
            Reading.key(vpc, Kind.SUBNET, Reading.id(item, "SubnetId", Kind.SUBNET)), vpc.id(), Cidr.parse(item.text("CidrBlock")), zone,
            item.flag("MapPublicIpOnLaunch", false), item.flag("DefaultForAz", false)));
  }

  private void routeTable(Item item) {
    Vpc vpc = reading.vpc(item);
    String id = Reading.id(item, "RouteTableId", Kind.ROUTE_TABLE);
    List<Route> routes = new ArrayList<>();
    for (Item route : item.items("Routes")) {
      reading.part(id, () -> route(vpc, id, route).ifPresent(routes::add));
    }
    List<RouteTable.Association> associations = new ArrayList<>();
    for (Item association : item.items("Associations")) {
      Optional<String> subnet = association.optional("SubnetId");
      if (association.has("GatewayId")) {
        reading.gap(id, "is associated with " + association.text("GatewayId") + ", which Postern does not model: what comes in there goes by the VPC's own routes");
      } else if (association.flag("Main", false) || subnet.flatMap(s -> reading.snapshot().located(Subnet.class, s)).isPresent()) {
        String name = association.optional("RouteTableAssociationId").orElse("rtbassoc-unknown");
        associations.add(new RouteTable.Association(name, association.flag("Main", false) ? Optional.empty() : subnet));
      }
    }
    List<String> propagating = item.items("PropagatingVgws").stream().map(v -> v.text("GatewayId")).toList();
    propagating.forEach(v -> reading.gap(id, "has routes that " + v + " propagates, if the dump lists them; where they lead on-premises is not known"));
    reading.add(new RouteTable(Reading.key(vpc, Kind.ROUTE_TABLE, id), vpc.id(), routes, associations, List.of()));
  }

  /** Empty for local routes, which follow from the VPC. */
  private Optional<Route> route(Vpc vpc, String table, Item route) {
    Optional<String> ipv6 = route.optional("DestinationIpv6CidrBlock");
    if (ipv6.isPresent()) {
      return Optional.empty();
    }
    Optional<String> gateway = route.optional("GatewayId");
    if (gateway.filter("local"::equals).isPresent()) {
      return Optional.empty();
    }
    Route.Target target = target(route, gateway);
    Optional<String> list = route.optional("DestinationPrefixListId");
    if (list.isEmpty()) {
      return Optional.of(new Route(new Route.ToCidr(Cidr.parse(route.text("DestinationCidrBlock"))), target));
    }
    Optional<String> known = prefixList(vpc, list.get()).or(() -> target instanceof Route.ViaVpcEndpoint(String id) ? ofEndpoint(vpc, id) : Optional.empty());
    String prefixes = known.orElseThrow(() -> new UnreadableItem("the addresses of " + list.get() + ", to which a route of " + table + " leads, are not known here"));
    return Optional.of(new Route(new Route.ToPrefixList(prefixes), target));
  }

  private static Route.Target target(Item route, Optional<String> gateway) {
    if (gateway.isPresent()) {
      String id = gateway.get();
      return switch (id.substring(0, id.indexOf('-') + 1)) {
        case "igw-" -> new Route.ViaInternetGateway(id);
        case "vgw-" -> new Route.ViaVpnGateway(id);
        case "vpce-" -> new Route.ViaVpcEndpoint(id);
        default -> throw new UnreadableItem("Postern does not model routes to " + id);
      };
    }
    return route.optional("NatGatewayId").<Route.Target>map(Route.ViaNatGateway::new)
        .or(() -> route.optional("NetworkInterfaceId").map(n -> new Route.ViaNetworkInterface(n, route.optional("InstanceId"))))
        .or(() -> route.optional("VpcPeeringConnectionId").map(Route.ViaVpcPeeringConnection::new))
        .or(() -> route.optional("TransitGatewayId").map(Route.ViaTransitGateway::new))
        .orElseThrow(() -> new UnreadableItem("Postern does not model the target of the route " + route.node()));
  }

  /** Postern's own id of an AWS-managed list. */
  private Optional<String> prefixList(Vpc vpc, String id) {
    String region = vpc.key().region();
    return Optional.ofNullable(prefixLists.get(id)).flatMap(name -> PrefixLists.ofService(region, name)).or(() -> PrefixLists.find(region, id)).map(PrefixList::id);
  }

  private Optional<String> ofEndpoint(Vpc vpc, String endpointId) {
    return reading.dump.of(Listing.VPC_ENDPOINTS).stream()
        .filter(e -> e.optional("VpcEndpointId").filter(endpointId::equals).isPresent())
        .flatMap(e -> e.optional("ServiceName").stream())
        .flatMap(name -> PrefixLists.ofService(vpc.key().region(), name).stream())
        .map(PrefixList::id)
        .findFirst();
  }

  private void group(Item item) {
    Vpc vpc = reading.vpc(item);
    String id = Reading.id(item, "GroupId", Kind.SECURITY_GROUP);
    List<SecurityGroupRule> rules = new ArrayList<>();
    permissions(vpc, id, item.items("IpPermissions"), false, rules);
    permissions(vpc, id, item.items("IpPermissionsEgress"), true, rules);
    reading.add(new SecurityGroup(Reading.key(vpc, Kind.SECURITY_GROUP, id), vpc.id(), item.optional("GroupName").orElse(id), item.optional("Description").orElse(""), rules));
  }

  private void permissions(Vpc vpc, String group, List<Item> permissions, boolean egress, List<SecurityGroupRule> rules) {
    for (Item permission : permissions) {
      reading.part(group, () -> {
        permission.items("IpRanges").forEach(r -> add(rules, group, permission, egress, new SecurityGroupRule.CidrPeer(Cidr.parse(r.text("CidrIp"))), r));
        permission.items("Ipv6Ranges").forEach(r -> add(rules, group, permission, egress, new SecurityGroupRule.Ipv6Peer(r.text("CidrIpv6")), r));
        permission.items("UserIdGroupPairs").forEach(
            p -> add(rules, group, permission, egress, new SecurityGroupRule.GroupPeer(p.text("GroupId"), p.optional("UserId").orElse(vpc.key().account())), p));
        for (Item list : permission.items("PrefixListIds")) {
          String id = list.text("PrefixListId");
          Optional<String> known = prefixList(vpc, id);
          if (known.isEmpty()) {
            reading.gap(group, "the addresses of " + id + ", which a rule names, are not known here: the rule is left out");
          }
          known.ifPresent(k -> add(rules, group, permission, egress, new SecurityGroupRule.PrefixListPeer(k), list));
        }
      });
    }
  }

  private void ruleId(Item item) {
    String peer =
        item.optional("CidrIpv4").or(() -> item.optional("CidrIpv6")).or(() -> item.optional("PrefixListId")).or(() -> item.at("ReferencedGroupInfo").optional("GroupId")).orElse("");
    ruleIds.put(rule(item.text("GroupId"), item.flag("IsEgress", false), item, peer), item.text("SecurityGroupRuleId"));
  }

  private static String rule(String group, boolean egress, Item ports, String peer) {
    return String.join(" ", group, String.valueOf(egress), ports.text("IpProtocol"), String.valueOf(ports.number("FromPort", -1)), String.valueOf(ports.number("ToPort", -1)), peer);
  }

  private void add(List<SecurityGroupRule> rules, String group, Item permission, boolean egress, SecurityGroupRule.Peer peer, Item described) {
    String protocol = protocol(permission, "IpProtocol", "|tcp|udp|icmp|icmpv6");
    String named = described.optional("CidrIp").or(() -> described.optional("CidrIpv6")).or(() -> described.optional("PrefixListId")).or(() -> described.optional("GroupId")).orElse("");
    String id = Optional.ofNullable(ruleIds.get(rule(group, egress, permission, named))).orElse(group + " rule " + (rules.size() + 1));
    rules.add(
        new SecurityGroupRule(
            id, egress, PROTOCOLS.getOrDefault(protocol, protocol), permission.number("FromPort", -1), permission.number("ToPort", -1), peer,
            described.optional("Description")));
  }

  /** {@code -1}, a number, or in groups one of three names. */
  private static String protocol(Item item, String field, String names) {
    String protocol = item.text(field);
    if (!protocol.matches("-1|[0-9]{1,3}" + names)) {
      throw UnreadableItem.broken(field + " is no protocol: " + protocol);
    }
    return protocol.equals("icmpv6") ? "58" : protocol;
  }

  private void acl(Item item) {
    Vpc vpc = reading.vpc(item);
    String id = Reading.id(item, "NetworkAclId", Kind.NETWORK_ACL);
    List<NetworkAcl.Entry> entries = new ArrayList<>();
    for (Item entry : item.items("Entries")) {
      // The last one is the same everywhere, and implied.
      if (entry.number("RuleNumber") < NetworkAcl.LAST_RULE && entry.has("CidrBlock")) {
        entries.add(entry(entry));
      }
    }
    List<NetworkAcl.Association> associations = new ArrayList<>();
    for (Item association : item.items("Associations")) {
      String subnet = association.text("SubnetId");
      if (reading.snapshot().located(Subnet.class, subnet).isPresent()) {
        associations.add(new NetworkAcl.Association(association.text("NetworkAclAssociationId"), subnet));
      }
    }
    reading.add(new NetworkAcl(Reading.key(vpc, Kind.NETWORK_ACL, id), vpc.id(), item.flag("IsDefault", false), entries, associations));
  }

  private static NetworkAcl.Entry entry(Item item) {
    Item ports = item.at("PortRange");
    Item icmp = item.at("IcmpTypeCode");
    return new NetworkAcl.Entry(
        item.number("RuleNumber"), item.flag("Egress", false), protocol(item, "Protocol", ""), item.text("RuleAction").equals("allow"), Cidr.parse(item.text("CidrBlock")),
        ports.has("From") ? Optional.of(new NetworkAcl.PortRange(ports.number("From"), ports.number("To"))) : Optional.empty(),
        icmp.has("Type") ? Optional.of(new NetworkAcl.IcmpTypeCode(icmp.number("Type"), icmp.number("Code", -1))) : Optional.empty());
  }
}
