package dev.postern.core.action.ec2.securitygroup;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds security groups by id, or, in the default VPC, by name; and the groups that an interface may have. */
public final class GroupLookup {
  /** AWS's default quota of groups for one interface. */
  private static final int LIMIT = 5;

  private GroupLookup() {}

  static SecurityGroup require(Snapshot snapshot, Caller caller, @Nullable String id, @Nullable String name) {
    if (id != null) {
      return require(snapshot, caller, id);
    }
    if (name == null) {
      throw Ec2Error.MISSING_PARAMETER.saying("The request must contain the parameter groupName or groupId");
    }
    return named(snapshot, defaultVpc(snapshot, caller), name);
  }

  static SecurityGroup require(Snapshot snapshot, Caller caller, @Nullable String id) {
    return Lookup.require(snapshot, caller, SecurityGroup.class, Kind.SECURITY_GROUP, id);
  }

  static SecurityGroup named(Snapshot snapshot, Vpc vpc, String name) {
    return snapshot.inNetwork(SecurityGroup.class, vpc.id()).stream()
        .filter(g -> g.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Ec2Error.GROUP_NOT_FOUND.with("The security group '" + name + "' does not exist in default VPC '" + vpc.id() + "'"));
  }

  static Vpc defaultVpc(Snapshot snapshot, Caller caller) {
    return snapshot.all(Vpc.class, Kind.VPC, caller.account(), caller.region()).stream()
        .filter(Vpc::isDefault)
        .findFirst()
        .orElseThrow(() -> Ec2Error.VPC_ID_NOT_SPECIFIED.with());
  }

  /** The ids for an interface in this subnet: those that were given, each of the subnet's VPC and at most five, or else the VPC's default group. */
  public static List<String> forInterface(Snapshot snapshot, Caller caller, Subnet subnet, List<String> given) {
    return chosen(snapshot, caller, subnet.vpcId(), given, group -> Ec2Error.INVALID_PARAMETER.with(
        "Security group " + group.id() + " and subnet " + subnet.id() + " belong to different networks."));
  }

  /** The same for what is in a VPC and, it may be, in none of its subnets. */
  public static List<String> forVpc(Snapshot snapshot, Caller caller, String vpcId, List<String> given) {
    return chosen(snapshot, caller, vpcId, given, group -> Ec2Error.GROUP_NOT_FOUND.with(
        "The security group '" + group.id() + "' does not exist in VPC '" + vpcId + "'"));
  }

  private static List<String> chosen(
      Snapshot snapshot, Caller caller, String vpcId, List<String> given, Function<SecurityGroup, AwsException> foreign) {
    if (given.isEmpty()) {
      return snapshot.inNetwork(SecurityGroup.class, vpcId).stream().filter(g -> g.name().equals("default")).map(SecurityGroup::id).toList();
    }
    List<String> ids = given.stream().distinct().toList();
    for (SecurityGroup group : Lookup.requireAll(snapshot, caller, SecurityGroup.class, Kind.SECURITY_GROUP, ids)) {
      if (!group.vpcId().equals(vpcId)) {
        throw foreign.apply(group);
      }
    }
    if (ids.size() > LIMIT) {
      throw Ec2Error.SECURITY_GROUPS_PER_INTERFACE_LIMIT_EXCEEDED.with();
    }
    return ids;
  }
}
