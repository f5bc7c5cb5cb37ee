package dev.postern.core.action.ec2.elasticip;

import dev.postern.core.action.Seed;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.region.Region;
import dev.postern.core.state.Snapshot;
import java.util.HashSet;
import java.util.Set;

/** Chooses public addresses out of a Region's block, unpredictable and unique in the whole cloud. */
public final class PublicAddresses {
  private static final int ATTEMPTS = 1000;

  private PublicAddresses() {}

  /** An address that no Elastic IP and no interface of any account has. */
  public static String pick(Snapshot snapshot, String region, Seed seed) {
    Cidr block = Region.require(region).publicBlock();
    Set<String> taken = taken(snapshot, region);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String address = Ip.text(block.at(1 + seed.below(block.size() - 2)));
      if (!taken.contains(address)) {
        return address;
      }
    }
    throw Ec2Error.INSUFFICIENT_ADDRESS_CAPACITY.with();
  }

  private static Set<String> taken(Snapshot snapshot, String region) {
    Set<String> taken = new HashSet<>();
    for (Resource resource : snapshot.resources().values()) {
      if (resource.key().region().equals(region) && resource instanceof ElasticIp address) {
        taken.add(address.publicIp());
      } else if (resource.key().region().equals(region) && resource instanceof NetworkInterface networkInterface) {
        networkInterface.publicIp().ifPresent(taken::add);
      }
    }
    return taken;
  }
}
