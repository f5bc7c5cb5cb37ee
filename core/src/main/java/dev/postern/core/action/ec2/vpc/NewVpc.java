package dev.postern.core.action.ec2.vpc;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.dhcp.RegionalOptions;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import dev.postern.core.model.SecurityGroupRule.CidrPeer;
import dev.postern.core.model.SecurityGroupRule.GroupPeer;
import dev.postern.core.model.SecurityGroupRule.Peer;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * A VPC that has just been made, and the snapshot with it and all that AWS makes with it: its main route table, default network ACL and
 * default security group.
 */
record NewVpc(Snapshot snapshot, Vpc vpc) {

  static NewVpc make(Snapshot before, Caller caller, Cidr cidr, boolean isDefault, Facts facts) {
    RegionalOptions options = RegionalOptions.ensure(before, caller, facts);
    Vpc vpc =
        new Vpc(
            Lookup.key(caller, Kind.VPC, facts.seed().id("vpc")),
            List.of(new Vpc.CidrAssociation(facts.seed().id("vpc-cidr-assoc"), cidr)),
            true,
            isDefault,
            options.id(),
            "default",
            isDefault);
    Snapshot next =
        options.snapshot()
            .with(vpc)
            .with(mainRouteTable(caller, vpc, facts))
            .with(networkAcl(caller, vpc, facts))
            .with(securityGroup(caller, vpc, facts));
    return new NewVpc(next, vpc);
  }

  private static RouteTable mainRouteTable(Caller caller, Vpc vpc, Facts facts) {
    return new RouteTable(
        Lookup.key(caller, Kind.ROUTE_TABLE, facts.seed().id("rtb")),
        vpc.id(),
        List.of(),
        List.of(new RouteTable.Association(facts.seed().id("rtbassoc"), Optional.empty())),
        List.of());
  }

  private static NetworkAcl networkAcl(Caller caller, Vpc vpc, Facts facts) {
    return new NetworkAcl(
        Lookup.key(caller, Kind.NETWORK_ACL, facts.seed().id("acl")), vpc.id(), true, List.of(allowAll(false), allowAll(true)), List.of());
  }

  private static NetworkAcl.Entry allowAll(boolean egress) {
    return new NetworkAcl.Entry(100, egress, "-1", true, Cidr.ANY, Optional.empty(), Optional.empty());
  }

  private static SecurityGroup securityGroup(Caller caller, Vpc vpc, Facts facts) {
    ResourceKey key = Lookup.key(caller, Kind.SECURITY_GROUP, facts.seed().id("sg"));
    List<SecurityGroupRule> rules =
        List.of(all(false, new GroupPeer(key.id(), caller.account()), facts), all(true, new CidrPeer(Cidr.ANY), facts));
    return new SecurityGroup(key, vpc.id(), "default", "default VPC security group", rules);
  }

  private static SecurityGroupRule all(boolean egress, Peer peer, Facts facts) {
    return new SecurityGroupRule(facts.seed().id("sgr"), egress, "-1", -1, -1, peer, Optional.empty());
  }
}
