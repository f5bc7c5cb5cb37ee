package dev.postern.core.action.ec2.elasticip;

import dev.postern.core.action.Facts;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;

/** Ties Elastic IPs to the private addresses of interfaces, and unties them. */
public final class AddressAssociations {
  private AddressAssociations() {}

  /** The Elastic IP that stands for a private address of an interface. */
  static Optional<ElasticIp> of(Snapshot snapshot, NetworkInterface networkInterface, String privateIp) {
    return all(snapshot, networkInterface).stream()
        .filter(e -> e.association().orElseThrow().privateIp().equals(privateIp))
        .findFirst();
  }

  /**
   * Ties an Elastic IP to a private address; the public address that AWS had lent the interface goes back.
   *
   * @throws dev.postern.core.error.AwsException {@code Gateway.NotAttached} when the VPC has no internet gateway
   */
  public static Snapshot with(Snapshot snapshot, ElasticIp address, NetworkInterface networkInterface, String privateIp, Facts facts) {
    if (snapshot.inNetwork(InternetGateway.class, networkInterface.vpcId()).isEmpty()) {
      throw Ec2Error.GATEWAY_NOT_ATTACHED.with("Network " + networkInterface.vpcId() + " is not attached to any internet gateway");
    }
    Optional<String> instanceId =
        networkInterface.hostId().filter(id -> id.startsWith(Kind.INSTANCE.prefix() + "-"));
    ElasticIp.Association association =
        new ElasticIp.Association(facts.seed().id("eipassoc"), networkInterface.id(), privateIp, networkInterface.vpcId(), instanceId);
    Snapshot next = snapshot.with(address.withAssociation(Optional.of(association)));
    boolean replacesLent = networkInterface.publicIp().isPresent() && privateIp.equals(networkInterface.primaryIp());
    return replacesLent ? next.with(networkInterface.withPublicIp(Optional.empty())) : next;
  }

  /** Unties every Elastic IP from an interface, for one that goes away. */
  public static Snapshot without(Snapshot snapshot, NetworkInterface networkInterface) {
    Snapshot next = snapshot;
    for (ElasticIp address : all(snapshot, networkInterface)) {
      next = next.with(address.withAssociation(Optional.empty()));
    }
    return next;
  }

  private static List<ElasticIp> all(Snapshot snapshot, NetworkInterface networkInterface) {
    return snapshot.inNetwork(ElasticIp.class, networkInterface.vpcId()).stream()
        .filter(e -> e.association().filter(a -> a.networkInterfaceId().equals(networkInterface.id())).isPresent())
        .toList();
  }
}
