package dev.postern.core.dns;

import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.Instance;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names that one VPC's resolver knows beside the public ones, as a value that answers without a search.
 *
 * @param support {@code enableDnsSupport}
 * @param hostnames {@code enableDnsHostnames}
 * @param privateIps every private address in use
 * @param privateOfPublic the private address behind each public one
 * @param instances the primary private address of each instance
 */
public record VpcNames(
    boolean support,
    boolean hostnames,
    Set<String> privateIps,
    Map<String, String> privateOfPublic,
    Map<String, String> instances) {

  /** The names of a VPC; empty when it is not there. */
  public static Optional<VpcNames> of(Snapshot snapshot, View.InVpc view) {
    return snapshot.find(Vpc.class, new ResourceKey(view.account(), view.region(), Kind.VPC, view.vpcId())).map(vpc -> of(snapshot, vpc));
  }

  private static VpcNames of(Snapshot snapshot, Vpc vpc) {
    Set<String> privateIps = new HashSet<>();
    Map<String, String> privateOfPublic = new HashMap<>();
    Map<String, String> instances = new HashMap<>();
    for (NetworkInterface eni : snapshot.inNetwork(NetworkInterface.class, vpc.id())) {
      privateIps.addAll(eni.privateIps());
      eni.publicIp().ifPresent(ip -> privateOfPublic.put(ip, eni.primaryIp()));
      eni.attachment().filter(a -> a.deviceIndex() == 0).ifPresent(a -> instances.put(a.hostId(), eni.primaryIp()));
    }
    for (ElasticIp ip : snapshot.inNetwork(ElasticIp.class, vpc.id())) {
      ip.association().ifPresent(a -> privateOfPublic.put(ip.publicIp(), a.privateIp()));
    }
    Set<String> known = new HashSet<>();
    snapshot.inNetwork(Instance.class, vpc.id()).forEach(i -> known.add(i.id()));
    instances.keySet().retainAll(known);
    return new VpcNames(
        vpc.enableDnsSupport(), vpc.enableDnsHostnames(), Set.copyOf(privateIps), Map.copyOf(privateOfPublic), Map.copyOf(instances));
  }
}
