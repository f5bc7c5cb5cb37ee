package dev.postern.core.doctor;

import dev.postern.core.explain.Probe;
import dev.postern.core.fabric.SiteCompiler;
import dev.postern.core.fabric.SiteFabric;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
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
    site.nameservers().forEach(server -> resolver(probe, site, fabric, host.get(), server).ifPresent(findings::add));
    return findings;
  }

  /** A name server that is not the site's own is the resolver of a VPC. */
  private static Optional<Finding> resolver(Probe probe, Site site, SiteFabric fabric, SiteFabric.Host host, String server) {
    long address = Ip.parse(server);
    if (fabric.isLocal(address) || LINK_LOCAL.contains(address)) {
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
