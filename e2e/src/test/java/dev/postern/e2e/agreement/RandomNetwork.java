package dev.postern.e2e.agreement;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** A random cloud of one Region: VPCs that may share a block, with subnets, tables, groups, ACLs, gateways, endpoints and instances. */
final class RandomNetwork {
  static final String ACCOUNT = "000000000000";
  static final String REGION = "us-east-1";

  /** Ports that every host listens on, the ones that rules speak of, and one that no rule names. */
  static final List<Integer> PORTS = List.of(80, 443, 5000, 8080, 53);

  private static final Cidr PUBLIC = Cidr.parse("3.208.0.0/16");
  private final Draft draft;
  private final Random random;
  private int publicCounter = 10;

  private RandomNetwork(Draft draft) {
    this.draft = draft;
    this.random = draft.random;
  }

  static Snapshot of(Random random) {
    Draft draft = new Draft(random);
    RandomNetwork network = new RandomNetwork(draft);
    int vpcs = 1 + random.nextInt(3);
    for (int i = 0; i < vpcs; i++) {
      network.vpc(random.nextBoolean() ? "10.0.0.0/16" : "10." + i + ".0.0/16");
    }
    new RandomEndpoints(draft).add();
    new RandomJoins(draft).add();
    return draft.snapshot;
  }

  private void vpc(String block) {
    String vpc = id("vpc");
    Cidr cidr = Cidr.parse(block);
    put(new Vpc(key(Kind.VPC, vpc), List.of(new Vpc.CidrAssociation(id("vpc-cidr-assoc"), cidr)), random.nextInt(8) > 0, random.nextInt(8) > 0, "dopt-0", "default", false));
    List<Subnet> subnets = new ArrayList<>();
    for (int i = 0; i < 2 + random.nextInt(3); i++) {
      Cidr part = new Cidr(cidr.base() + i * 256L, 24);
      subnets.add(new Subnet(key(Kind.SUBNET, id("subnet")), vpc, part, REGION + "abc".charAt(i % 3), false, false));
    }
    subnets.forEach(this::put);
    List<String> groups = groups(vpc, cidr);
    List<NetworkInterface> interfaces = new ArrayList<>();
    for (Subnet subnet : subnets) {
      for (int i = 0; i < 1 + random.nextInt(2); i++) {
        interfaces.add(instance(vpc, subnet, 10 + i, groups));
      }
    }
    Optional<String> gateway = random.nextInt(5) > 0 ? Optional.of(id("igw")) : Optional.empty();
    gateway.ifPresent(g -> put(new InternetGateway(key(Kind.INTERNET_GATEWAY, g), Optional.of(vpc))));
    for (NetworkInterface eni : interfaces) {
      if (random.nextInt(3) == 0) {
        address(eni, vpc);
      }
    }
    List<String> natGateways = new ArrayList<>();
    for (int i = 0; i < random.nextInt(3); i++) {
      natGateways.add(natGateway(vpc, subnets.get(random.nextInt(subnets.size())), 100 + i));
    }
    acls(vpc, cidr, subnets);
    tables(vpc, subnets, interfaces, gateway, natGateways);
  }

