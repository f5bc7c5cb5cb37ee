package dev.postern.core.action.ec2;

import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkAcl.Entry;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import java.util.List;
import java.util.Optional;

/** A VPC 10.0.0.0/16 with one subnet, its main table, default ACL and default group, put into a cloud as records. */
public final class Network {
  public final Cloud cloud;
  public final Vpc vpc;
  public final Subnet subnet;
  public final RouteTable table;
  public final NetworkAcl acl;
  public final SecurityGroup defaultGroup;

  public Network() {
    this(new Cloud(), "1");
  }

  /** One more VPC in a cloud; {@code digit} makes its ids. */
  public Network(Cloud cloud, String digit) {
    this.cloud = cloud;
    this.vpc =
        put(new Vpc(key(Kind.VPC, digit), List.of(new Vpc.CidrAssociation("vpc-cidr-assoc-1", Cidr.parse("10.0.0.0/16"))), true, true, "dopt-1",
            "default", false));
    this.subnet = subnet(digit, "10.0.0.0/24", false);
    this.table =
        put(new RouteTable(key(Kind.ROUTE_TABLE, digit), vpc.id(), List.of(),
            List.of(new RouteTable.Association("rtbassoc-0000000" + digit, Optional.empty())), List.of()));
    this.acl =
        put(new NetworkAcl(key(Kind.NETWORK_ACL, digit), vpc.id(), true, List.of(entry(false), entry(true)),
            List.of(new NetworkAcl.Association("aclassoc-0000000" + digit, subnet.id()))));
    this.defaultGroup = put(new SecurityGroup(key(Kind.SECURITY_GROUP, digit), vpc.id(), "default", "default VPC security group",
        List.of(new SecurityGroupRule("sgr-0000000" + digit, true, "-1", -1, -1, new SecurityGroupRule.CidrPeer(Cidr.ANY), Optional.empty()))));
  }

  public Subnet subnet(String digit, String cidr, boolean publicIps) {
    return put(new Subnet(key(Kind.SUBNET, digit), vpc.id(), Cidr.parse(cidr), "us-east-1a", publicIps, false));
  }

  public Subnet subnetIn(String zone, String digit, String cidr) {
    return put(new Subnet(key(Kind.SUBNET, digit), vpc.id(), Cidr.parse(cidr), zone, false, false));
  }

  public SecurityGroup group(String digit, String name) {
    return put(new SecurityGroup(key(Kind.SECURITY_GROUP, digit), vpc.id(), name, name, List.of()));
  }

  public RouteTable routeTable(String digit) {
    return put(new RouteTable(key(Kind.ROUTE_TABLE, digit), vpc.id(), List.of(), List.of(), List.of()));
  }

  public <T extends Resource> T put(T resource) {
    cloud.snapshot = cloud.snapshot.with(resource);
    return resource;
  }

  public ResourceKey key(Kind kind, String digit) {
    return Lookup.key(cloud.caller, kind, kind.prefix() + "-" + "0".repeat(8 - digit.length()) + digit);
  }

  private static Entry entry(boolean egress) {
    return new Entry(100, egress, "-1", true, Cidr.ANY, Optional.empty(), Optional.empty());
  }
}
