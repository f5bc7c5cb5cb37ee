package dev.postern.core.action.site;

import dev.postern.core.action.Facts;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.Site;
import java.util.List;
import java.util.stream.Stream;

/** The hosts of a site: addresses of its first block, one after another from base+10; what is before is the site's own equipment. */
final class SiteHosts {
  private static final int FIRST = 10;

  private SiteHosts() {}

  /** The site with one more host. */
  static Site added(Site site, Facts facts) {
    Cidr block = site.cidrs().getFirst();
    long last = block.size() - 2;
    for (long i = FIRST; i <= last; i++) {
      String ip = Ip.text(block.at(i));
      if (site.hosts().stream().noneMatch(h -> h.ip().equals(ip))) {
        List<Site.Host> hosts = Stream.concat(site.hosts().stream(), Stream.of(new Site.Host(facts.seed().id("onprem"), ip))).toList();
        return new Site(
            site.key(), site.name(), site.cidrs(), site.customerGatewayIds(), site.virtualInterfaceIds(), site.towardsAws(), site.nameservers(), hosts);
      }
    }
    throw Ec2Error.INVALID_PARAMETER_VALUE.with("The block " + block + " has no free address for one more host.");
  }
}
