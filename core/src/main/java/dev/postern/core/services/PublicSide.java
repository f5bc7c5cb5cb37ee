package dev.postern.core.services;

import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The public side of a Region: the services beside S3 and DynamoDB that answer there, and the addresses of hosts that are in no VPC.
 *
 * <p>The addresses are out of blocks that AWS owns; which service has which is made up, since AWS publishes no such list.
 */
public final class PublicSide {
  /** Services: one /24 a Region. */
  private static final Cidr SERVICES = Cidr.parse("99.77.0.0/16");

  /** Hosts: one /22 a Region. */
  private static final Cidr HOSTS = Cidr.parse("99.80.0.0/16");

  private static final int HOSTS_PER_REGION = 1024;

  private PublicSide() {}

  /** The addresses that DNS answers for a service, in rotating order; none for a Region that AWS does not have. */
  public static List<Long> addresses(String region, PublicService service) {
    return switch (service) {
      case S3, DYNAMODB ->
          PrefixLists.ofService(region, "com.amazonaws." + region + "." + service.code()).map(PrefixList::addresses).orElse(List.of());
      case EC2, STS, IAM, LAMBDA, CHECKIP -> {
        long first = 10L + 2L * service.ordinal();
        yield PrefixLists.of(region).isEmpty() ? List.of() : List.of(services(region).at(first), services(region).at(first + 1));
      }
    };
  }

  /** Every block that a public service of the Region answers on. */
  public static List<Cidr> serviceBlocks(String region) {
    List<Cidr> blocks = new ArrayList<>();
    PrefixLists.of(region).forEach(l -> blocks.addAll(l.cidrs()));
    blocks.add(services(region));
    return blocks;
  }

  public static boolean isService(String region, long address) {
    return serviceBlocks(region).stream().anyMatch(c -> c.contains(address));
  }

  /** A public address for a host in no VPC: it depends on the host's id, and steps aside for {@code taken} ones. */
  public static String hostAddress(String region, String hostId, Collection<String> taken) {
    long first = HOSTS.at((long) index(region) * HOSTS_PER_REGION);
    int offset = Integer.parseInt(Tables.hex(hostId, 6), 16) % (HOSTS_PER_REGION - 2);
    String ip = Ip.text(first + 1 + offset);
    while (taken.contains(ip)) {
      offset = (offset + 1) % (HOSTS_PER_REGION - 2);
      ip = Ip.text(first + 1 + offset);
    }
    return ip;
  }

  private static Cidr services(String region) {
    return Cidr.of(SERVICES.at((long) index(region) * 256), 24);
  }

  private static int index(String region) {
    int index = PrefixLists.regions().indexOf(region);
    if (index < 0) {
      throw new IllegalArgumentException("no such Region: " + region);
    }
    return index;
  }
}
