package dev.postern.core.action.ec2.subnet;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.Subnet;
import dev.postern.core.region.Region;
import dev.postern.core.region.Zone;
import dev.postern.core.state.Snapshot;
import java.util.List;

/** A subnet as responses show it. */
final class SubnetView {
  private SubnetView() {}

  static software.amazon.awssdk.services.ec2.model.Subnet of(Snapshot snapshot, Subnet subnet) {
    return software.amazon.awssdk.services.ec2.model.Subnet.builder()
        .subnetId(subnet.id())
        .subnetArn(arn(subnet))
        .ownerId(subnet.key().account())
        .vpcId(subnet.vpcId())
        .state("available")
        .cidrBlock(subnet.cidr().toString())
        .availableIpAddressCount(SubnetAddresses.available(snapshot, subnet))
        .availabilityZone(subnet.availabilityZone())
        .availabilityZoneId(zoneId(subnet))
        .defaultForAz(subnet.defaultForAz())
        .mapPublicIpOnLaunch(subnet.mapPublicIpOnLaunch())
        .mapCustomerOwnedIpOnLaunch(false)
        .assignIpv6AddressOnCreation(false)
        .ipv6CidrBlockAssociationSet(List.of())
        .ipv6Native(false)
        .enableDns64(false)
        .privateDnsNameOptionsOnLaunch(
            o -> o.hostnameType("ip-name").enableResourceNameDnsARecord(false).enableResourceNameDnsAAAARecord(false))
        .tags(Tags.shown(snapshot, subnet.key()))
        .build();
  }

  static String arn(Subnet subnet) {
    return "arn:aws:ec2:" + subnet.key().region() + ":" + subnet.key().account() + ":subnet/" + subnet.id();
  }

  static String zoneId(Subnet subnet) {
    return Region.zone(subnet.availabilityZone()).map(Zone::id).orElseThrow();
  }
}
