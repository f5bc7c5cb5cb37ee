package dev.postern.bench;

import dev.postern.app.dns.NameIndex;
import dev.postern.core.dns.DnsResolver;
import dev.postern.core.doctor.Clues;
import dev.postern.core.doctor.Doctor;
import dev.postern.core.explain.Survey;
import dev.postern.core.explain.Tracer;
import dev.postern.core.fabric.Fabrics;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.services.PublicHost;
import dev.postern.core.services.PublicService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** What explanations cost in clouds of a thousand to a hundred thousand interfaces: a trace, the doctor's pass, every instance to every service. No kernel. */
final class Explanations implements Part {
  private static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000);
  private static final int TRACES = 2_000;
  private static final int ROUNDS = 5;

  @Override
  public List<Figure> measure() {
    List<Figure> figures = new ArrayList<>();
    SIZES.forEach(size -> figures.addAll(measure(size)));
    return figures;
  }

  private static List<Figure> measure(int size) {
    long before = heap();
    LargeCloud cloud = LargeCloud.of(size);
    long state = heap() - before;
    String of = String.format(Locale.ROOT, ", %,d interfaces and %,d endpoints", cloud.interfaces().size(), cloud.endpoints().size());
    Fabrics fabrics = new Fabrics(cloud.snapshot());
    DnsResolver resolver = new NameIndex(cloud::snapshot, cloud::observed).get();
    List<Double> doctor = times(() -> Doctor.examine(cloud.snapshot(), Clues.NONE));
    List<Double> all = times(() -> new Survey(fabrics, new Tracer(fabrics, resolver, Optional.empty())).rows());
    long compiled = heap() - before - state;
    List<Survey.Row> rows = new Survey(fabrics, new Tracer(fabrics, resolver, Optional.empty())).rows();
    long pairs = rows.stream().mapToLong(r -> (long) r.hosts().size() * r.services().size()).sum();
    List<Double> traces = traces(cloud, fabrics, resolver);
    return List.of(
        new Figure("one trace, p50" + of, Figure.percentile(traces, 0.5), "ms", "5"),
        new Figure("one trace, p99" + of, Figure.percentile(traces, 0.99), "ms"),
        new Figure("doctor" + of, Figure.percentile(doctor, 0.5), "ms", "2000"),
        new Figure(String.format(Locale.ROOT, "all instances to all services (%,d pairs)%s", pairs, of), Figure.percentile(all, 0.5), "ms", "5000"),
        new Figure("the state in memory" + of, state / 1e6, "MB"),
        new Figure("its compiled networks and names" + of, compiled / 1e6, "MB"));
  }

  private static List<Double> times(Runnable work) {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i <= ROUNDS; i++) {
      long start = System.nanoTime();
      work.run();
      if (i > 0) {
        times.add((System.nanoTime() - start) / 1e6);
      }
    }
    return times;
  }

  /** Traces from random instances to random services, as the server works them out. */
  private static List<Double> traces(LargeCloud cloud, Fabrics fabrics, DnsResolver resolver) {
    List<NetworkInterface> hosts = cloud.interfaces().stream().filter(n -> n.interfaceType().equals("interface")).toList();
    List<String> urls = urls();
    Random random = new Random(1);
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < 2 * TRACES; i++) {
      String from = hosts.get(random.nextInt(hosts.size())).attachment().orElseThrow().hostId();
      String to = urls.get(random.nextInt(urls.size()));
      long start = System.nanoTime();
      Tracer tracer = new Tracer(fabrics, resolver, Optional.empty());
      tracer.trace(tracer.start(from), to);
      if (i >= TRACES) {
        times.add((System.nanoTime() - start) / 1e6);
      }
    }
    return times;
  }

  private static List<String> urls() {
    return PublicService.all().stream().filter(s -> !s.endpointService().isEmpty())
        .flatMap(s -> PublicHost.names(s, LargeCloud.REGION).stream().limit(1)).map(h -> "https://" + h.replace("*.", "my.") + "/").toList();
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
