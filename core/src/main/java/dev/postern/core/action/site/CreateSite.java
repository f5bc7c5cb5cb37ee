package dev.postern.core.action.site;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.error.IdError;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.CustomerGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Site;
import dev.postern.core.model.VirtualInterface;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes an on-premises network behind customer gateways and virtual interfaces. It belongs to the account and Region of the first of them.
 *
 * <p>Errors: {@code MissingParameter}, {@code InvalidParameterValue}, {@code InvalidCustomerGatewayID.NotFound}.
 */
public final class CreateSite implements Action<CreateSite.Request, Site> {
  private static final int LARGEST = 8;
  private static final int SMALLEST = 28;
  private static final int MOST_HOSTS = 200;

  /**
   * As the user gives it.
   *
   * @param cidrs the site's blocks; hosts have addresses of the first
   * @param dns what hosts ask; none for the public DNS
   * @param towardsAws blocks that the site's router also sends to AWS
   */
  public record Request(
      String name,
      List<String> cidrs,
      List<String> customerGateways,
      List<String> virtualInterfaces,
      int hosts,
      List<String> dns,
      List<String> towardsAws) {}

  @Override
  public Applied<Site> apply(Snapshot snapshot, Caller caller, Request request, Facts facts) {
    List<Cidr> blocks = blocks(request.cidrs());
    List<Resource> ends = new ArrayList<>();
    for (String id : request.customerGateways()) {
      ends.add(snapshot.located(CustomerGateway.class, id).orElseThrow(() -> IdError.CUSTOMER_GATEWAY.notFound(id)));
    }
    for (String id : request.virtualInterfaces()) {
      ends.add(snapshot.located(VirtualInterface.class, id).orElseThrow(() -> invalid("There is no virtual interface " + id + ".")));
    }
    if (ends.isEmpty()) {
      throw Ec2Error.MISSING_PARAMETER.saying("A site needs a customer gateway or a virtual interface.");
    }
    requireApart(snapshot, ends, blocks);
    if (request.hosts() < 0 || request.hosts() > MOST_HOSTS) {
      throw invalid("A site has at most " + MOST_HOSTS + " hosts.");
    }
    ResourceKey owner = ends.getFirst().key();
    Site site =
        new Site(
            new ResourceKey(owner.account(), owner.region(), Kind.SITE, facts.seed().id("site")),
            request.name(),
            blocks,
            List.copyOf(request.customerGateways()),
            List.copyOf(request.virtualInterfaces()),
            request.towardsAws().stream().map(c -> Lookup.cidr(c, "towardsAws")).toList(),
            request.dns().stream().peek(ip -> Lookup.address(ip, "dns")).toList(),
            List.of());
    for (int i = 0; i < request.hosts(); i++) {
      site = SiteHosts.added(site, facts);
    }
    return Applied.of(snapshot.with(site), site);
  }

  private static List<Cidr> blocks(List<String> texts) {
    List<Cidr> blocks = new ArrayList<>();
    for (String text : texts) {
      Cidr block = Lookup.cidr(text, "cidr");
      if (block.length() < LARGEST || block.length() > SMALLEST) {
        throw invalid("A site's block is between /" + LARGEST + " and /" + SMALLEST + ", not " + block + ".");
      }
      if (blocks.stream().anyMatch(b -> overlap(b, block))) {
        throw invalid("The block " + block + " overlaps another of the site.");
      }
      blocks.add(block);
    }
    if (blocks.isEmpty()) {
      throw Ec2Error.MISSING_PARAMETER.with("cidr");
    }
    return blocks;
  }

  /** One gateway cannot have the same addresses in two places behind it. */
  private static void requireApart(Snapshot snapshot, List<Resource> ends, List<Cidr> blocks) {
    Stream<Site> others = ends.stream().flatMap(e -> snapshot.inNetwork(Site.class, e.id()).stream());
    others.forEach(
        other -> {
          if (other.cidrs().stream().anyMatch(c -> blocks.stream().anyMatch(b -> overlap(b, c)))) {
            throw invalid("The site's blocks overlap those of " + other.id() + " behind the same gateway.");
          }
        });
  }

  private static boolean overlap(Cidr a, Cidr b) {
    return a.contains(b) || b.contains(a);
  }

  private static RuntimeException invalid(String message) {
    return Ec2Error.INVALID_PARAMETER_VALUE.with(message);
  }
}
