package dev.postern.app.dns;

import dev.postern.core.dns.DnsResolver;
import dev.postern.core.dns.View;
import dev.postern.core.dns.VpcNames;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The resolver for the cloud as it is: the same one until a commit, or until the kernel carries something else. The names of a VPC are made
 * again only when that VPC has changed.
 */
public final class NameIndex implements Supplier<DnsResolver> {
  private final Supplier<Snapshot> current;
  private final Supplier<Observed> observed;
  private final Map<View.InVpc, Known> known = new ConcurrentHashMap<>();
  private volatile Moment moment;

  /** @param observed what the kernel carries: an interface endpoint's private names are answered once it is there */
  public NameIndex(Supplier<Snapshot> current, Supplier<Observed> observed) {
    this.current = current;
    this.observed = observed;
    this.moment = moment(current.get(), observed.get());
  }

  private record Moment(Snapshot snapshot, Observed observed, DnsResolver resolver) {}

  /**
   * @param network the resources that the names were made from: a persistent map, so the same instance means nothing has changed
   * @param carried of these resources, likewise
   */
  private record Known(Object network, Object carried, Optional<VpcNames> names) {}

  @Override
  public DnsResolver get() {
    Snapshot snapshot = current.get();
    Observed carried = observed.get();
    Moment last = moment;
    if (last.snapshot != snapshot || last.observed != carried) {
      last = moment(snapshot, carried);
      moment = last;
    }
    return last.resolver;
  }

  private Moment moment(Snapshot snapshot, Observed carried) {
    return new Moment(snapshot, carried, new DnsResolver(snapshot, view -> names(snapshot, carried, view)));
  }

  private Optional<VpcNames> names(Snapshot snapshot, Observed observed, View.InVpc view) {
    Object network = snapshot.networks().get(view.vpcId());
    if (network == null) {
      known.remove(view);
      return Optional.empty();
    }
    Set<String> carried = observed.realised().getOrDefault(view.vpcId(), Set.of());
    Known last = known.get(view);
    if (last == null || last.network != network || last.carried != carried) {
      last = new Known(network, carried, VpcNames.of(snapshot, observed, view));
      known.put(view, last);
    }
    return last.names;
  }
}
