package dev.postern.core.fabric;

import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.Instance;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NatGateway;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.PrefixList;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Compiles the AWS resources of one VPC to its {@link Fabric}; costs that VPC, whatever else the cloud holds. */
public final class FabricCompiler {
  private final Snapshot snapshot;
  private final Vpc vpc;
  private final SortedMap<String, NetworkInterface> interfaces = new TreeMap<>();
  private final SortedMap<String, Port> ports = new TreeMap<>();

  private FabricCompiler(Snapshot snapshot, Vpc vpc) {
    this.snapshot = snapshot;
    this.vpc = vpc;
  }

  /** The fabric of a VPC. */
  public static Fabric compile(Snapshot snapshot, Vpc vpc) {
    return new FabricCompiler(snapshot, vpc).compile();
  }

  private Fabric compile() {
    in(NetworkInterface.class).forEach(eni -> interfaces.put(eni.id(), eni));
    interfaces.values().forEach(eni -> port(eni).ifPresent(p -> ports.put(eni.id(), p)));
    SortedMap<String, Fabric.GroupTable> groups = new TreeMap<>();
    in(SecurityGroup.class).forEach(g -> groups.put(g.id(), group(g)));
    SortedMap<String, EndpointTable> endpoints = new TreeMap<>();
    for (VpcEndpoint endpoint : in(VpcEndpoint.class).stream().filter(e -> e.type() == VpcEndpoint.Type.GATEWAY).toList()) {
      endpoints.put(endpoint.id(), new EndpointTable(endpoint.id(), endpoint.serviceName(), prefixList(endpoint.serviceName()).id()));
    }
    SortedMap<String, ForwardingTable> forwarding = new TreeMap<>();
    in(RouteTable.class).forEach(t -> forwarding.put(t.id(), new ForwardingTable(t.id(), entries(t))));
    return new Fabric(
        vpc.id(),
        vpc.key().account(),
        vpc.key().region(),
        vpc.cidrs().stream().map(Vpc.CidrAssociation::cidr).toList(),
        subnets(),
        forwarding,
        groups,
        members(groups.values()),
        prefixes(groups.values()),
        ports,
        in(InternetGateway.class).stream().findFirst().map(InternetGateway::id),
        publicAddresses(),
        endpoints);
  }

  private <T extends Resource> List<T> in(Class<T> type) {
    return snapshot.inNetwork(type, vpc.id());
  }

  private Optional<Port> port(NetworkInterface eni) {
    if (eni.attachment().isEmpty()) {
      return Optional.empty();
    }
    NetworkInterface.Attachment attachment = eni.attachment().get();
    Port.HostKind host =
        switch (eni.interfaceType()) {
          case "nat_gateway" -> Port.HostKind.NAT_GATEWAY;
          case "lambda" -> Port.HostKind.FUNCTION;
          default -> Port.HostKind.INSTANCE;
        };
    if (host == Port.HostKind.INSTANCE && !isRunning(attachment.hostId())) {
      return Optional.empty();
    }
    return Optional.of(
        new Port(
            eni.id(),
            attachment.hostId(),
            host,
            // AWS shows a NAT gateway's only interface as device 1.
            host == Port.HostKind.NAT_GATEWAY ? 0 : attachment.deviceIndex(),
            eni.subnetId(),
            eni.macAddress(),
            eni.privateIps().stream().map(Ip::parse).toList(),
            eni.sourceDestCheck(),
            eni.groupIds()));
  }

  private boolean isRunning(String instanceId) {
    ResourceKey key = new ResourceKey(vpc.key().account(), vpc.key().region(), Kind.INSTANCE, instanceId);
    return snapshot.find(Instance.class, key).filter(i -> i.state() == Instance.State.RUNNING).isPresent();
  }

