package dev.postern.core.explain;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.Fabrics;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.SiteFabric;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Resource;
import dev.postern.core.model.Site;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.Vpc;
import dev.postern.core.services.PublicHost;
import dev.postern.core.services.PublicService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every host of a cloud to every service of its Region: which connections come about, and by what way. Of hosts that fare alike one is traced. */
public final class Survey {
  private final Fabrics fabrics;
  private final Tracer tracer;
  private final SortedMap<String, SortedMap<String, String>> urls = new TreeMap<>();

  /** @param tracer of the same state */
  public Survey(Fabrics fabrics, Tracer tracer) {
    this.fabrics = fabrics;
    this.tracer = tracer;
  }

  /**
   * Hosts that fare alike.
   *
   * @param network their VPC or site
   * @param subnet where they are; empty at a site
   * @param hosts their ids, each once
   * @param services how they fare, by the service's short name
   */
  public record Row(String network, String subnet, List<String> groups, List<String> hosts, SortedMap<String, Fare> services) {}

  /**
   * How a connection fares.
   *
   * @param url what was asked for
   * @param by the endpoint, NAT gateway or internet gateway on the way; where there is none, what answers
   * @param stop the resource, and rule, that ends it
   */
  public record Fare(String url, boolean reached, String by, Optional<String> stop, Optional<Trace.Symptom> symptom) {}

  /** All hosts that run, by network. */
  public List<Row> rows() {
    List<Fabric> vpcs = new ArrayList<>();
    List<SiteFabric> sites = new ArrayList<>();
    NavigableSet<Cidr> named = new TreeSet<>();
    for (Resource resource : fabrics.snapshot().resources().values()) {
      switch (resource) {
        case Vpc vpc -> fabrics.vpc(vpc.id()).ifPresent(vpcs::add);
        case Site site -> fabrics.site(site.id()).ifPresent(sites::add);
        case TransitGateway gateway -> fabrics.transitGateway(gateway.id()).ifPresent(t -> t.blackholes().forEach(b -> named.add(b.destination())));
        default -> {}
      }
    }
    vpcs.forEach(v -> named.addAll(Alike.named(v)));
    sites.forEach(s -> s.arrivals().forEach(a -> named.add(a.destination())));
    List<Row> rows = new ArrayList<>();
    vpcs.forEach(v -> new Alike(v, named).classes(clients(v)).forEach(alike -> rows.add(row(v, alike))));
    for (SiteFabric site : sites) {
      site.hosts().forEach(h -> rows.add(new Row(site.siteId(), "", List.of(), List.of(h.hostId()), fares(h.hostId(), site.region()))));
    }
    return rows;
  }

  /** The first interface of each host: what a program uses that does not choose. */
  private static Collection<Port> clients(Fabric vpc) {
    return vpc.ports().values().stream()
        .filter(p -> (p.host() == Port.HostKind.INSTANCE || p.host() == Port.HostKind.FUNCTION) && p.index() == 0)
        .toList();
  }

  private Row row(Fabric vpc, List<Port> alike) {
    Port first = alike.getFirst();
    List<String> hosts = alike.stream().map(Port::hostId).distinct().toList();
    return new Row(vpc.vpcId(), first.subnetId(), first.groups(), hosts, fares(first.networkInterfaceId(), vpc.region()));
  }

  private SortedMap<String, Fare> fares(String from, String region) {
    Start start = tracer.start(from);
    SortedMap<String, Fare> fares = new TreeMap<>();
    urls.computeIfAbsent(region, Survey::services).forEach((service, url) -> fares.put(service, fare(start, url)));
    return fares;
  }

  private Fare fare(Start start, String url) {
    Trace trace;
    try {
      trace = tracer.trace(start, url);
    } catch (NotTraceable e) {
      return new Fare(url, false, "", Optional.of(String.valueOf(e.getMessage())), Optional.empty());
    }
    Optional<String> stop = trace.stop().map(s -> s.rule().isEmpty() ? s.resource() : s.resource() + " " + s.rule());
    return new Fare(url, trace.reached(), by(trace), stop, trace.stop().map(Trace.Stop::symptom));
  }

  private static String by(Trace trace) {
    Stream<Trace.Kind> ways = Stream.of(Trace.Kind.VPC_ENDPOINT, Trace.Kind.NAT_GATEWAY, Trace.Kind.INTERNET_GATEWAY, Trace.Kind.LISTENER);
    return ways.flatMap(kind -> trace.there().stream().filter(s -> s.kind() == kind)).map(Trace.Step::resource).findFirst().orElse("");
  }

  /** The usual host of each service that endpoints lead to, by its short name. */
  private static SortedMap<String, String> services(String region) {
    SortedMap<String, String> urls = new TreeMap<>();
    for (PublicService service : PublicService.all()) {
      if (!service.endpointService().isEmpty()) {
        PublicHost.names(service, region).stream().filter(n -> !n.startsWith("*.")).findFirst().ifPresent(h -> urls.put(service.name(), "https://" + h + "/"));
      }
    }
    return urls;
  }
}
