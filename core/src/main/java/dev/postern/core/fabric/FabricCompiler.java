package dev.postern.core.fabric;

import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.FlowLog;
import dev.postern.core.model.Instance;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.ZoneFault;
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
import java.util.SortedSet;
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
    JoinCompiler joins = new JoinCompiler(snapshot, vpc, ports);
    SortedMap<String, Uplink> uplinks = joins.uplinks();
    ForwardingCompiler forwarding = new ForwardingCompiler(snapshot, vpc, ports, uplinks.keySet());
    return new Fabric(
        vpc.id(),
        vpc.key().account(),
        vpc.key().region(),
        vpc.cidrs().stream().map(Vpc.CidrAssociation::cidr).toList(),
        subnets(forwarding),
        forwarding.tables(),
        groups,
        members(groups.values()),
        prefixes(groups.values()),
        ports,
        holders(),
        in(InternetGateway.class).stream().findFirst().map(InternetGateway::id),
        publicAddresses(),
        endpoints(),
        new ServedCompiler(snapshot, vpc).served(),
        uplinks,
        joins.transit(),
        joins.arrivals(),
        logged());
  }

  private SortedSet<String> logged() {
    List<FlowLog> logs = in(FlowLog.class);
    SortedSet<String> logged = new TreeSet<>();
    if (!logs.isEmpty()) {
      ports.keySet().stream().map(interfaces::get).filter(eni -> logs.stream().anyMatch(l -> l.covers(eni))).forEach(eni -> logged.add(eni.id()));
    }
    return logged;
  }

  private Map<Long, Port> holders() {
    Map<Long, Port> holders = new HashMap<>();
    ports.values().forEach(port -> port.ips().forEach(ip -> holders.putIfAbsent(ip, port)));
    return holders;
  }

  private SortedMap<String, EndpointTable> endpoints() {
    SortedMap<String, EndpointTable> endpoints = new TreeMap<>();
    for (VpcEndpoint endpoint : in(VpcEndpoint.class)) {
      switch (endpoint.type()) {
        case GATEWAY -> endpoints.put(endpoint.id(), new EndpointTable(endpoint.id(), endpoint.serviceName(), prefixList(endpoint.serviceName()).id()));
        case INTERFACE -> {}
      }
    }
    return endpoints;
  }

  private <T extends Resource> List<T> in(Class<T> type) {
    return snapshot.inNetwork(type, vpc.id());
  }

  private Optional<Port> port(NetworkInterface eni) {
    if (eni.attachment().isEmpty()) {
      return Optional.empty();
    }
    NetworkInterface.Attachment attachment = eni.attachment().get();
    Port.HostKind host = kind(eni.interfaceType(), attachment.hostId());
    boolean carries =
        switch (host) {
          case INSTANCE -> isRunning(attachment.hostId());
          case FUNCTION -> true;
          // What AWS runs itself goes down with its zone.
          case NAT_GATEWAY, ENDPOINT, RESOLVER, BALANCER, TRANSIT_GATEWAY -> !hasFault(eni.availabilityZone());
        };
    if (!carries) {
      return Optional.empty();
    }
    return Optional.of(
        new Port(
            eni.id(),
            attachment.hostId(),
            host,
            // AWS shows the only interface of what it runs itself as device 1.
            host == Port.HostKind.INSTANCE || host == Port.HostKind.FUNCTION ? attachment.deviceIndex() : 0,
            eni.subnetId(),
            eni.macAddress(),
            eni.privateIps().stream().map(Ip::parse).toList(),
            eni.sourceDestCheck(),
            eni.groupIds()));
  }

  private static Port.HostKind kind(String interfaceType, String hostId) {
    return switch (interfaceType) {
      case "nat_gateway" -> Port.HostKind.NAT_GATEWAY;
      case "lambda" -> Port.HostKind.FUNCTION;
      case "vpc_endpoint" -> Port.HostKind.ENDPOINT;
      case "network_load_balancer" -> Port.HostKind.BALANCER;
      case "transit_gateway" -> Port.HostKind.TRANSIT_GATEWAY;
      default -> hostId.startsWith(Kind.RESOLVER_ENDPOINT.prefix() + "-") ? Port.HostKind.RESOLVER : Port.HostKind.INSTANCE;
    };
  }

  private boolean hasFault(String zone) {
    return !snapshot.inNetwork(ZoneFault.class, ZoneFault.unit(zone)).isEmpty();
  }

  private boolean isRunning(String instanceId) {
    ResourceKey key = new ResourceKey(vpc.key().account(), vpc.key().region(), Kind.INSTANCE, instanceId);
    return snapshot.find(Instance.class, key).filter(i -> i.state() == Instance.State.RUNNING).isPresent();
  }

  private SortedMap<String, SubnetTable> subnets(ForwardingCompiler forwarding) {
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
          new SubnetTable(
              subnet.id(), subnet.availabilityZone(), subnet.cidr(), forwarding.tableOf(subnet).id(), forwarding.key(subnet), acl(acl, false), acl(acl, true)));
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

  static Fabric.GroupTable group(SecurityGroup group) {
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
        prefixes.put(id, ForwardingCompiler.blocks(vpc, id));
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

  private PrefixList prefixList(String serviceName) {
    return PrefixLists.ofService(vpc.key().region(), serviceName)
        .orElseThrow(() -> new IllegalStateException("no prefix list of " + serviceName));
  }
}