  private SortedMap<String, SubnetTable> subnets() {
    Map<String, String> tableOf = new HashMap<>();
    String main = "";
    for (RouteTable table : in(RouteTable.class)) {
      main = table.isMain() ? table.id() : main;
      table.associations().forEach(a -> a.subnetId().ifPresent(s -> tableOf.put(s, table.id())));
    }
    Map<String, NetworkAcl> aclOf = new HashMap<>();
    in(NetworkAcl.class).forEach(acl -> acl.associations().forEach(a -> aclOf.put(a.subnetId(), acl)));
    SortedMap<String, SubnetTable> subnets = new TreeMap<>();
    for (Subnet subnet : in(Subnet.class)) {
      NetworkAcl acl = aclOf.get(subnet.id());
      if (acl == null) {
        throw new IllegalStateException(subnet.id() + " has no network ACL");
      }
      subnets.put(
          subnet.id(),
          new SubnetTable(subnet.id(), subnet.cidr(), tableOf.getOrDefault(subnet.id(), main), acl(acl, false), acl(acl, true)));
    }
    return subnets;
  }

  private static FilterTable acl(NetworkAcl acl, boolean egress) {
    String direction = egress ? "out" : "in";
    List<FilterLine> lines =
        acl.entries().stream()
            .filter(e -> e.egress() == egress)
            .sorted(Comparator.comparingInt(NetworkAcl.Entry::ruleNumber))
            .map(e -> line(e, acl.id() + "/" + direction + "/" + e.ruleNumber()))
            .toList();
    return new FilterTable(lines, acl.id());
  }

  private static FilterLine line(NetworkAcl.Entry entry, String origin) {
    int from = entry.ports().map(NetworkAcl.PortRange::from).or(() -> entry.icmp().map(NetworkAcl.IcmpTypeCode::type)).orElse(FilterLine.ALL);
    int to = entry.ports().map(NetworkAcl.PortRange::to).or(() -> entry.icmp().map(NetworkAcl.IcmpTypeCode::code)).orElse(FilterLine.ALL);
    return new FilterLine(Integer.parseInt(entry.protocol()), from, to, new FilterLine.Block(entry.cidr()), entry.allow(), origin);
  }

  private static Fabric.GroupTable group(SecurityGroup group) {
    return new Fabric.GroupTable(group.id(), groupLines(group, false), groupLines(group, true));
  }

  private static FilterTable groupLines(SecurityGroup group, boolean egress) {
    List<FilterLine> lines = new ArrayList<>();
    for (SecurityGroupRule rule : group.rules()) {
      Optional<FilterLine.Remote> remote = rule.egress() == egress ? remote(rule.peer()) : Optional.empty();
      remote.ifPresent(r -> lines.add(new FilterLine(protocol(rule.protocol()), rule.fromPort(), rule.toPort(), r, true, group.id() + "/" + rule.id())));
    }
    return new FilterTable(lines, group.id());
  }

  private static Optional<FilterLine.Remote> remote(SecurityGroupRule.Peer peer) {
    return switch (peer) {
      case SecurityGroupRule.CidrPeer(Cidr cidr) -> Optional.of(new FilterLine.Block(cidr));
      case SecurityGroupRule.GroupPeer p -> Optional.of(new FilterLine.Members(p.groupId()));
      case SecurityGroupRule.PrefixListPeer p -> Optional.of(new FilterLine.Prefixes(p.prefixListId()));
      case SecurityGroupRule.Ipv6Peer _ -> Optional.empty();
    };
  }

  private static int protocol(String name) {
    return switch (name) {
      case "tcp" -> FilterLine.TCP;
      case "udp" -> FilterLine.UDP;
      case "icmp" -> FilterLine.ICMP;
      case "icmpv6" -> 58;
      default -> Integer.parseInt(name);
    };
  }

