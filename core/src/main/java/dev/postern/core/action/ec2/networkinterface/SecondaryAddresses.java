package dev.postern.core.action.ec2.networkinterface;

import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;

/** How secondary private addresses leave an interface: Elastic IPs that stood for them become free. */
final class SecondaryAddresses {
  private SecondaryAddresses() {}

  /** The interface with {@code left} alone of its addresses. */
  static Snapshot removed(Snapshot snapshot, NetworkInterface networkInterface, List<String> left) {
    Snapshot next = snapshot.with(networkInterface.withPrivateIps(left));
    for (ElasticIp address : snapshot.inNetwork(ElasticIp.class, networkInterface.vpcId())) {
      ElasticIp.Association a = address.association().orElseThrow();
      if (a.networkInterfaceId().equals(networkInterface.id()) && !left.contains(a.privateIp())) {
        next = next.with(address.withAssociation(Optional.empty()));
      }
    }
    return next;
  }
}