  private List<String> groups(String vpc, Cidr cidr) {
    List<String> ids = Stream.generate(() -> id("sg")).limit(3).toList();
    for (String group : ids) {
      List<SecurityGroupRule> rules = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(3); i++) {
        rules.add(rule(true, cidr, ids));
        rules.add(rule(false, cidr, ids));
      }
      for (boolean egress : List.of(true, false)) {
        if (random.nextInt(3) > 0) {
          rules.add(new SecurityGroupRule(id("sgr"), egress, "-1", -1, -1, new SecurityGroupRule.CidrPeer(Cidr.ANY), Optional.empty()));
        }
      }
      put(new SecurityGroup(key(Kind.SECURITY_GROUP, group), vpc, group, "random", rules));
    }
    return ids;
  }

  private SecurityGroupRule rule(boolean egress, Cidr cidr, List<String> groups) {
    String protocol = pick(List.of("tcp", "tcp", "udp", "-1"));
    int from = protocol.equals("-1") ? -1 : pick(List.of(0, 80, 443, 5000));
    int to = protocol.equals("-1") ? -1 : Math.max(from, pick(List.of(443, 5000, 65535)));
    SecurityGroupRule.Peer peer =
        switch (random.nextInt(5)) {
          case 0 -> new SecurityGroupRule.GroupPeer(pick(groups), ACCOUNT);
          case 1 -> new SecurityGroupRule.PrefixListPeer(pick(PrefixLists.of(REGION)).id());
          case 2 -> new SecurityGroupRule.CidrPeer(Cidr.of(cidr.base() + 256L * random.nextInt(4), 24));
          case 3 -> new SecurityGroupRule.CidrPeer(random.nextBoolean() ? cidr : Cidr.parse("10.0.0.0/8"));
          default -> new SecurityGroupRule.CidrPeer(Cidr.ANY);
        };
    return new SecurityGroupRule(id("sgr"), egress, protocol, from, to, peer, Optional.empty());
  }

  private NetworkInterface instance(String vpc, Subnet subnet, int host, List<String> groups) {
    String instance = id("i");
    List<String> chosen = random.nextInt(3) == 0 ? List.of(pick(groups), pick(groups)).stream().distinct().toList() : List.of(pick(groups));
    NetworkInterface eni =
        eni(vpc, subnet, host, "interface", chosen, random.nextInt(8) > 0, instance, subnet.cidr().at(host));
    put(
        new Instance(
            key(Kind.INSTANCE, instance), vpc, subnet.id(), subnet.availabilityZone(), "ami-0", "t3.micro", id("r"), 0, Optional.empty(),
            Optional.empty(), Optional.empty(), false, Instant.EPOCH, "", Instance.State.RUNNING, Optional.empty()));
    return eni;
  }

  private NetworkInterface eni(
      String vpc, Subnet subnet, int host, String type, List<String> groups, boolean checked, String hostId, long ip) {
    String id = id("eni");
    NetworkInterface eni =
        new NetworkInterface(
            key(Kind.NETWORK_INTERFACE, id), vpc, subnet.id(), subnet.availabilityZone(), draft.mac(),
            List.of(Ip.text(ip)), groups, "", type, !type.equals("interface"), Optional.empty(), checked,
            Optional.of(new NetworkInterface.Attachment(id("eni-attach"), hostId, 0, Instant.EPOCH, true)), Optional.empty());
    put(eni);
    return eni;
  }

  private void address(NetworkInterface eni, String vpc) {
    String ip = Ip.text(PUBLIC.at(publicCounter++));
    ElasticIp.Association association = new ElasticIp.Association(id("eipassoc"), eni.id(), eni.primaryIp(), vpc, Optional.empty());
    put(new ElasticIp(key(Kind.ELASTIC_IP, id("eipalloc")), ip, Optional.of(association)));
  }

  private String natGateway(String vpc, Subnet subnet, int host) {
    String nat = id("nat");
    boolean isPublic = random.nextInt(4) > 0;
    NetworkInterface eni = eni(vpc, subnet, host, "nat_gateway", List.of(), false, nat, subnet.cidr().at(host));
    if (isPublic) {
      address(eni, vpc);
    }
    put(new NatGateway(key(Kind.NAT_GATEWAY, nat), vpc, subnet.id(), eni.id(), Optional.empty(), isPublic, Instant.EPOCH, ""));
    return nat;
  }

  private void acls(String vpc, Cidr cidr, List<Subnet> subnets) {
    List<NetworkAcl.Entry> open =
        List.of(
            new NetworkAcl.Entry(100, true, "-1", true, Cidr.ANY, Optional.empty(), Optional.empty()),
            new NetworkAcl.Entry(100, false, "-1", true, Cidr.ANY, Optional.empty(), Optional.empty()));
    List<NetworkAcl.Association> usual = new ArrayList<>();
    for (Subnet subnet : subnets) {
      NetworkAcl.Association association = new NetworkAcl.Association(id("aclassoc"), subnet.id());
      if (random.nextInt(3) > 0) {
        usual.add(association);
        continue;
      }
      List<NetworkAcl.Entry> entries = new ArrayList<>();
      for (int i = 1; i <= 1 + random.nextInt(4); i++) {
        entries.add(entry(i * 10, true, cidr));
        entries.add(entry(i * 10, false, cidr));
      }
      if (random.nextInt(2) == 0) {
        entries.addAll(open);
      }
      put(new NetworkAcl(key(Kind.NETWORK_ACL, id("acl")), vpc, false, entries, List.of(association)));
    }
    put(new NetworkAcl(key(Kind.NETWORK_ACL, id("acl")), vpc, true, open, usual));
  }

  private NetworkAcl.Entry entry(int number, boolean egress, Cidr cidr) {
    String protocol = pick(List.of("6", "6", "17", "-1"));
    Cidr block = pick(List.of(Cidr.ANY, cidr, Cidr.of(cidr.base() + 256L * random.nextInt(4), 24), Cidr.parse("3.0.0.0/8"), Cidr.parse("52.0.0.0/8")));
    NetworkAcl.PortRange range = pick(List.of(new NetworkAcl.PortRange(443, 443), new NetworkAcl.PortRange(1024, 65535), new NetworkAcl.PortRange(0, 1023)));
    return new NetworkAcl.Entry(
        number, egress, protocol, random.nextInt(3) > 0, block, protocol.equals("-1") ? Optional.empty() : Optional.of(range), Optional.empty());
  }

  private void tables(String vpc, List<Subnet> subnets, List<NetworkInterface> interfaces, Optional<String> gateway, List<String> natGateways) {
    List<RouteTable> tables = new ArrayList<>();
    int count = 1 + random.nextInt(subnets.size());
    for (int i = 0; i < count; i++) {
      List<RouteTable.Association> associations = new ArrayList<>();
      if (i == 0) {
        associations.add(new RouteTable.Association(id("rtbassoc"), Optional.empty()));
      }
      tables.add(new RouteTable(key(Kind.ROUTE_TABLE, id("rtb")), vpc, new ArrayList<>(), associations, List.of()));
    }
    for (Subnet subnet : subnets) {
      if (random.nextInt(4) > 0) {
        pick(tables).associations().add(new RouteTable.Association(id("rtbassoc"), Optional.of(subnet.id())));
      }
    }
    for (RouteTable table : tables) {
      route(table, "0.0.0.0/0", interfaces, gateway, natGateways);
      if (random.nextInt(3) == 0) {
        route(table, pick(List.of("3.208.0.0/16", "52.216.0.0/16", "52.94.0.0/22", "3.5.0.0/20", "52.119.224.0/21")), interfaces, gateway, natGateways);
      }
    }
    for (PrefixList list : PrefixLists.of(REGION)) {
      List<RouteTable> left = new ArrayList<>(tables);
      while (!left.isEmpty() && random.nextInt(2) == 0) {
        RouteTable table = left.remove(random.nextInt(left.size()));
        String endpoint = id("vpce");
        table.routes().add(new Route(new Route.ToPrefixList(list.id()), new Route.ViaVpcEndpoint(endpoint)));
        put(
            VpcEndpoint.gateway(
                key(Kind.VPC_ENDPOINT, endpoint), vpc, list.name(), List.of(table.id()), "{}", Instant.EPOCH, ""));
      }
    }
    tables.forEach(this::put);
  }

  private void route(RouteTable table, String block, List<NetworkInterface> interfaces, Optional<String> gateway, List<String> natGateways) {
    List<Route.Target> targets = new ArrayList<>();
    gateway.ifPresent(g -> targets.add(new Route.ViaInternetGateway(g)));
    gateway.ifPresent(g -> targets.add(new Route.ViaInternetGateway(g)));
    natGateways.forEach(n -> targets.add(new Route.ViaNatGateway(n)));
    if (random.nextInt(4) == 0) {
      targets.add(new Route.ViaNetworkInterface(pick(interfaces).id(), Optional.empty()));
      targets.add(new Route.ViaNatGateway("nat-0ffffffffffffffff"));
    }
    if (!targets.isEmpty() && random.nextInt(6) > 0) {
      table.routes().add(new Route(new Route.ToCidr(Cidr.parse(block)), pick(targets)));
    }
  }

  private <T> T pick(List<T> from) {
    return draft.pick(from);
  }

  private String id(String prefix) {
    return draft.id(prefix);
  }

  private void put(Resource resource) {
    draft.put(resource);
  }

  private static ResourceKey key(Kind kind, String id) {
    return Draft.key(kind, id);
  }
}