  private SortedMap<String, Set<Long>> members(Collection<Fabric.GroupTable> groups) {
    SortedMap<String, Set<Long>> members = new TreeMap<>();
    for (FilterLine line : lines(groups)) {
      if (line.remote() instanceof FilterLine.Members(String id)) {
        members.computeIfAbsent(id, _ -> new TreeSet<>());
      }
    }
    for (NetworkInterface eni : interfaces.values()) {
      for (String id : eni.groupIds()) {
        Optional.ofNullable(members.get(id)).ifPresent(m -> eni.privateIps().forEach(ip -> m.add(Ip.parse(ip))));
      }
    }
    return members;
  }

  private SortedMap<String, List<Cidr>> prefixes(Collection<Fabric.GroupTable> groups) {
    SortedMap<String, List<Cidr>> prefixes = new TreeMap<>();
    for (FilterLine line : lines(groups)) {
      if (line.remote() instanceof FilterLine.Prefixes(String id)) {
        prefixes.put(id, blocks(id));
      }
    }
    return prefixes;
  }

  private static List<FilterLine> lines(Collection<Fabric.GroupTable> groups) {
    return groups.stream().flatMap(g -> Stream.concat(g.inbound().lines().stream(), g.outbound().lines().stream())).toList();
  }

  private SortedMap<Long, Long> publicAddresses() {
    SortedMap<Long, Long> addresses = new TreeMap<>();
    for (NetworkInterface eni : interfaces.values()) {
      if (ports.containsKey(eni.id())) {
        eni.publicIp().ifPresent(ip -> addresses.put(Ip.parse(eni.primaryIp()), Ip.parse(ip)));
      }
    }
    for (ElasticIp address : in(ElasticIp.class)) {
      address
          .association()
          .filter(a -> ports.containsKey(a.networkInterfaceId()))
          .ifPresent(a -> addresses.put(Ip.parse(a.privateIp()), Ip.parse(address.publicIp())));
    }
    return addresses;
  }

  private List<ForwardingEntry> entries(RouteTable table) {
    List<ForwardingEntry> entries = new ArrayList<>();
    for (Route route : table.routes()) {
      NextHop hop = hop(route.target());
      switch (route.destination()) {
        case Route.ToCidr(Cidr cidr) -> entries.add(new ForwardingEntry(cidr, hop, ForwardingEntry.STATIC, table.id() + "/" + cidr));
        case Route.ToPrefixList(String id) ->
            blocks(id).forEach(c -> entries.add(new ForwardingEntry(c, hop, ForwardingEntry.PREFIX_LIST, table.id() + "/" + id)));
      }
    }
    return entries;
  }

  private NextHop hop(Route.Target target) {
    return switch (target) {
      case Route.ViaInternetGateway(String id) ->
          in(InternetGateway.class).stream().anyMatch(g -> g.id().equals(id)) ? new NextHop.ToInternetGateway(id) : new NextHop.Blackhole();
      case Route.ViaNatGateway(String id) ->
          in(NatGateway.class).stream()
              .filter(n -> n.id().equals(id))
              .findFirst()
              .<NextHop>map(n -> new NextHop.ToNatGateway(id, n.networkInterfaceId()))
              .orElseGet(NextHop.Blackhole::new);
      case Route.ViaNetworkInterface(String id, _) -> ports.containsKey(id) ? new NextHop.ToInterface(id) : new NextHop.Blackhole();
      case Route.ViaVpcPeeringConnection _, Route.ViaTransitGateway _, Route.ViaVpnGateway _ -> new NextHop.Blackhole();
      case Route.ViaVpcEndpoint(String id) ->
          in(VpcEndpoint.class).stream().anyMatch(e -> e.id().equals(id)) ? new NextHop.ToEndpoint(id) : new NextHop.Blackhole();
    };
  }

  private List<Cidr> blocks(String prefixListId) {
    return PrefixLists.find(vpc.key().region(), prefixListId).map(PrefixList::cidrs).orElse(List.of());
  }

  private PrefixList prefixList(String serviceName) {
    return PrefixLists.ofService(vpc.key().region(), serviceName)
        .orElseThrow(() -> new IllegalStateException("no prefix list of " + serviceName));
  }
}
