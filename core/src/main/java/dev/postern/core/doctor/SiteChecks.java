package dev.postern.core.doctor;

import dev.postern.core.explain.Probe;
import dev.postern.core.fabric.SiteCompiler;
import dev.postern.core.fabric.SiteFabric;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.model.Site;
import dev.postern.core.path.End;
import dev.postern.core.path.ExplanationCode;
import dev.postern.core.path.Path;
import dev.postern.core.services.PrefixList;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** On-premises networks that send a service's public addresses to a VPC, whose gateway endpoint does not take them, or do not reach its resolver. */
final class SiteChecks {
  private static final int HTTPS = 443;
  private static final Cidr LINK_LOCAL = Cidr.parse("169.254.0.0/16");

  private SiteChecks() {}

  static List<Finding> look(Snapshot snapshot, Site site) {
    SiteFabric fabric = SiteCompiler.compile(snapshot, site);
    Optional<SiteFabric.Host> host = fabric.hosts().stream().findFirst();
    List<Finding> findings = new ArrayList<>();
    if (host.isEmpty()) {
      return findings;
    }
    Probe probe = new Probe(snapshot, site.key().region());
    for (PrefixList list : PrefixLists.of(site.key().region())) {
      Path path = probe.connect(fabric, host.get(), list.addresses().getFirst(), HTTPS);
      if (path.end() instanceof End.Stopped(ExplanationCode code, _, _) && code == ExplanationCode.VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION) {
        Path.Hop at = path.stop().orElseThrow();
        findings.add(
            Finding.of(
                Cause.NOT_FROM_ELSEWHERE, Severity.ERROR, site.key(), at.at(),
                "the site's router sends " + list.service() + "'s addresses to " + at.at() + ", which has a gateway endpoint",
                "hosts of the site time out: a gateway endpoint serves its own VPC alone. Make an interface endpoint for " + list.service()
                    + " and use its name, or take the block out of the site's routes",
                Optional.empty()));
      }
    }
    List<ResolverEndpoint> inbound = snapshot.all(ResolverEndpoint.class, Kind.RESOLVER_ENDPOINT, site.key().account(), site.key().region());
    site.nameservers().forEach(server -> resolver(probe, site, fabric, host.get(), server, inbound).ifPresent(findings::add));
    return findings;
  }

  /** What a resolver of the site's own does is not known here: it matters where the site reaches a VPC's. */
  private static Optional<Finding> own(Probe probe, Site site, SiteFabric fabric, SiteFabric.Host host, String server, List<ResolverEndpoint> inbound) {
    Optional<String> reached =
        inbound.stream().flatMap(r -> r.addresses().stream()).map(ResolverEndpoint.Address::ip).filter(ip -> probe.ask(fabric, host, Ip.parse(ip)).end().delivered()).findFirst();
    return reached.map(
        resolver ->
            Finding.of(
                Cause.OWN_RESOLVER, Severity.INFO, site.key(), site.id(), "the site's hosts ask its own name server " + server + ", and the site reaches the VPC's resolver at " + resolver,
                "private names are known to " + resolver + " alone: " + server + " must forward amazonaws.com to it, and let private addresses pass in its answers (rebind protection drops them)",
                Optional.empty()));
  }

  /** A name server that is not the site's own is the resolver of a VPC. */
  private static Optional<Finding> resolver(Probe probe, Site site, SiteFabric fabric, SiteFabric.Host host, String server, List<ResolverEndpoint> inbound) {
    long address = Ip.parse(server);
    if (fabric.isLocal(address)) {
      return own(probe, site, fabric, host, server, inbound);
    }
    if (LINK_LOCAL.contains(address)) {
      return Optional.empty();
    }
    Path path = probe.ask(fabric, host, address);
    return probe.stop(path)
        .map(
            stop ->
                Finding.of(
                    Cause.RESOLVER_NOT_REACHED, Severity.ERROR, site.key(), site.id(),
                    "the site's name server " + server + " is not reached with udp 53: " + stop.resource() + (stop.rule().isEmpty() ? "" : " " + stop.rule()) + " stops it",
                    "every name fails after some seconds on the site's hosts", stop.fix()));
  }
}
