package dev.postern.core.services;

import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The public side of a Region: the addresses of the services that answer there, and of hosts that are in no VPC.
 *
 * <p>The addresses are out of blocks that AWS owns; which service has which is made up, since AWS publishes no such list.
 */
public final class PublicSide {
  /** Services without a prefix list: one /23 a Region, two addresses a service. */
  private static final Cidr SERVICES = Cidr.parse("99.77.0.0/16");

  /** Hosts: one /22 a Region. */
  private static final Cidr HOSTS = Cidr.parse("99.80.0.0/16");

  private static final int HOSTS_PER_REGION = 1024;

  /** Where the first service's addresses are in its Region's block. */
  private static final long FIRST = 10;

  /** Where a service's addresses are in its Region's block. */
  private static final Map<String, Integer> PLACES =
      IntStream.range(0, PublicService.all().size()).boxed().collect(Collectors.toUnmodifiableMap(i -> PublicService.all().get(i).name(), i -> i));

  /** In the order of their addresses; none overlaps another. */
  private static final List<Cidr> BLOCKS =
      PrefixLists.regions().stream().flatMap(r -> serviceBlocks(r).stream()).sorted().toList();

  private static final long[] BEGINNINGS = BLOCKS.stream().mapToLong(Cidr::base).toArray();

  private PublicSide() {}

  /** The addresses that DNS answers for a service, in rotating order; none for a Region that AWS does not have. */
  public static List<Long> addresses(String region, PublicService service) {
    if (PrefixLists.of(region).isEmpty()) {
      return List.of();
    }
    return PrefixLists.ofService(region, "com.amazonaws." + region + "." + service.name())
        .map(PrefixList::addresses)
        .orElseGet(() -> {
          long first = FIRST + 2L * PLACES.get(service.name());
          return List.of(services(region).at(first), services(region).at(first + 1));
        });
  }

  /** Every block that a public service of the Region answers on. */
  public static List<Cidr> serviceBlocks(String region) {
    List<Cidr> blocks = new ArrayList<>();
    PrefixLists.of(region).forEach(l -> blocks.addAll(l.cidrs()));
    blocks.add(services(region));
    return blocks;
  }

  /** Those of all Regions: the internet leads to each of them from everywhere. */
  public static List<Cidr> serviceBlocks() {
    return BLOCKS;
  }

  /** Whether a public service of any Region answers at an address. */
  public static boolean isService(long address) {
    int found = Arrays.binarySearch(BEGINNINGS, address);
    int before = found >= 0 ? found : -found - 2;
    return before >= 0 && BLOCKS.get(before).contains(address);
  }

  /** Whether one of the Region's does. */
  public static boolean isService(String region, long address) {
    return serviceBlocks(region).stream().anyMatch(block -> block.contains(address));
  }

  /** The service of the Region that an address is of, as DNS says it; for S3 and DynamoDB any address of their prefix lists. */
  public static Optional<PublicService> serviceAt(String region, long address) {
    Optional<PublicService> listed =
        PrefixLists.of(region).stream().filter(l -> l.contains(address)).findFirst().flatMap(l -> PublicService.named(l.service()));
    if (listed.isPresent()) {
      return listed;
    }
    long place = address - services(region).at(FIRST);
    return place >= 0 && place / 2 < PublicService.all().size() && services(region).contains(address)
        ? Optional.of(PublicService.all().get((int) (place / 2)))
        : Optional.empty();
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
    return Cidr.of(SERVICES.at((long) index(region) * 512), 23);
  }

  private static int index(String region) {
    int index = PrefixLists.regions().indexOf(region);
    if (index < 0) {
      throw new IllegalArgumentException("no such Region: " + region);
    }
    return index;
  }
}
