package dev.postern.core.account;

import dev.postern.core.ip.Ip;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.Function;
import dev.postern.core.model.Instance;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Reads who has addresses: instances, functions, interfaces and public addresses. */
final class HostReader {
  private final Reading reading;
  /** What AWS made an interface for, by the interface: endpoints and NAT gateways. */
  private final Map<String, String> holders = new HashMap<>();

  HostReader(Reading reading) {
    this.reading = reading;
    for (Item endpoint : reading.dump.of(Listing.VPC_ENDPOINTS)) {
      endpoint.texts("NetworkInterfaceIds").forEach(eni -> endpoint.optional("VpcEndpointId").ifPresent(id -> holders.put(eni, id)));
    }
    for (Item nat : reading.dump.of(Listing.NAT_GATEWAYS)) {
      nat.items("NatGatewayAddresses").forEach(a -> a.optional("NetworkInterfaceId").ifPresent(eni -> nat.optional("NatGatewayId").ifPresent(id -> holders.put(eni, id))));
    }
  }

  void read() {
    for (Item reservation : reading.dump.of(Listing.RESERVATIONS)) {
      for (Item instance : reservation.items("Instances")) {
        reading.part(reservation.file() + ", " + instance.optional("InstanceId").orElse("an instance"), () -> instance(reservation, instance));
      }
    }
    reading.each(Listing.NETWORK_INTERFACES, this::networkInterface);
    reading.each(Listing.FUNCTIONS, this::function);
    reading.each(Listing.ADDRESSES, this::address);
  }

  private void instance(Item reservation, Item item) {
    String state = item.at("State").optional("Name").orElse("running");
    if (state.equals("terminated") || state.equals("shutting-down")) {
      return;
    }
    Vpc vpc = reading.vpc(item);
    Subnet subnet = subnet(item, vpc);
    reading.add(
        new Instance(
            Reading.key(vpc, Kind.INSTANCE, Reading.id(item, "InstanceId", Kind.INSTANCE)), vpc.id(), subnet.id(), subnet.availabilityZone(), item.optional("ImageId").orElse(""),
            item.optional("InstanceType").orElse(""), reservation.optional("ReservationId").orElse(""), 0, Optional.empty(), Optional.empty(),
            item.at("IamInstanceProfile").optional("Arn"), false, item.time("LaunchTime"), "",
            state.equals("running") || state.equals("pending") ? Instance.State.RUNNING : Instance.State.STOPPED, Optional.empty()));
  }

  private Subnet subnet(Item item, Vpc vpc) {
    String id = item.text("SubnetId");
    return reading.snapshot().located(Subnet.class, id).filter(s -> s.vpcId().equals(vpc.id())).orElseThrow(() -> new UnreadableItem("its subnet " + id + " is not in the dump"));
  }

  private void networkInterface(Item item) {
    Vpc vpc = reading.vpc(item);
    Subnet subnet = subnet(item, vpc);
    String id = Reading.id(item, "NetworkInterfaceId", Kind.NETWORK_INTERFACE);
    List<String> ips = new ArrayList<>();
    item.items("PrivateIpAddresses").forEach(ip -> ips.add(ip.flag("Primary", false) ? 0 : ips.size(), ip.text("PrivateIpAddress")));
    if (ips.isEmpty()) {
      ips.add(item.text("PrivateIpAddress"));
    }
    ips.forEach(Ip::parse);
    Item given = item.at("Association");
    boolean lent = given.has("PublicIp") && !given.has("AllocationId");
    given.optional("PublicIp").ifPresent(Ip::parse);
    Held held = held(vpc, subnet, item, id);
    NetworkInterface eni =
        new NetworkInterface(
            Reading.key(vpc, Kind.NETWORK_INTERFACE, id), vpc.id(), subnet.id(), subnet.availabilityZone(), item.optional("MacAddress").orElse("02:00:00:00:00:00"), ips,
            groups(item, id), item.optional("Description").orElse(""), held.type, false, Optional.empty(), item.flag("SourceDestCheck", true), held.attachment,
            lent ? given.optional("PublicIp") : Optional.empty());
    reading.add(eni);
    if (given.has("AllocationId")) {
      address(vpc, given.text("AllocationId"), given.text("PublicIp"), given.optional("AssociationId").orElse(""), eni, eni.primaryIp());
    }
  }

  private List<String> groups(Item item, String eni) {
    List<String> groups = new ArrayList<>();
    for (Item group : item.items("Groups")) {
      String id = group.text("GroupId");
      if (reading.snapshot().located(SecurityGroup.class, id).isPresent()) {
        groups.add(id);
      } else {
        reading.gap(eni, "its group " + id + " is not in the dump: taken as letting nothing through");
      }
    }
    return groups;
  }

  /** @param attachment empty for what starts and takes no connections that are known of */
  private record Held(String type, Optional<NetworkInterface.Attachment> attachment) {}

