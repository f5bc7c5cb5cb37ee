package dev.postern.core.account;

import dev.postern.core.doctor.Clues;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NatGateway;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.PolicyParser;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.services.ServiceCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads what leads out of a VPC: endpoints, gateways and peering connections. */
final class DoorReader {
  private static final Set<String> THERE = Set.of("available", "pending", "pendingacceptance", "partial");

  private final Reading reading;

  DoorReader(Reading reading) {
    this.reading = reading;
  }

  void read() {
    reading.each(Listing.INTERNET_GATEWAYS, this::internetGateway);
    reading.each(Listing.NAT_GATEWAYS, this::natGateway);
    reading.each(Listing.PEERINGS, this::peering);
    reading.each(Listing.VPC_ENDPOINTS, this::endpoint);
  }

  private void internetGateway(Item item) {
    String id = Reading.id(item, "InternetGatewayId", Kind.INTERNET_GATEWAY);
    Optional<Item> attached = item.items("Attachments").stream().findFirst();
    if (attached.isPresent()) {
      Vpc vpc = reading.vpc(attached.get());
      reading.add(new InternetGateway(Reading.key(vpc, Kind.INTERNET_GATEWAY, id), Optional.of(vpc.id())));
    }
  }

  private void natGateway(Item item) {
    if (!item.optional("State").orElse("available").matches("available|pending")) {
      return;
    }
    Vpc vpc = reading.vpc(item);
    String subnet = item.optional("SubnetId").orElseThrow(() -> new UnreadableItem("Postern does not model NAT gateways of a whole Region"));
    Item address = item.items("NatGatewayAddresses").stream().findFirst().orElseThrow(() -> new UnreadableItem("it has no address"));
    String eni = address.text("NetworkInterfaceId");
    if (reading.snapshot().located(NetworkInterface.class, eni).isEmpty() || reading.snapshot().located(Subnet.class, subnet).isEmpty()) {
      throw new UnreadableItem("its interface " + eni + " or its subnet " + subnet + " is not in the dump");
    }
    reading.add(
        new NatGateway(
            Reading.key(vpc, Kind.NAT_GATEWAY, Reading.id(item, "NatGatewayId", Kind.NAT_GATEWAY)), vpc.id(), subnet, eni, address.optional("AllocationId"),
            !item.optional("ConnectivityType").orElse("public").equals("private"), item.time("CreateTime"), ""));
  }

  private void peering(Item item) {
    if (!item.at("Status").optional("Code").orElse("").equals("active")) {
      return;
    }
    String id = Reading.id(item, "VpcPeeringConnectionId", Kind.VPC_PEERING_CONNECTION);
    VpcPeeringConnection.Side requester = side(id, item.at("RequesterVpcInfo"));
    VpcPeeringConnection.Side accepter = side(id, item.at("AccepterVpcInfo"));
    reading.add(
        new VpcPeeringConnection(
            new ResourceKey(requester.account(), requester.region(), Kind.VPC_PEERING_CONNECTION, id), requester, accepter, VpcPeeringConnection.State.ACTIVE, "Active",
            item.time("CreationTime"), item.time("CreationTime")));
  }

  private VpcPeeringConnection.Side side(String peering, Item item) {
    String vpc = item.text("VpcId");
    if (reading.snapshot().located(Vpc.class, vpc).isEmpty()) {
      reading.gap(peering, "leads to " + vpc + ", which is not in the dump: what goes there is taken as not arriving");
    }
    List<Cidr> blocks = new ArrayList<>(item.items("CidrBlockSet").stream().map(b -> Cidr.parse(b.text("CidrBlock"))).toList());
    if (blocks.isEmpty()) {
      blocks.add(Cidr.parse(item.text("CidrBlock")));
    }
    return new VpcPeeringConnection.Side(item.optional("OwnerId").orElse(reading.account), item.optional("Region").orElse(item.region()), vpc, blocks);
  }

