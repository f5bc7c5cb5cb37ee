package dev.postern.core.action.ec2.instance;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.action.ec2.networkinterface.InterfaceAddresses;
import dev.postern.core.action.ec2.networkinterface.InterfaceAttachments;
import dev.postern.core.action.ec2.networkinterface.InterfaceView;
import dev.postern.core.model.Instance;
import dev.postern.core.model.InstanceProfile;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.NetworkInterface.Attachment;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.Instance.Builder;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.InstancePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.InstanceState;

/** An instance as responses show it; a terminated one has no network any more. */
final class InstanceView {
  private InstanceView() {}

  static InstanceState state(Instance instance, Observed observed) {
    Instances.StateName state = Instances.state(instance, observed);
    return InstanceState.builder().name(state.wire()).code(state.code()).build();
  }

  /** The interfaces by device index; none of a terminated instance. */
  static List<NetworkInterface> interfaces(Snapshot snapshot, Instance instance) {
    return instance.state() == Instance.State.TERMINATED
        ? List.of()
        : InterfaceAttachments.of(snapshot, instance.vpcId(), instance.id());
  }

  static Optional<NetworkInterface> primary(Snapshot snapshot, Instance instance) {
    return interfaces(snapshot, instance).stream().findFirst();
  }

  /** The public address of the primary interface; an address that AWS lends is not shown while the instance is stopped. */
  static Optional<InterfaceAddresses.Public> publicIp(Snapshot snapshot, Instance instance) {
    return primary(snapshot, instance).flatMap(n -> publicIp(snapshot, instance, n, n.primaryIp()));
  }

  private static Optional<InterfaceAddresses.Public> publicIp(Snapshot snapshot, Instance instance, NetworkInterface n, String privateIp) {
    return InterfaceAddresses.publicOf(snapshot, n, privateIp)
        .filter(p -> p.elasticIp().isPresent() || instance.state() == Instance.State.RUNNING);
  }

  static software.amazon.awssdk.services.ec2.model.Instance of(Snapshot snapshot, Instance instance, Observed observed) {
    Builder shown =
        software.amazon.awssdk.services.ec2.model.Instance.builder()
            .instanceId(instance.id())
            .imageId(instance.imageId())
            .instanceType(instance.instanceType())
            .state(state(instance, observed))
            .amiLaunchIndex(instance.launchIndex())
            .launchTime(instance.launchTime())
            .keyName(instance.keyName().orElse(null))
            .clientToken(instance.clientToken())
            .architecture(InstanceTypes.architecture(instance.instanceType()))
            .virtualizationType("hvm")
            .hypervisor("xen")
            .rootDeviceType(Images.ROOT_DEVICE_TYPE)
            .blockDeviceMappings(List.of())
            .productCodes(List.of())
            .ebsOptimized(false)
            .monitoring(m -> m.state("disabled"))
            .placement(p -> p.availabilityZone(instance.availabilityZone()).tenancy("default").groupName(""))
            .metadataOptions(
                m -> m.state("applied")
                    .httpEndpoint("enabled")
                    .httpTokens(instance.httpTokensRequired() ? "required" : "optional")
                    .httpPutResponseHopLimit(1)
                    .httpProtocolIpv6("disabled")
                    .instanceMetadataTags("disabled"))
            .iamInstanceProfile(profile(snapshot, instance).orElse(null))
            .privateDnsName("")
            .publicDnsName("")
            .stateTransitionReason(instance.state() == Instance.State.RUNNING ? "" : "User initiated")
            .networkInterfaces(interfaces(snapshot, instance).stream().map(n -> shown(snapshot, instance, n)).toList())
            .tags(Tags.shown(snapshot, instance.key()));
    return primary(snapshot, instance).map(n -> withNetwork(snapshot, instance, n, shown)).orElse(shown).build();
  }

  private static Builder withNetwork(Snapshot snapshot, Instance instance, NetworkInterface n, Builder shown) {
    publicIp(snapshot, instance)
        .ifPresent(p -> shown.publicIpAddress(p.ip()).publicDnsName(InterfaceAddresses.publicName(snapshot, n, p.ip()).orElse("")));
    return shown
        .vpcId(instance.vpcId())
        .subnetId(instance.subnetId())
        .privateIpAddress(n.primaryIp())
        .privateDnsName(InterfaceAddresses.privateName(snapshot, n, n.primaryIp()).orElse(""))
        .sourceDestCheck(n.sourceDestCheck())
        .securityGroups(InterfaceView.groups(snapshot, n));
  }

  private static Optional<IamInstanceProfile> profile(Snapshot snapshot, Instance instance) {
    return instance.instanceProfileArn().map(arn -> IamInstanceProfile.builder().arn(arn).id(profileId(snapshot, instance, arn)).build());
  }

  private static String profileId(Snapshot snapshot, Instance instance, String arn) {
    return snapshot.all(InstanceProfile.class, Kind.INSTANCE_PROFILE, instance.key().account(), ResourceKey.GLOBAL).stream()
        .filter(p -> Profiles.arn(p).equals(arn))
        .map(InstanceProfile::profileId)
        .findFirst()
        .orElse("");
  }

  private static InstanceNetworkInterface shown(Snapshot snapshot, Instance instance, NetworkInterface n) {
    Attachment attachment = n.attachment().orElseThrow();
    return InstanceNetworkInterface.builder()
        .networkInterfaceId(n.id())
        .ownerId(n.key().account())
        .vpcId(n.vpcId())
        .subnetId(n.subnetId())
        .macAddress(n.macAddress())
        .description(n.description())
        .interfaceType(n.interfaceType())
        .sourceDestCheck(n.sourceDestCheck())
        .status("in-use")
        .privateIpAddress(n.primaryIp())
        .privateDnsName(InterfaceAddresses.privateName(snapshot, n, n.primaryIp()).orElse(null))
        .privateIpAddresses(n.privateIps().stream().map(ip -> address(snapshot, instance, n, ip)).toList())
        .association(association(snapshot, instance, n, n.primaryIp()).orElse(null))
        .groups(InterfaceView.groups(snapshot, n))
        .ipv6Addresses(List.of())
        .attachment(
            a -> a.attachmentId(attachment.id())
                .attachTime(attachment.attachTime())
                .deleteOnTermination(attachment.deleteOnTermination())
                .deviceIndex(attachment.deviceIndex())
                .networkCardIndex(0)
                .status("attached"))
        .build();
  }

  private static InstancePrivateIpAddress address(Snapshot snapshot, Instance instance, NetworkInterface n, String ip) {
    return InstancePrivateIpAddress.builder()
        .privateIpAddress(ip)
        .privateDnsName(InterfaceAddresses.privateName(snapshot, n, ip).orElse(null))
        .primary(ip.equals(n.primaryIp()))
        .association(association(snapshot, instance, n, ip).orElse(null))
        .build();
  }

  private static Optional<InstanceNetworkInterfaceAssociation> association(
      Snapshot snapshot, Instance instance, NetworkInterface n, String ip) {
    return publicIp(snapshot, instance, n, ip)
        .map(p -> InstanceNetworkInterfaceAssociation.builder()
            .publicIp(p.ip())
            .ipOwnerId(p.ownerId())
            .publicDnsName(InterfaceAddresses.publicName(snapshot, n, p.ip()).orElse(null))
            .build());
  }
}
