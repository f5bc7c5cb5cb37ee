package dev.postern.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.error.AwsException;
import dev.postern.core.explain.Fix;
import dev.postern.core.explain.Trace;
import dev.postern.core.explain.Tracer;
import dev.postern.core.fabric.Fabrics;
import dev.postern.core.fabric.Port;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.ZoneFault;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Random networks and random changes: networks that are taken over from the state before are those that would be compiled anew. */
class FabricsTest {
  /** Fixed by {@code -Dagreement.seed=N} to see a printed run again. */
  private static final long SEED = Long.getLong("agreement.seed", System.nanoTime());

  private static final int NETWORKS = 20;
  private static final int CHANGES = 25;
  private static final List<String> TO = List.of("52.216.0.10:443", "52.94.0.10:443", "9.9.9.9:443", "10.0.0.10:443", "10.0.1.10:8080", "10.1.0.11:80");

  @Test
  void whatIsTakenOverIsWhatWouldBeCompiled() {
    System.out.println("fabrics: seed " + SEED);
    Random random = new Random(SEED);
    Mending mending = new Mending();
    int changes = 0;
    for (int n = 0; n < NETWORKS; n++) {
      Snapshot snapshot = RandomNetwork.of(random);
      Fabrics fabrics = new Fabrics(snapshot);
      List<String> hosts = hosts(snapshot);
      for (int i = 0; i < CHANGES; i++) {
        compare(fabrics, snapshot);
        Optional<Snapshot> next = random.nextInt(8) == 0 ? Optional.of(zone(snapshot, random)) : mended(mending, snapshot, hosts.get(random.nextInt(hosts.size())), random);
        if (next.isPresent()) {
          changes++;
          snapshot = next.get().committedAs(i + 2L);
          fabrics = fabrics.at(snapshot);
        }
      }
      compare(fabrics, snapshot);
    }
    assertThat(changes).as("changes that were tried").isGreaterThan(NETWORKS);
  }

  private static void compare(Fabrics kept, Snapshot snapshot) {
    Fabrics fresh = new Fabrics(snapshot);
    for (String unit : snapshot.networks().keySet()) {
      for (Function<Fabrics, Optional<?>> network : List.<Function<Fabrics, Optional<?>>>of(f -> f.vpc(unit), f -> f.site(unit), f -> f.transitGateway(unit))) {
        assertThat(network.apply(kept)).as("seed " + SEED + ": " + unit).isEqualTo(network.apply(fresh));
      }
    }
  }

  private static Optional<Snapshot> mended(Mending mending, Snapshot snapshot, String host, Random random) {
    Tracer tracer = new Tracer(snapshot, Observed.NOTHING);
    try {
      Optional<Fix> fix = tracer.trace(tracer.start(host), TO.get(random.nextInt(TO.size()))).stop().flatMap(Trace.Stop::fix);
      return fix.map(f -> mending.apply(snapshot, f));
    } catch (AwsException | dev.postern.core.explain.NotTraceable _) {
      return Optional.empty();
    }
  }

  /** A zone goes down, or comes back. */
  private static Snapshot zone(Snapshot snapshot, Random random) {
    String zone = RandomNetwork.REGION + "abc".charAt(random.nextInt(3));
    ResourceKey key = new ResourceKey(RandomNetwork.ACCOUNT, RandomNetwork.REGION, Kind.ZONE_FAULT, zone);
    return snapshot.find(key).isPresent() ? snapshot.without(key) : snapshot.with(new ZoneFault(key));
  }

  private static List<String> hosts(Snapshot snapshot) {
    List<String> hosts = new ArrayList<>();
    Networks.of(snapshot).vpcs().values().forEach(f ->
        f.ports().values().stream().filter(p -> p.host() == Port.HostKind.INSTANCE).map(Port::networkInterfaceId)
            .filter(id -> snapshot.located(NetworkInterface.class, id).isPresent()).forEach(hosts::add));
    return hosts;
  }
}
