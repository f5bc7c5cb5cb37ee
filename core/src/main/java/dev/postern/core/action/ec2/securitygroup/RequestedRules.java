package dev.postern.core.action.ec2.securitygroup;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.prefixlist.PrefixListLookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ipv6;
import dev.postern.core.model.Kind;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import dev.postern.core.model.SecurityGroupRule.CidrPeer;
import dev.postern.core.model.SecurityGroupRule.GroupPeer;
import dev.postern.core.model.SecurityGroupRule.Ipv6Peer;
import dev.postern.core.model.SecurityGroupRule.Peer;
import dev.postern.core.model.SecurityGroupRule.PrefixListPeer;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleRequest;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * Reads the rules that a request spells out, one for each source or destination, with ids still to be given.
 *
 * @param group the group that the rules are of
 */
record RequestedRules(Snapshot snapshot, Caller caller, SecurityGroup group, boolean egress) {
  private static final String DESCRIPTION_FORM = "[a-zA-Z0-9. _\\-:/()#,@\\[\\]+=&;{}!$*]{0,255}";

  /** The rules of {@code IpPermissions.N}; AWS refuses the same rule twice in one request. */
  List<SecurityGroupRule> of(List<IpPermission> permissions) {
    if (permissions.isEmpty()) {
      throw Ec2Error.MISSING_PARAMETER.with("ipPermissions");
    }
    List<SecurityGroupRule> rules = new ArrayList<>();
    for (IpPermission permission : permissions) {
      Protocol protocol = Protocol.of(permission.ipProtocol(), permission.fromPort(), permission.toPort());
      int before = rules.size();
      permission.ipRanges().forEach(r -> add(rules, protocol, new CidrPeer(cidr(r.cidrIp())), r.description()));
      permission.ipv6Ranges().forEach(r -> add(rules, protocol, new Ipv6Peer(ipv6(r.cidrIpv6())), r.description()));
      permission.prefixListIds().forEach(p -> add(rules, protocol, list(p.prefixListId()), p.description()));
      permission.userIdGroupPairs().forEach(g -> add(rules, protocol, group(g), g.description()));
      if (rules.size() == before) {
        throw Ec2Error.PERMISSION_MALFORMED.with("Unsupported rule: a CIDR block, a security group or a prefix list is required.");
      }
    }
    return rules;
  }

  /** The rule of one {@code ModifySecurityGroupRules} entry, under its id. */
  SecurityGroupRule of(String id, SecurityGroupRuleRequest request) {
    Protocol protocol = Protocol.of(request.ipProtocol(), request.fromPort(), request.toPort());
    List<SecurityGroupRule> rules = new ArrayList<>();
    if (request.cidrIpv4() != null) {
      add(rules, protocol, new CidrPeer(cidr(request.cidrIpv4())), request.description());
    }
    if (request.cidrIpv6() != null) {
      add(rules, protocol, new Ipv6Peer(ipv6(request.cidrIpv6())), request.description());
    }
    if (request.prefixListId() != null) {
      add(rules, protocol, list(request.prefixListId()), request.description());
    }
    if (request.referencedGroupId() != null) {
      add(rules, protocol, group(request.referencedGroupId()), request.description());
    }
    if (rules.size() != 1) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with(
          "Exactly one of CidrIpv4, CidrIpv6, PrefixListId and ReferencedGroupId must be specified for a security group rule.");
    }
    return rules.getFirst().withId(id);
  }

  private void add(List<SecurityGroupRule> rules, Protocol protocol, Peer peer, @Nullable String description) {
    SecurityGroupRule rule =
        new SecurityGroupRule("", egress, protocol.name(), protocol.fromPort(), protocol.toPort(), peer, description(description));
    if (rules.stream().anyMatch(rule::allowsSameAs)) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("The same permission must not appear multiple times");
    }
    rules.add(rule);
  }

  /** An empty description is none. */
  static Optional<String> description(@Nullable String text) {
    if (text != null && !text.matches(DESCRIPTION_FORM)) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with(
          "Invalid rule description. Valid descriptions are strings less than 256 characters from the following set: "
              + " a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
    }
    return Optional.ofNullable(text).filter(t -> !t.isEmpty());
  }

  private static Cidr cidr(@Nullable String text) {
    try {
      return Cidr.canonical(Lookup.given(text, "cidrIp"));
    } catch (IllegalArgumentException _) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("CIDR block " + text + " is malformed");
    }
  }

  private static String ipv6(@Nullable String text) {
    try {
      return Ipv6.canonicalCidr(Lookup.given(text, "cidrIpv6"));
    } catch (IllegalArgumentException _) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("CIDR block " + text + " is malformed");
    }
  }

  private PrefixListPeer list(@Nullable String id) {
    return new PrefixListPeer(PrefixListLookup.require(caller, id).id());
  }

  private GroupPeer group(UserIdGroupPair pair) {
    if (pair.vpcPeeringConnectionId() != null || pair.peeringStatus() != null) {
      throw Ec2Error.UNSUPPORTED_OPERATION.with("VpcPeeringConnectionId and PeeringStatus: rules that name a group of a peer VPC are not built in Postern.");
    }
    if (pair.userId() != null && !pair.userId().equals(caller.account())) {
      throw Ec2Error.GROUP_NOT_FOUND.with(
          "The security group '" + Objects.requireNonNullElse(pair.groupId(), pair.groupName()) + "' does not exist");
    }
    if (pair.vpcId() != null && !pair.vpcId().equals(group.vpcId())) {
      throw otherNetwork();
    }
    return pair.groupId() != null ? group(pair.groupId()) : named(pair.groupName());
  }

  private GroupPeer group(String id) {
    SecurityGroup peer = Lookup.require(snapshot, caller, SecurityGroup.class, Kind.SECURITY_GROUP, id);
    if (!peer.vpcId().equals(group.vpcId())) {
      throw otherNetwork();
    }
    return new GroupPeer(id, caller.account());
  }

  private GroupPeer named(@Nullable String name) {
    return snapshot.inNetwork(SecurityGroup.class, group.vpcId()).stream()
        .filter(g -> g.name().equals(Lookup.given(name, "groupId")))
        .findFirst()
        .map(g -> new GroupPeer(g.id(), caller.account()))
        .orElseThrow(() -> Ec2Error.GROUP_NOT_FOUND.with("The security group '" + name + "' does not exist in VPC '" + group.vpcId() + "'"));
  }

  private static RuntimeException otherNetwork() {
    return Ec2Error.GROUP_NOT_FOUND.with("You have specified two resources that belong to different networks.");
  }
}