  private Held held(Vpc vpc, Subnet subnet, Item item, String eni) {
    String type = item.optional("InterfaceType").orElse("interface");
    Item given = item.at("Attachment");
    Optional<String> holder = Optional.ofNullable(holders.get(eni));
    if (holder.isPresent()) {
      String made = holder.get().startsWith(Kind.NAT_GATEWAY.prefix() + "-") ? "nat_gateway" : "vpc_endpoint";
      return new Held(made, Optional.of(attachment(given, holder.get())));
    }
    return switch (type) {
      case "lambda" -> new Held(type, Optional.of(attachment(given, eni)));
      case "nat_gateway", "vpc_endpoint", "gateway_load_balancer_endpoint", "transit_gateway", "global_accelerator_managed", "api_gateway_managed" -> new Held(type, Optional.empty());
      default -> {
        Optional<String> instance = given.optional("InstanceId").filter(i -> i.startsWith(Kind.INSTANCE.prefix() + "-"));
        if (instance.isEmpty() && given.optional("Status").orElse("detached").equals("detached")) {
          yield new Held("interface", Optional.empty());
        }
        // A task, a database or a balancer has no id of its own here: its interface stands for it.
        String host = instance.orElse(eni);
        if (reading.snapshot().find(Instance.class, Reading.key(vpc, Kind.INSTANCE, host)).isEmpty()) {
          instance.ifPresent(i -> reading.gap(i, "is not in the dump (aws ec2 describe-instances): taken as running"));
          reading.add(
              new Instance(
                  Reading.key(vpc, Kind.INSTANCE, host), vpc.id(), subnet.id(), subnet.availabilityZone(), "", "", "", 0, Optional.empty(), Optional.empty(), Optional.empty(), false,
                  Instant.EPOCH, "", Instance.State.RUNNING, Optional.empty()));
        }
        yield new Held("interface", Optional.of(attachment(given, host)));
      }
    };
  }

  private static NetworkInterface.Attachment attachment(Item given, String host) {
    return new NetworkInterface.Attachment(
        given.optional("AttachmentId").orElse(""), host, given.number("DeviceIndex", 0), given.time("AttachTime"), given.flag("DeleteOnTermination", false));
  }

  private void function(Item item) {
    String name = item.text("FunctionName");
    Item config = item.at("VpcConfig");
    if (config.optional("VpcId").isEmpty()) {
      return;
    }
    Vpc vpc = reading.vpc(config);
    List<String> subnets = config.texts("SubnetIds").stream().filter(s -> reading.snapshot().located(Subnet.class, s).isPresent()).toList();
    Set<String> groups = new HashSet<>(config.texts("SecurityGroupIds"));
    ResourceKey key = new ResourceKey(vpc.key().account(), vpc.key().region(), Kind.FUNCTION, name);
    String host = Function.HOST_PREFIX + "-" + UUID.nameUUIDFromBytes(key.toString().getBytes(StandardCharsets.UTF_8)).toString().replace("-", "").substring(0, 17);
    List<String> found = new ArrayList<>();
    List<String> shared = new ArrayList<>();
    for (NetworkInterface eni : reading.snapshot().inNetwork(NetworkInterface.class, vpc.id())) {
      if (eni.interfaceType().equals("lambda") && subnets.contains(eni.subnetId()) && groups.equals(Set.copyOf(eni.groupIds()))) {
        if (eni.hostId().filter(eni.id()::equals).isPresent()) {
          found.add(eni.id());
          reading.add(eni.withAttachment(eni.attachment().map(a -> new NetworkInterface.Attachment(a.id(), host, a.deviceIndex(), a.attachTime(), a.deleteOnTermination()))));
        } else {
          shared.add(eni.id());
        }
      }
    }
    if (found.isEmpty()) {
      reading.gap(name, shared.isEmpty() ? "none of its interfaces is in the dump (AWS removes those of a function that rests): left out" : "shares " + String.join(", ", shared) + " with another function: trace from there");
      return;
    }
    reading.add(
        new Function(
            key, host,
            new Function.Settings(
                item.optional("Runtime").orElse(""), item.optional("Handler").orElse(""), item.optional("Role").orElse(""), "", item.number("Timeout", 3), item.number("MemorySize", 128), new TreeMap<>()),
            new Function.Code(item.optional("CodeSha256").orElse(""), 0, item.texts("Architectures")),
            Optional.of(new Function.VpcConfig(vpc.id(), subnets, List.copyOf(groups), found)), item.time("LastModified"), item.optional("RevisionId").orElse("")));
  }

  private void address(Item item) {
    String id = Reading.id(item, "AllocationId", Kind.ELASTIC_IP);
    Optional<NetworkInterface> eni = item.optional("NetworkInterfaceId").flatMap(n -> reading.snapshot().located(NetworkInterface.class, n));
    Optional<Vpc> vpc = eni.flatMap(n -> reading.snapshot().located(Vpc.class, n.vpcId()));
    if (vpc.isPresent()) {
      address(vpc.get(), id, item.text("PublicIp"), item.optional("AssociationId").orElse(""), eni.orElseThrow(), item.optional("PrivateIpAddress").orElse(eni.orElseThrow().primaryIp()));
    } else {
      Ip.parse(item.text("PublicIp"));
      reading.add(new ElasticIp(new ResourceKey(reading.account, item.region(), Kind.ELASTIC_IP, id), item.text("PublicIp"), Optional.empty()));
    }
  }

  private void address(Vpc vpc, String id, String publicIp, String association, NetworkInterface eni, String privateIp) {
    Ip.parse(publicIp);
    Ip.parse(privateIp);
    reading.add(new ElasticIp(Reading.key(vpc, Kind.ELASTIC_IP, id), publicIp, Optional.of(new ElasticIp.Association(association, eni.id(), privateIp, vpc.id(), Optional.empty()))));
  }
}
