package dev.postern.core.action.ec2.subnet;

import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Subnet;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The private addresses of a subnet: which are free, and which AWS keeps (the first four and the last).
 * <a href="https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html">AWS</a>
 */
public final class SubnetAddresses {
  private static final int RESERVED_FIRST = 4;
  private static final int RESERVED = 5;

  private SubnetAddresses() {}

  /** The lowest free address. @throws dev.postern.core.error.AwsException {@code InsufficientFreeAddressesInSubnet} */
  public static String pick(Snapshot snapshot, Subnet subnet) {
    return pick(snapshot, subnet, 1, Set.of()).getFirst();
  }

  /** The {@code count} lowest free addresses besides {@code taken}, in order. */
  public static List<String> pick(Snapshot snapshot, Subnet subnet, int count, Set<String> taken) {
    Set<String> used = used(snapshot, subnet);
    Cidr block = subnet.cidr();
    List<String> picked = new ArrayList<>();
    for (long n = RESERVED_FIRST; n < block.size() - 1 && picked.size() < count; n++) {
      String address = Ip.text(block.at(n));
      if (!used.contains(address) && !taken.contains(address)) {
        picked.add(address);
      }
    }
    if (picked.size() < count) {
      throw Ec2Error.INSUFFICIENT_FREE_ADDRESSES.with();
    }
    return picked;
  }

  /** An address that the client chose: in the subnet, not reserved, free. */
  public static String require(Snapshot snapshot, Subnet subnet, String given) {
    long address = Lookup.address(given, "privateIpAddress");
    Cidr block = subnet.cidr();
    if (!block.contains(address)) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Address does not fall within the subnet's address range");
    }
    if (address < block.at(RESERVED_FIRST) || address == block.last()) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Address is in subnet's reserved address range");
    }
    if (used(snapshot, subnet).contains(given)) {
      throw Ec2Error.IP_ADDRESS_IN_USE.with(given);
    }
    return given;
  }

  /** How many addresses are left. */
  public static int available(Snapshot snapshot, Subnet subnet) {
    return Math.toIntExact(subnet.cidr().size() - RESERVED - used(snapshot, subnet).size());
  }

  private static Set<String> used(Snapshot snapshot, Subnet subnet) {
    Set<String> used = new HashSet<>();
    for (NetworkInterface networkInterface : snapshot.inNetwork(NetworkInterface.class, subnet.vpcId())) {
      if (networkInterface.subnetId().equals(subnet.id())) {
        used.addAll(networkInterface.privateIps());
      }
    }
    return used;
  }
}
