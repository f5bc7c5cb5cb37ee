package dev.postern.core.balancing;

import dev.postern.core.ip.Ip;
import dev.postern.core.model.Instance;
import dev.postern.core.model.Listener;
import dev.postern.core.model.LoadBalancer;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.TargetGroup;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A network load balancer in one zone: the address that it takes connections at and begins them from, and for each listener's port where they go.
 *
 * @param vpcId the balancer's, which is where its targets are reached from
 * @param address of its interface in this zone
 * @param listeners by port
 */
public record BalancerNode(
    String loadBalancerId, String vpcId, String zone, String networkInterfaceId, String subnetId, long address, SortedMap<Integer, Forward> listeners) {

  /**
   * What a listener does.
   *
   * @param targets those that this node uses: of its own zone, or with cross-zone load balancing of all zones the balancer is in
   * @param proxyProtocol whether a target is first told who the client is
   */
  public record Forward(String targetGroupId, boolean proxyProtocol, List<Place> targets) {}

  /**
   * Where a target is.
   *
   * @param id as it was registered
   */
  public record Place(String id, int port, long address, String zone) {}

  /** The nodes of a balancer, one for each of its zones. */
  public static List<BalancerNode> of(Snapshot snapshot, LoadBalancer balancer) {
    return balancer.nodes().stream().flatMap(n -> of(snapshot, balancer, n).stream()).toList();
  }

  private static Optional<BalancerNode> of(Snapshot snapshot, LoadBalancer balancer, LoadBalancer.Node node) {
    return snapshot
        .located(NetworkInterface.class, node.networkInterfaceId())
        .map(
            eni ->
                new BalancerNode(
                    balancer.id(), balancer.vpcId(), node.zone(), eni.id(), node.subnetId(), Ip.parse(eni.primaryIp()), listeners(snapshot, balancer, node)));
  }

  private static SortedMap<Integer, Forward> listeners(Snapshot snapshot, LoadBalancer balancer, LoadBalancer.Node node) {
    SortedMap<Integer, Forward> listeners = new TreeMap<>();
    for (Listener listener : snapshot.inNetwork(Listener.class, balancer.vpcId())) {
      if (listener.loadBalancerId().equals(balancer.id())) {
        snapshot
            .located(TargetGroup.class, listener.targetGroupId())
            .ifPresent(g -> listeners.put(listener.port(), new Forward(g.id(), g.proxyProtocol(), used(snapshot, balancer, node, g))));
      }
    }
    return listeners;
  }

  private static List<Place> used(Snapshot snapshot, LoadBalancer balancer, LoadBalancer.Node node, TargetGroup group) {
    return places(snapshot, group).stream().filter(p -> isUsed(balancer, node.zone(), p)).toList();
  }

  private static boolean isUsed(LoadBalancer balancer, String zone, Place place) {
    boolean everywhere = place.zone().equals("all");
    boolean inUse = everywhere || balancer.nodes().stream().anyMatch(n -> n.zone().equals(place.zone()));
    return inUse && (everywhere || balancer.crossZone() || place.zone().equals(zone));
  }

  /** Where the registered targets of a group are; one that is gone, or an instance that does not run, is nowhere. */
  public static List<Place> places(Snapshot snapshot, TargetGroup group) {
    List<Place> places = new ArrayList<>();
    for (TargetGroup.Target target : group.registered()) {
      place(snapshot, group, target).ifPresent(places::add);
    }
    return places;
  }

  /** Where one target of a group is. */
  public static Optional<Place> place(Snapshot snapshot, TargetGroup group, TargetGroup.Target target) {
    return switch (group.targetType()) {
      case INSTANCE ->
          snapshot
              .located(Instance.class, target.id())
              .filter(i -> i.state() == Instance.State.RUNNING)
              .flatMap(i -> primary(snapshot, group.vpcId(), i.id()))
              .map(eni -> new Place(target.id(), target.port(), Ip.parse(eni.primaryIp()), eni.availabilityZone()));
      case IP -> {
        long address = Ip.parse(target.id());
        String zone = target.zone().orElseGet(() -> zone(snapshot, group.vpcId(), address));
        yield Optional.of(new Place(target.id(), target.port(), address, zone));
      }
    };
  }

  private static Optional<NetworkInterface> primary(Snapshot snapshot, String vpcId, String instanceId) {
    return snapshot.inNetwork(NetworkInterface.class, vpcId).stream()
        .filter(eni -> eni.attachment().filter(a -> a.hostId().equals(instanceId) && a.deviceIndex() == 0).isPresent())
        .findFirst();
  }

  /** The zone of the subnet that has an address; one outside the VPC counts for every zone. */
  private static String zone(Snapshot snapshot, String vpcId, long address) {
    return snapshot.inNetwork(Subnet.class, vpcId).stream()
        .filter(s -> s.cidr().contains(address))
        .map(Subnet::availabilityZone)
        .findFirst()
        .orElse("all");
  }
}
