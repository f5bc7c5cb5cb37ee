package dev.postern.core.action.ec2.networkinterface;

import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.subnet.SubnetAddresses;
import dev.postern.core.dns.HostNames;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.PrivateIpAddressSpecification;

/** The private addresses that a new interface gets, and the public ones that stand for an interface's private ones. */
public final class InterfaceAddresses {
  private InterfaceAddresses() {}

  /**
   * A public address and who owns it.
   *
   * @param ownerId the account of an Elastic IP, or {@code amazon} for an address that AWS lends
   * @param elasticIp the Elastic IP, if it is one
   */
  public record Public(String ip, String ownerId, Optional<ElasticIp> elasticIp) {}

  /** The public address that stands for a private address of the interface. */
  public static Optional<Public> publicOf(Snapshot snapshot, NetworkInterface networkInterface, String privateIp) {
    Optional<Public> elastic =
        snapshot.inNetwork(ElasticIp.class, networkInterface.vpcId()).stream()
            .filter(e -> e.association()
                .filter(a -> a.networkInterfaceId().equals(networkInterface.id()) && a.privateIp().equals(privateIp))
                .isPresent())
            .findFirst()
            .map(e -> new Public(e.publicIp(), e.key().account(), Optional.of(e)));
    boolean primary = privateIp.equals(networkInterface.primaryIp());
    return elastic.or(() -> networkInterface.publicIp().filter(_ -> primary).map(ip -> new Public(ip, "amazon", Optional.empty())));
  }

  /** {@code ip-10-0-0-5.ec2.internal}, where the VPC gives names. */
  public static Optional<String> privateName(Snapshot snapshot, NetworkInterface networkInterface, String privateIp) {
    return Optional.of(HostNames.privateName(networkInterface.key().region(), privateIp)).filter(_ -> vpc(snapshot, networkInterface).isPresent());
  }

  /** {@code ec2-54-1-2-3.compute-1.amazonaws.com}, where the VPC gives public names. */
  public static Optional<String> publicName(Snapshot snapshot, NetworkInterface networkInterface, String publicIp) {
    return vpc(snapshot, networkInterface)
        .filter(Vpc::enableDnsHostnames)
        .map(_ -> HostNames.publicName(networkInterface.key().region(), publicIp));
  }

  private static Optional<Vpc> vpc(Snapshot snapshot, NetworkInterface networkInterface) {
    ResourceKey key = networkInterface.key();
    return snapshot.find(Vpc.class, new ResourceKey(key.account(), key.region(), Kind.VPC, networkInterface.vpcId()));
  }

  /**
   * The private addresses of a new interface, the primary first: those that are asked for, or free ones.
   *
   * @param primary {@code PrivateIpAddress}
   * @param listed {@code PrivateIpAddresses.N}, of which one may be the primary
   * @param secondaryCount {@code SecondaryPrivateIpAddressCount}
   */
  public static List<String> chosen(
      Snapshot snapshot,
      Subnet subnet,
      @Nullable String primary,
      List<PrivateIpAddressSpecification> listed,
      @Nullable Integer secondaryCount) {
    List<String> primaries = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    if (primary != null) {
      primaries.add(primary);
    }
    for (PrivateIpAddressSpecification one : listed) {
      String address = Lookup.given(one.privateIpAddress(), "PrivateIpAddress");
      if (Boolean.TRUE.equals(one.primary())) {
        primaries.add(address);
      } else {
        addresses.add(address);
      }
    }
    if (primaries.size() > 1) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with("Only one primary private IP address can be specified.");
    }
    if (secondaryCount != null && !addresses.isEmpty()) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with(
          "Secondary private IP addresses and a secondary private IP address count may not be specified together.");
    }
    List<String> asked = new ArrayList<>(primaries);
    asked.addAll(addresses);
    return filled(snapshot, subnet, asked, !primaries.isEmpty(), secondaryCount == null ? 0 : secondaryCount);
  }

  private static List<String> filled(Snapshot snapshot, Subnet subnet, List<String> asked, boolean hasPrimary, int secondaryCount) {
    if (secondaryCount < 0) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("The secondary private IP address count must not be negative.");
    }
    if (asked.stream().distinct().count() < asked.size()) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("A private IP address must not be specified twice.");
    }
    asked.forEach(a -> SubnetAddresses.require(snapshot, subnet, a));
    List<String> all = new ArrayList<>(asked);
    int missing = secondaryCount + (hasPrimary ? 0 : 1);
    List<String> picked = SubnetAddresses.pick(snapshot, subnet, missing, Set.copyOf(asked));
    if (!hasPrimary) {
      all.addFirst(picked.getFirst());
    }
    all.addAll(picked.subList(hasPrimary ? 0 : 1, picked.size()));
    return List.copyOf(all);
  }
}
