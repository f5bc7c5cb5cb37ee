package dev.postern.core.dns;

import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.Instance;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names that one VPC's resolver knows beside the public ones, as a value that answers without a search. */
public final class VpcNames {
  private final boolean support;
  private final boolean hostnames;
  private final Set<String> privateIps = new HashSet<>();
  private final Map<String, String> privateOfPublic = new HashMap<>();
  private final Map<String, String> instances = new HashMap<>();
  private final Map<String, PrivateZone> zones = new HashMap<>();

  private VpcNames(Snapshot snapshot, Observed observed, Vpc vpc, boolean inbound) {
    support = vpc.enableDnsSupport();
    hostnames = vpc.enableDnsHostnames();
    Set<String> known = new HashSet<>();
    snapshot.inNetwork(Instance.class, vpc.id()).forEach(i -> known.add(i.id()));
    for (NetworkInterface eni : snapshot.inNetwork(NetworkInterface.class, vpc.id())) {
      privateIps.addAll(eni.privateIps());
      eni.publicIp().ifPresent(ip -> privateOfPublic.put(ip, eni.primaryIp()));
      eni.attachment().filter(a -> a.deviceIndex() == 0 && known.contains(a.hostId())).ifPresent(a -> instances.put(a.hostId(), eni.primaryIp()));
    }
    for (ElasticIp ip : snapshot.inNetwork(ElasticIp.class, vpc.id())) {
      ip.association().ifPresent(a -> privateOfPublic.put(ip.publicIp(), a.privateIp()));
    }
    if (support && hostnames) {
      snapshot.inNetwork(HostedZone.class, vpc.id()).forEach(zone -> zones.put(zone.name(), PrivateZone.of(zone)));
      for (VpcEndpoint endpoint : snapshot.inNetwork(VpcEndpoint.class, vpc.id())) {
        if (hasPrivateNames(endpoint, observed, inbound)) {
          PrivateZone.of(endpoint).forEach(zone -> zones.put(zone.name(), zone));
        }
      }
    }
  }

  /** The names of a VPC for who asks; empty when it is not there. */
  public static Optional<VpcNames> of(Snapshot snapshot, Observed observed, View.InVpc view) {
    return snapshot
        .find(Vpc.class, new ResourceKey(view.account(), view.region(), Kind.VPC, view.vpcId()))
        .map(vpc -> new VpcNames(snapshot, observed, vpc, view.inbound()));
  }

  /**
   * S3's names can be kept for those who ask from elsewhere, so that the VPC's own hosts go on through its gateway endpoint.
   * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns">AWS</a>
   */
  private static boolean hasPrivateNames(VpcEndpoint endpoint, Observed observed, boolean inbound) {
    return endpoint.type() == VpcEndpoint.Type.INTERFACE
        && endpoint.privateDnsEnabled()
        && endpoint.isAccepted()
        && observed.holds(endpoint.vpcId(), endpoint.id())
        && (inbound || !endpoint.inboundResolverOnly().orElse(false));
  }

  /** {@code enableDnsSupport} */
  boolean support() {
    return support;
  }

  /** The private zone that a name is in: of several, the one with the longest name. */
  Optional<PrivateZone> zone(String name) {
    if (zones.isEmpty()) {
      return Optional.empty();
    }
    for (int from = 0; ; ) {
      PrivateZone zone = zones.get(name.substring(from));
      int dot = name.indexOf('.', from);
      if (zone != null || dot < 0) {
        return Optional.ofNullable(zone);
      }
      from = dot + 1;
    }
  }

  /** Whether an interface of the VPC has this private address. */
  boolean hasAddress(String ip) {
    return privateIps.contains(ip);
  }

  /** The primary private address of an instance. */
  Optional<String> instance(String id) {
    return Optional.ofNullable(instances.get(id));
  }

  /** The private address behind a public one, where the VPC gives its instances host names. */
  Optional<String> behind(String publicIp) {
    return hostnames ? Optional.ofNullable(privateOfPublic.get(publicIp)) : Optional.empty();
  }
}
