package dev.postern.core.action.ec2.networkinterface;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;

/** A network interface as responses show it. */
public final class InterfaceView {
  private InterfaceView() {}

  static String status(NetworkInterface networkInterface) {
    return networkInterface.attachment().isPresent() ? "in-use" : "available";
  }

  static software.amazon.awssdk.services.ec2.model.NetworkInterface of(Snapshot snapshot, NetworkInterface networkInterface) {
    var shown =
        software.amazon.awssdk.services.ec2.model.NetworkInterface.builder()
            .networkInterfaceId(networkInterface.id())
            .ownerId(networkInterface.key().account())
            .vpcId(networkInterface.vpcId())
            .subnetId(networkInterface.subnetId())
            .availabilityZone(networkInterface.availabilityZone())
            .macAddress(networkInterface.macAddress())
            .description(networkInterface.description())
            .interfaceType(networkInterface.interfaceType())
            .requesterManaged(networkInterface.requesterManaged())
            .requesterId(networkInterface.requesterId().orElse(null))
            .sourceDestCheck(networkInterface.sourceDestCheck())
            .status(status(networkInterface))
            .privateIpAddress(networkInterface.primaryIp())
            .privateDnsName(InterfaceAddresses.privateName(snapshot, networkInterface, networkInterface.primaryIp()).orElse(null))
            .privateIpAddresses(networkInterface.privateIps().stream().map(ip -> address(snapshot, networkInterface, ip)).toList())
            .groups(groups(snapshot, networkInterface))
            .ipv6Addresses(List.of())
            .tagSet(Tags.shown(snapshot, networkInterface.key()));
    networkInterface.attachment().ifPresent(a -> shown.attachment(attachment(networkInterface, a)));
    association(snapshot, networkInterface, networkInterface.primaryIp()).ifPresent(shown::association);
    return shown.build();
  }

  /** The groups with their names. */
  public static List<GroupIdentifier> groups(Snapshot snapshot, NetworkInterface networkInterface) {
    return groups(snapshot, networkInterface.key(), networkInterface.groupIds());
  }

  /** The groups of what has this key, with their names. */
  public static List<GroupIdentifier> groups(Snapshot snapshot, ResourceKey key, List<String> groupIds) {
    return groupIds.stream()
        .map(id -> snapshot.find(SecurityGroup.class, new ResourceKey(key.account(), key.region(), Kind.SECURITY_GROUP, id)))
        .flatMap(Optional::stream)
        .map(g -> GroupIdentifier.builder().groupId(g.id()).groupName(g.name()).build())
        .toList();
  }

  static NetworkInterfaceAttachment attachment(NetworkInterface networkInterface, NetworkInterface.Attachment attachment) {
    boolean managed = networkInterface.requesterManaged();
    return NetworkInterfaceAttachment.builder()
        .attachmentId(attachment.id())
        .attachTime(managed ? null : attachment.attachTime())
        .deleteOnTermination(attachment.deleteOnTermination())
        .deviceIndex(attachment.deviceIndex())
        .networkCardIndex(managed ? null : 0)
        .instanceId(managed ? null : attachment.hostId())
        .instanceOwnerId(managed ? "amazon-aws" : networkInterface.key().account())
        .status("attached")
        .build();
  }

  private static NetworkInterfacePrivateIpAddress address(Snapshot snapshot, NetworkInterface networkInterface, String ip) {
    return NetworkInterfacePrivateIpAddress.builder()
        .privateIpAddress(ip)
        .privateDnsName(InterfaceAddresses.privateName(snapshot, networkInterface, ip).orElse(null))
        .primary(ip.equals(networkInterface.primaryIp()))
        .association(association(snapshot, networkInterface, ip).orElse(null))
        .build();
  }

  private static Optional<NetworkInterfaceAssociation> association(Snapshot snapshot, NetworkInterface networkInterface, String ip) {
    return InterfaceAddresses.publicOf(snapshot, networkInterface, ip)
        .map(p -> NetworkInterfaceAssociation.builder()
            .publicIp(p.ip())
            .ipOwnerId(p.ownerId())
            .publicDnsName(InterfaceAddresses.publicName(snapshot, networkInterface, p.ip()).orElse(null))
            .allocationId(p.elasticIp().map(ElasticIp::id).orElse(null))
            .associationId(p.elasticIp().flatMap(ElasticIp::association).map(ElasticIp.Association::id).orElse(null))
            .build());
  }
}
