package dev.postern.core.flowlog;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FabricCompiler;
import dev.postern.core.fabric.Port;
import dev.postern.core.model.FlowLog;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.plan.FlowSet;
import dev.postern.core.plan.Names;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The interfaces of one VPC that flow logs cover, and whose packets a router's counts are. */
public final class LoggedNetwork {
  private final Optional<Fabric> fabric;
  private final List<FlowLog> logs;
  private final Predicate<String> betweenRegions;
  private final Map<String, LoggedInterface> byDevice = new HashMap<>();
  private final Map<Long, LoggedInterface> served = new HashMap<>();

  private LoggedNetwork(Optional<Fabric> fabric, List<FlowLog> logs, Predicate<String> betweenRegions) {
    this.fabric = fabric;
    this.logs = logs;
    this.betweenRegions = betweenRegions;
  }

  /** As a snapshot has it; costs about what compiling the VPC does. */
  public static LoggedNetwork of(Snapshot snapshot, String vpcId) {
    List<FlowLog> logs = snapshot.inNetwork(FlowLog.class, vpcId);
    Optional<Fabric> fabric = snapshot.inNetwork(Vpc.class, vpcId).stream().findFirst().filter(_ -> !logs.isEmpty()).map(v -> FabricCompiler.compile(snapshot, v));
    LoggedNetwork network = new LoggedNetwork(fabric, logs, id -> isBetweenRegions(snapshot, id));
    fabric.ifPresent(f -> network.add(snapshot, f));
    return network;
  }

  private static boolean isBetweenRegions(Snapshot snapshot, String peering) {
    return snapshot.located(VpcPeeringConnection.class, peering).filter(p -> !p.requester().region().equals(p.accepter().region())).isPresent();
  }

  private void add(Snapshot snapshot, Fabric carried) {
    for (String id : carried.logged()) {
      Port port = carried.ports().get(id);
      LoggedInterface logged = LoggedInterface.of(snapshot.located(NetworkInterface.class, id).orElseThrow());
      if (port.served()) {
        served.put(port.primary(), logged);
      } else {
        byDevice.put(Names.hostLink(id), logged);
      }
    }
  }

  public List<FlowLog> logs() {
    return logs;
  }

  public Collection<LoggedInterface> interfaces() {
    List<LoggedInterface> all = new ArrayList<>(byDevice.values());
    all.addAll(served.values());
    return all;
  }

  /** The interface that an element of a set of flows is about. */
  private Optional<LoggedInterface> at(byte[] key, FlowTuple tuple) {
    String device = FlowTuple.device(key);
    return Optional.ofNullable(device.isEmpty() ? served.get(tuple.egress() ? tuple.source() : tuple.destination()) : byDevice.get(device));
  }

  /** The interfaces of which packets were counted but not told apart; the addresses that the router answers at are not told apart either. */
  public Collection<LoggedInterface> lost(byte[] key) {
    String device = FlowTuple.device(key);
    return device.isEmpty() ? served.values() : Optional.ofNullable(byDevice.get(device)).stream().toList();
  }

  /** The way of what an interface sends to an address. */
  private Optional<TrafficPath> path(LoggedInterface at, long destination) {
    return fabric.flatMap(f -> TrafficPath.of(f, at.id(), destination, betweenRegions));
  }

  /** What came of an element: nothing, where nobody asks for the interface any more. */
  public Optional<FlowCount> count(FlowSet set, byte[] key, long packets, long bytes) {
    FlowTuple tuple = FlowTuple.of(set, key);
    return at(key, tuple).map(i -> new FlowCount(i, tuple, set, packets, bytes, tuple.egress() ? path(i, tuple.destination()) : Optional.empty()));
  }
}
