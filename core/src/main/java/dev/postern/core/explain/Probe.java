package dev.postern.core.explain;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.SiteFabric;
import dev.postern.core.path.CloudOutside;
import dev.postern.core.path.End;
import dev.postern.core.path.Packet;
import dev.postern.core.path.Path;
import dev.postern.core.path.PathResolver;
import dev.postern.core.state.Snapshot;
import java.util.Optional;

/** Connections tried in one state of the cloud, for whoever asks about many: each network is compiled once. */
public final class Probe {
  private final CloudOutside outside;
  private final Explainer explainer;

  /** @param region whose services are near */
  public Probe(Snapshot snapshot, String region) {
    this.outside = new CloudOutside(snapshot, region);
    this.explainer = new Explainer(snapshot, outside);
  }

  public Optional<Fabric> fabric(String vpcId) {
    return outside.fabric(vpcId);
  }

  /** The path of a TCP connection from an interface. */
  public Path connect(Fabric fabric, Port from, long destination, int port) {
    return PathResolver.resolve(fabric, outside, from, new Packet(from.primary(), destination, FilterLine.TCP, Tracer.CLIENT_PORT, port));
  }

  /** The path of a TCP connection from a host of an on-premises network. */
  public Path connect(SiteFabric site, SiteFabric.Host from, long destination, int port) {
    return PathResolver.resolve(site, outside, from, new Packet(from.ip(), destination, FilterLine.TCP, Tracer.CLIENT_PORT, port));
  }

  /** The path of a question to a resolver, from there. */
  public Path ask(SiteFabric site, SiteFabric.Host from, long resolver) {
    return PathResolver.resolve(site, outside, from, new Packet(from.ip(), resolver, FilterLine.UDP, Tracer.CLIENT_PORT, Naming.DNS));
  }

  /** What ends such a connection, and the command that mends it. */
  public Optional<Trace.Stop> stop(Path path) {
    return path.end() instanceof End.Stopped stopped ? Optional.of(explainer.stop(path, stopped, Trace.Symptom.CONNECT_TIMEOUT)) : Optional.empty();
  }
}
