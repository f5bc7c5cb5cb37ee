package dev.postern.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.dns.DnsResolver;
import dev.postern.core.explain.NotTraceable;
import dev.postern.core.explain.Survey;
import dev.postern.core.explain.Trace;
import dev.postern.core.explain.Tracer;
import dev.postern.core.fabric.Fabrics;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random networks: what the survey says of hosts that fare alike, a trace of each of them says too. */
class SurveyTest {
  /** Fixed by {@code -Dagreement.seed=N} to see a printed run again. */
  private static final long SEED = Long.getLong("agreement.seed", System.nanoTime());

  private static final int NETWORKS = 12;

  /** Where no two hosts of the first fared alike, more are drawn. */
  private static final int MOST = 100;

  @Test
  void eachHostFaresAsTheOneThatSpeaksForIt() {
    System.out.println("survey: seed " + SEED);
    Random random = new Random(SEED);
    int shared = 0;
    int reached = 0;
    for (int i = 0; i < NETWORKS || shared == 0 && i < MOST; i++) {
      Snapshot snapshot = RandomNetwork.of(random);
      Fabrics fabrics = new Fabrics(snapshot);
      Tracer tracer = new Tracer(fabrics, DnsResolver.of(snapshot, Observed.NOTHING), Optional.empty());
      for (Survey.Row row : new Survey(fabrics, tracer).rows()) {
        shared += row.hosts().size() - 1;
        for (String host : row.hosts()) {
          for (Map.Entry<String, Survey.Fare> fare : row.services().entrySet()) {
            boolean arrives = arrives(tracer, host, fare.getValue().url());
            reached += arrives ? 1 : 0;
            assertThat(arrives).as("seed " + SEED + ", network " + i + ": " + host + " to " + fare.getKey() + ", of " + row.hosts()).isEqualTo(fare.getValue().reached());
          }
        }
      }
    }
    assertThat(shared).as("hosts that another spoke for").isPositive();
    assertThat(reached).as("connections that come about").isPositive();
  }

  private static boolean arrives(Tracer tracer, String host, String url) {
    try {
      Trace trace = tracer.trace(tracer.start(host), url);
      return trace.reached();
    } catch (NotTraceable _) {
      return false;
    }
  }
}
