package dev.postern.core.action.ec2.networkinterface;

import dev.postern.core.action.ec2.elasticip.AddressAssociations;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.NetworkInterface.Attachment;
import dev.postern.core.state.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which interfaces a host has, and how they come to it and leave it together with their Elastic IPs. */
public final class InterfaceAttachments {
  private InterfaceAttachments() {}

  /** The interfaces of an instance, function, NAT gateway or endpoint by device index. */
  public static List<NetworkInterface> of(Snapshot snapshot, String vpcId, String hostId) {
    return snapshot.inNetwork(NetworkInterface.class, vpcId).stream()
        .filter(n -> n.hostId().equals(Optional.of(hostId)))
        .sorted(Comparator.comparing(n -> n.attachment().orElseThrow().deviceIndex()))
        .toList();
  }

  public static Snapshot attached(Snapshot snapshot, NetworkInterface networkInterface, Attachment attachment) {
    NetworkInterface held = networkInterface.withAttachment(Optional.of(attachment));
    return withInstance(snapshot.with(held), held, Optional.of(attachment.hostId()));
  }

  /** Detached: it keeps its Elastic IPs, and the address that AWS lent it goes back. */
  public static Snapshot detached(Snapshot snapshot, NetworkInterface networkInterface) {
    NetworkInterface free = networkInterface.withAttachment(Optional.empty()).withPublicIp(Optional.empty());
    return withInstance(snapshot.with(free), free, Optional.empty());
  }

  /** Gone, and its Elastic IPs free. */
  public static Snapshot deleted(Snapshot snapshot, NetworkInterface networkInterface) {
    return AddressAssociations.without(snapshot, networkInterface).without(networkInterface.key());
  }

  /** Refuses the interfaces of NAT gateways, functions and endpoints, which only AWS may change. */
  public static NetworkInterface requireOwned(NetworkInterface networkInterface) {
    if (networkInterface.requesterManaged()) {
      throw Ec2Error.RESOURCE_AUTH_FAILURE.with();
    }
    return networkInterface;
  }

  private static Snapshot withInstance(Snapshot snapshot, NetworkInterface networkInterface, Optional<String> instanceId) {
    Snapshot next = snapshot;
    for (ElasticIp address : snapshot.inNetwork(ElasticIp.class, networkInterface.vpcId())) {
      Optional<ElasticIp.Association> held = address.association().filter(a -> a.networkInterfaceId().equals(networkInterface.id()));
      if (held.isPresent()) {
        ElasticIp.Association a = held.get();
        next =
            next.with(
                address.withAssociation(
                    Optional.of(new ElasticIp.Association(a.id(), a.networkInterfaceId(), a.privateIp(), a.vpcId(), instanceId))));
      }
    }
    return next;
  }
}