  private void endpoint(Item item) {
    String state = item.optional("State").orElse("available").toLowerCase(Locale.ROOT);
    if (state.equals("deleting") && item.flag("PrivateDnsEnabled", false)) {
      Vpc left = reading.vpc(item);
      reading.leaves(
          new Clues.Leaving(
              Reading.id(item, "VpcEndpointId", Kind.VPC_ENDPOINT), left.key().account(), left.key().region(), left.id(), item.text("ServiceName")));
    }
    if (!THERE.contains(state)) {
      return;
    }
    Vpc vpc = reading.vpc(item);
    String id = Reading.id(item, "VpcEndpointId", Kind.VPC_ENDPOINT);
    String service = item.text("ServiceName");
    ResourceKey key = Reading.key(vpc, Kind.VPC_ENDPOINT, id);
    String region = item.optional("ServiceRegion").orElse(vpc.key().region());
    String type = item.optional("VpcEndpointType").orElse("Interface");
    if (!type.equals("Gateway") && !type.equals("Interface")) {
      throw new UnreadableItem("Postern does not model endpoints of type " + type);
    }
    if (service.contains(".vpce-svc-")) {
      throw new UnreadableItem("what stands behind " + service + " is not in the dump, nor counted in the cost");
    }
    if (ServiceCatalog.named(region, service).stream().noneMatch(o -> o.isInterface() == type.equals("Interface"))) {
      throw new UnreadableItem("Postern knows no " + type.toLowerCase(Locale.ROOT) + " endpoints to " + service);
    }
    if (type.equals("Gateway")) {
      if (PrefixLists.ofService(vpc.key().region(), service).isEmpty()) {
        throw new UnreadableItem("the addresses of " + service + " are not known here");
      }
      List<String> tables = item.texts("RouteTableIds").stream().filter(t -> reading.snapshot().located(RouteTable.class, t).isPresent()).toList();
      reading.add(VpcEndpoint.gateway(key, vpc.id(), service, tables, policy(item, id), item.time("CreationTimestamp"), ""));
      return;
    }
    List<String> subnets = new ArrayList<>();
    List<String> interfaces = new ArrayList<>();
    for (String eni : item.texts("NetworkInterfaceIds")) {
      Optional<NetworkInterface> found = reading.snapshot().located(NetworkInterface.class, eni);
      if (found.isEmpty()) {
        reading.gap(id, "its interface " + eni + " is not in the dump: taken as not there");
      }
      found.ifPresent(n -> {
        subnets.add(n.subnetId());
        interfaces.add(n.id());
      });
    }
    Optional<Boolean> inbound = Optional.of(item.at("DnsOptions").node().path("PrivateDnsOnlyForInboundResolverEndpoint")).filter(n -> n.isBoolean()).map(n -> n.asBoolean());
    List<String> groups = item.items("Groups").stream().map(g -> g.text("GroupId")).toList();
    reading.add(
        new VpcEndpoint(
            key, vpc.id(), service, region, VpcEndpoint.Type.INTERFACE, List.of(), subnets, groups, interfaces, token(item, id), item.flag("PrivateDnsEnabled", false), inbound,
            policy(item, id), item.time("CreationTimestamp"), ""));
  }

  private String policy(Item item, String id) {
    String document = item.optional("PolicyDocument").orElse("");
    try {
      if (!document.isEmpty()) {
        PolicyParser.parse(PolicyType.VPC_ENDPOINT, document);
      }
      return document;
    } catch (MalformedPolicy e) {
      reading.gap(id, "its policy is malformed, " + e.getMessage() + ": taken as letting everything through");
      return "";
    }
  }

  /** Its own names begin with {@code vpce-ID-TOKEN}. */
  private static String token(Item item, String id) {
    return item.items("DnsEntries").stream()
        .flatMap(e -> e.optional("DnsName").stream())
        .map(name -> name.replaceFirst("^\\*\\.", ""))
        .filter(name -> name.startsWith(id + "-"))
        .map(name -> name.substring(id.length() + 1).replaceFirst("[-.].*", ""))
        .findFirst()
        .orElse("");
  }
}
