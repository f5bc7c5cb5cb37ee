package dev.postern.app.metadata;

import dev.postern.core.dns.HostNames;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.Instance;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import dev.postern.core.region.Region;
import dev.postern.core.region.Zone;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The categories of one instance's metadata, below {@code /latest/meta-data/}, as paths and texts.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-categories.html">AWS</a>
 */
record MetadataTree(SortedMap<String, String> leaves) {

  /** The leaf at a path, or the listing of a category: a line for each entry, a slash after those that are categories again. */
  Optional<String> at(String path) {
    String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (!path.endsWith("/") && leaves.containsKey(plain)) {
      return Optional.of(leaves.get(plain));
    }
    String category = plain.isEmpty() ? "" : plain + "/";
    TreeSet<String> entries = new TreeSet<>();
    for (String leaf : leaves.tailMap(category).keySet()) {
      if (!leaf.startsWith(category)) {
        break;
      }
      String rest = leaf.substring(category.length());
      int slash = rest.indexOf('/');
      entries.add(slash < 0 ? rest : rest.substring(0, slash + 1));
    }
    return entries.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", entries));
  }

  static MetadataTree of(Snapshot snapshot, Instance instance) {
    String region = instance.key().region();
    SortedMap<String, String> leaves = new TreeMap<>();
    leaves.put("ami-id", instance.imageId());
    leaves.put("ami-launch-index", Integer.toString(instance.launchIndex()));
    leaves.put("ami-manifest-path", "(unknown)");
    leaves.put("instance-action", "none");
    leaves.put("instance-id", instance.id());
    leaves.put("instance-life-cycle", "on-demand");
    leaves.put("instance-type", instance.instanceType());
    leaves.put("placement/availability-zone", instance.availabilityZone());
    Region.zone(instance.availabilityZone()).map(Zone::id).ifPresent(id -> leaves.put("placement/availability-zone-id", id));
    leaves.put("placement/region", region);
    leaves.put("profile", "default-hvm");
    leaves.put("reservation-id", instance.reservationId());
    leaves.put("services/domain", "amazonaws.com");
    leaves.put("services/partition", "aws");
    instance.keyName().ifPresent(name -> leaves.put("public-keys/0=" + name, ""));
    boolean publicNames = find(snapshot, instance, Vpc.class, Kind.VPC, instance.vpcId()).filter(v -> v.enableDnsSupport() && v.enableDnsHostnames()).isPresent();
    List<NetworkInterface> attached = interfaces(snapshot, instance);
    attached.forEach(eni -> describe(snapshot, instance, eni, publicNames, leaves));
    attached.stream().findFirst().ifPresent(first -> primary(snapshot, first, publicNames, leaves));
    return new MetadataTree(leaves);
  }

  /** The interfaces of an instance, the primary one first. */
  static List<NetworkInterface> interfaces(Snapshot snapshot, Instance instance) {
    return snapshot.inNetwork(NetworkInterface.class, instance.vpcId()).stream()
        .filter(eni -> eni.attachment().filter(a -> a.hostId().equals(instance.id())).isPresent())
        .sorted(Comparator.comparingInt(eni -> eni.attachment().orElseThrow().deviceIndex()))
        .toList();
  }

  private static void primary(Snapshot snapshot, NetworkInterface eni, boolean publicNames, SortedMap<String, String> leaves) {
    String region = eni.key().region();
    String name = HostNames.privateName(region, eni.primaryIp());
    leaves.put("hostname", name);
    leaves.put("local-hostname", name);
    leaves.put("local-ipv4", eni.primaryIp());
    leaves.put("mac", eni.macAddress());
    leaves.put("security-groups", groupNames(snapshot, eni));
    Optional<String> ip = publicIp(snapshot, eni, eni.primaryIp());
    ip.ifPresent(address -> leaves.put("public-ipv4", address));
    ip.filter(_ -> publicNames).ifPresent(address -> leaves.put("public-hostname", HostNames.publicName(region, address)));
  }

  private static void describe(
      Snapshot snapshot, Instance instance, NetworkInterface eni, boolean publicNames, SortedMap<String, String> leaves) {
    String region = eni.key().region();
    String at = "network/interfaces/macs/" + eni.macAddress() + "/";
    leaves.put(at + "device-number", Integer.toString(eni.attachment().orElseThrow().deviceIndex()));
    leaves.put(at + "interface-id", eni.id());
    leaves.put(at + "local-hostname", HostNames.privateName(region, eni.primaryIp()));
    leaves.put(at + "local-ipv4s", String.join("\n", eni.privateIps()));
    leaves.put(at + "mac", eni.macAddress());
    leaves.put(at + "owner-id", eni.key().account());
    leaves.put(at + "security-group-ids", String.join("\n", eni.groupIds()));
    leaves.put(at + "security-groups", groupNames(snapshot, eni));
    leaves.put(at + "subnet-id", eni.subnetId());
    leaves.put(at + "vpc-id", eni.vpcId());
    find(snapshot, instance, Subnet.class, Kind.SUBNET, eni.subnetId())
        .ifPresent(subnet -> leaves.put(at + "subnet-ipv4-cidr-block", subnet.cidr().toString()));
    find(snapshot, instance, Vpc.class, Kind.VPC, eni.vpcId())
        .ifPresent(
            vpc -> {
              leaves.put(at + "vpc-ipv4-cidr-block", vpc.primary().toString());
              leaves.put(at + "vpc-ipv4-cidr-blocks", vpc.cidrs().stream().map(c -> c.cidr().toString()).collect(Collectors.joining("\n")));
            });
    List<String> publicIps = new ArrayList<>();
    for (String privateIp : eni.privateIps()) {
      publicIp(snapshot, eni, privateIp)
          .ifPresent(
              ip -> {
                publicIps.add(ip);
                leaves.put(at + "ipv4-associations/" + ip, privateIp);
              });
    }
    if (!publicIps.isEmpty()) {
      leaves.put(at + "public-ipv4s", String.join("\n", publicIps));
      if (publicNames) {
        leaves.put(at + "public-hostname", HostNames.publicName(region, publicIps.getFirst()));
      }
    }
  }

  private static Optional<String> publicIp(Snapshot snapshot, NetworkInterface eni, String privateIp) {
    Optional<String> elastic =
        snapshot.inNetwork(ElasticIp.class, eni.vpcId()).stream()
            .filter(ip -> ip.association().filter(a -> a.networkInterfaceId().equals(eni.id()) && a.privateIp().equals(privateIp)).isPresent())
            .map(ElasticIp::publicIp)
            .findFirst();
    return elastic.isPresent() ? elastic : eni.publicIp().filter(_ -> privateIp.equals(eni.primaryIp()));
  }

  private static String groupNames(Snapshot snapshot, NetworkInterface eni) {
    return snapshot.inNetwork(SecurityGroup.class, eni.vpcId()).stream()
        .filter(g -> eni.groupIds().contains(g.id()))
        .map(SecurityGroup::name)
        .collect(Collectors.joining("\n"));
  }

  private static <T extends Resource> Optional<T> find(Snapshot snapshot, Instance instance, Class<T> type, Kind kind, String id) {
    return snapshot.find(type, new ResourceKey(instance.key().account(), instance.key().region(), kind, id));
  }
}
