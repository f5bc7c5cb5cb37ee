package dev.postern.app.observe;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.plan.Names;
import dev.postern.linux.DeviceCounters;
import dev.postern.linux.Kernel;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the kernel counted on each AWS resource's own link to a VPC's router, since the link was made. */
public final class Traffic {
  private Traffic() {}

  /** Bytes and packets that a resource sent into the router, and received from it. */
  public record Count(long sentBytes, long sentPackets, long receivedBytes, long receivedPackets) {}

  /** By resource: network interfaces, the internet gateway, endpoints; only those whose links exist. */
  public static SortedMap<String, Count> of(Kernel kernel, Fabric fabric) {
    Map<String, DeviceCounters> devices = kernel.counters(fabric.vpcId());
    SortedMap<String, Count> counts = new TreeMap<>();
    fabric.ports().keySet().forEach(id -> put(counts, id, devices, Names.hostLink(id)));
    fabric.endpoints().keySet().forEach(id -> put(counts, id, devices, Names.endpointLink(id)));
    fabric.internetGateway().ifPresent(id -> put(counts, id, devices, Names.INTERNET_GATEWAY_LINK));
    return counts;
  }

  private static void put(Map<String, Count> counts, String id, Map<String, DeviceCounters> devices, String device) {
    DeviceCounters c = devices.get(device);
    if (c != null) {
      counts.put(id, new Count(c.rxBytes(), c.rxPackets(), c.txBytes(), c.txPackets()));
    }
  }
}
