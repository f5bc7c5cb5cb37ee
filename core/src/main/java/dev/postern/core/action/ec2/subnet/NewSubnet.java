package dev.postern.core.action.ec2.subnet;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import dev.postern.core.region.Zone;
import dev.postern.core.state.Snapshot;
import java.util.stream.Stream;

/** A subnet that has just been made, and the snapshot with it under its VPC's default network ACL. */
public record NewSubnet(Snapshot snapshot, Subnet subnet) {

  /**
   * Makes a subnet in a zone.
   *
   * @param isDefault one of the default VPC's, whose instances get public addresses
   */
  public static NewSubnet make(Snapshot before, Caller caller, Vpc vpc, Cidr cidr, Zone zone, boolean isDefault, Facts facts) {
    if (vpc.cidrs().stream().noneMatch(c -> c.cidr().contains(cidr))) {
      throw Ec2Error.SUBNET_RANGE.with(cidr);
    }
    if (before.inNetwork(Subnet.class, vpc.id()).stream().anyMatch(s -> s.cidr().overlaps(cidr))) {
      throw Ec2Error.SUBNET_CONFLICT.with(cidr);
    }
    Subnet subnet = new Subnet(Lookup.key(caller, Kind.SUBNET, facts.seed().id("subnet")), vpc.id(), cidr, zone.name(), isDefault, isDefault);
    NetworkAcl acl = before.inNetwork(NetworkAcl.class, vpc.id()).stream().filter(NetworkAcl::isDefault).findFirst().orElseThrow();
    var associations = Stream.concat(acl.associations().stream(), Stream.of(new NetworkAcl.Association(facts.seed().id("aclassoc"), subnet.id())));
    NetworkAcl covering = new NetworkAcl(acl.key(), acl.vpcId(), true, acl.entries(), associations.toList());
    return new NewSubnet(before.with(subnet).with(covering), subnet);
  }
}
