package dev.postern.app.dns;

import dev.postern.core.dns.View;
import dev.postern.core.dns.VpcNames;
import dev.postern.core.state.Snapshot;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The names of each VPC as of the last commit, made again only when that VPC has changed. */
public final class NameIndex implements Function<View.InVpc, Optional<VpcNames>> {
  private final Supplier<Snapshot> current;
  private final Map<View.InVpc, Known> known = new ConcurrentHashMap<>();

  public NameIndex(Supplier<Snapshot> current) {
    this.current = current;
  }

  /** @param network the resources it was made from: a persistent map, so the same instance means nothing has changed */
  private record Known(Object network, Optional<VpcNames> names) {}

  @Override
  public Optional<VpcNames> apply(View.InVpc view) {
    Snapshot snapshot = current.get();
    Object network = snapshot.networks().get(view.vpcId());
    if (network == null) {
      known.remove(view);
      return Optional.empty();
    }
    Known last = known.get(view);
    if (last == null || last.network != network) {
      last = new Known(network, VpcNames.of(snapshot, view));
      known.put(view, last);
    }
    return last.names;
  }
}
