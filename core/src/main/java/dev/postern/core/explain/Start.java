package dev.postern.core.explain;

import dev.postern.core.dns.Host;
import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.Fabrics;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.SiteFabric;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.Instance;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Site;
import dev.postern.core.path.CloudOutside;
import dev.postern.core.path.Packet;
import dev.postern.core.path.Path;
import dev.postern.core.path.PathResolver;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where a connection starts: at an interface of a VPC's host, or at a host of a site. */
public sealed interface Start {
  Host host();

  /** Its private address. */
  long address();

  Path path(CloudOutside outside, Packet packet);

  /** A running host's interface in a VPC. */
  record AtPort(Host host, Fabric fabric, Port port) implements Start {
    @Override
    public long address() {
      return port.primary();
    }

    @Override
    public Path path(CloudOutside outside, Packet packet) {
      return PathResolver.resolve(fabric, outside, port, packet);
    }
  }

  /** A host of an on-premises network. */
  record AtSite(Host host, SiteFabric site, SiteFabric.Host at) implements Start {
    @Override
    public long address() {
      return at.ip();
    }

    @Override
    public Path path(CloudOutside outside, Packet packet) {
      return PathResolver.resolve(site, outside, at, packet);
    }
  }

  /** A host that is there but does not run. */
  record Stopped(Host host) implements Start {
    @Override
    public long address() {
      return 0;
    }

    @Override
    public Path path(CloudOutside outside, Packet packet) {
      throw new IllegalStateException(host.id() + " does not run");
    }
  }

  /**
   * Finds what a user means: an instance, network interface, function or host of a site by its id, or whoever has an address.
   *
   * @throws NotTraceable when there is none, or several
   */
  static Start find(Fabrics fabrics, String text) {
    Snapshot snapshot = fabrics.snapshot();
    String name = Target.address(text).isPresent() ? holder(snapshot, text) : text;
    Host host = Host.find(snapshot, name).orElseThrow(() -> new NotTraceable(unknown(snapshot, name)));
    Optional<SiteFabric> site = fabrics.site(host.network());
    if (site.isPresent()) {
      SiteFabric.Host at = site.get().hosts().stream().filter(h -> h.hostId().equals(host.id())).findFirst().orElseThrow();
      return new AtSite(host, site.get(), at);
    }
    Optional<Fabric> fabric = fabrics.vpc(host.network());
    if (fabric.isEmpty()) {
      throw new NotTraceable(host.id() + " is in no VPC: nothing of yours is on its way to a service");
    }
    return fabric.get().ports().values().stream()
        .filter(p -> p.networkInterfaceId().equals(name) || p.hostId().equals(host.id()) && !name.startsWith(Kind.NETWORK_INTERFACE.prefix() + "-"))
        .min(Comparator.comparingInt(Port::index))
        .<Start>map(p -> new AtPort(host, fabric.get(), p))
        .orElseGet(() -> new Stopped(host));
  }

  private static String unknown(Snapshot snapshot, String name) {
    Optional<NetworkInterface> eni = snapshot.located(NetworkInterface.class, name);
    if (eni.isPresent()) {
      return eni.get().attachment().isEmpty()
          ? name + " is attached to nothing: no packet leaves it"
          : name + " belongs to " + eni.get().attachment().get().hostId() + ", which starts no connections of its own";
    }
    return "there is no instance, network interface, function or site host " + name;
  }

  private static String holder(Snapshot snapshot, String address) {
    String ip = Ip.text(Ip.parse(address));
    List<String> holders = new ArrayList<>();
    for (String unit : snapshot.networks().keySet()) {
      snapshot.inNetwork(NetworkInterface.class, unit).stream()
          .filter(n -> n.privateIps().contains(ip) || n.publicIp().filter(ip::equals).isPresent())
          .forEach(n -> holders.add(n.id()));
      snapshot.located(Site.class, unit).ifPresent(s -> s.hosts().stream().filter(h -> h.ip().equals(ip)).forEach(h -> holders.add(h.id())));
    }
    List<String> distinct = holders.stream().distinct().toList();
    if (distinct.size() == 1) {
      return distinct.getFirst();
    }
    throw new NotTraceable(distinct.isEmpty() ? "nobody has the address " + ip : "several have the address " + ip + ": say which, " + String.join(", ", distinct));
  }

  /** Whether the host is an instance that somebody stopped. */
  static Optional<Instance> stoppedInstance(Snapshot snapshot, Host host) {
    return snapshot.located(Instance.class, host.id()).filter(i -> i.state() == Instance.State.STOPPED);
  }
}
