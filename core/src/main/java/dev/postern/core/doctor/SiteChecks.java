package dev.postern.core.doctor;

import dev.postern.core.explain.Probe;
import dev.postern.core.fabric.SiteCompiler;
import dev.postern.core.fabric.SiteFabric;
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

/** On-premises networks that send a service's public addresses to a VPC, whose gateway endpoint does not take them. */
final class SiteChecks {
  private static final int HTTPS = 443;

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
    return findings;
  }
}
