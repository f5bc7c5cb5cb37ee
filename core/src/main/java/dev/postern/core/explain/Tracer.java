package dev.postern.core.explain;

import dev.postern.core.dns.DnsResolver;
import dev.postern.core.fabric.Fabrics;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.Instance;
import dev.postern.core.path.CloudOutside;
import dev.postern.core.path.Packet;
import dev.postern.core.path.Path;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;

/** Follows one connection through a state of the cloud. */
public final class Tracer {
  /** The port of a client that says nothing else: the first of the dynamic ones (RFC 6335, 6). */
  static final int CLIENT_PORT = 49152;

  private static final long METADATA = Ip.parse("169.254.169.254");
  private static final long RESOLVER = Ip.parse("169.254.169.253");
  private final Snapshot snapshot;
  private final Fabrics fabrics;
  private final DnsResolver resolver;
  private final Optional<Policies> policies;

  /** For the network alone. */
  public Tracer(Snapshot snapshot, Observed observed) {
    this(new Fabrics(snapshot), DnsResolver.of(snapshot, observed), Optional.empty());
  }

  /**
   * @param fabrics the networks of the state that is traced
   * @param resolver the names of the same state
   */
  public Tracer(Fabrics fabrics, DnsResolver resolver, Optional<Policies> policies) {
    this.snapshot = fabrics.snapshot();
    this.fabrics = fabrics;
    this.policies = policies;
    this.resolver = resolver;
  }

  /** Where the connection starts. @throws NotTraceable when there is no such host */
  public Start start(String from) {
    return Start.find(fabrics, from);
  }

  /** The trace of a connection. @throws NotTraceable when the question makes no sense in this cloud */
  public Trace trace(Start start, String to) {
    String region = start.host().region();
    Target target = Target.parse(to, region);
    CloudOutside outside = new CloudOutside(fabrics, region);
    Explainer explainer = new Explainer(snapshot, outside);
    if (start instanceof Start.Stopped) {
      return notRunning(start, target);
    }
    String from = start.host().id() + " (" + Ip.text(start.address()) + ")";
    Naming.Named named =
        target.address()
            .map(a -> new Naming.Named(List.of(a), List.of(), Optional.empty()))
            .orElseGet(() -> new Naming(snapshot, outside, resolver, explainer).of(start, target.host()));
    if (named.addresses().isEmpty()) {
      return new Trace(from, target.text(), Optional.empty(), List.copyOf(named.steps()), List.of(), Optional.empty(), named.stop(), List.of(), "");
    }
    long first = named.addresses().getFirst();
    refuseLocal(start, first);
    Path path = path(start, outside, target, first);
    Trace trace = explainer.trace(from, target.text(), Optional.of(Ip.text(first) + ":" + target.port()), named.steps(), path);
    List<Path> others = named.addresses().stream().skip(1).map(a -> path(start, outside, target, a)).toList();
    Trace noted = trace.withNotes(new Notes(snapshot, outside, explainer).of(start, target, path, named.addresses(), others));
    if (!noted.reached()) {
      return noted;
    }
    return policies.map(p -> p.judge(snapshot, start, target, path, noted)).orElseGet(() -> noted.withPolicies("not looked at"));
  }

  /** The trace of one flow, without a name. */
  public Trace trace(Start start, Packet packet) {
    CloudOutside outside = new CloudOutside(fabrics, start.host().region());
    String to = Ip.text(packet.destination()) + ":" + packet.destinationPort();
    return new Explainer(snapshot, outside).trace(start.host().id(), to, Optional.of(to), List.of(), start.path(outside, packet));
  }

  private static Path path(Start start, CloudOutside outside, Target target, long address) {
    return start.path(outside, new Packet(start.address(), address, target.protocol(), CLIENT_PORT, target.port()));
  }

  private static void refuseLocal(Start start, long address) {
    if (address == start.address() || address >>> 24 == 127) {
      throw new NotTraceable(Ip.text(address) + " is the host itself: nothing leaves it");
    }
    boolean router = start instanceof Start.AtPort port && address == port.fabric().cidrs().getFirst().at(2);
    if (router || address == METADATA || address == RESOLVER) {
      throw new NotTraceable(Ip.text(address) + " is the VPC's own resolver or metadata service: no group, ACL or route is on the way to it");
    }
  }

  private Trace notRunning(Start start, Target target) {
    String id = start.host().id();
    Optional<Fix> fix =
        Start.stoppedInstance(snapshot, start.host())
            .map(Instance::id)
            .map(i -> new Fix(StartInstancesRequest.builder().instanceIds(i).build(), start.host().region()));
    Trace.Step step = new Trace.Step(Trace.Kind.INTERFACE, id, "", start.host().network(), "does not run, so nothing leaves it", false);
    Trace.Stop stop =
        new Trace.Stop(id, "", start.host().network(), Optional.empty(), false, Trace.Symptom.CONNECT_TIMEOUT, "there is no client: nothing runs", fix, "");
    return new Trace(id, target.text(), Optional.empty(), List.of(step), List.of(), Optional.empty(), Optional.of(stop), List.of(), "");
  }
}
