package dev.postern.core.authorize.ask;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.core.model.InstanceProfile;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What EC2's calls ask for: the operation on each resource that counts, and {@code ec2:CreateTags} where something is made with tags.
 *
 * <p>No resource of EC2 has a policy: the identity's policies decide about another account's as well, and whether that shares it is the
 * action's to see.
 */
public final class Ec2Asks {
  private final String operation;
  private final SdkPojo request;
  private final Snapshot snapshot;
  private final Caller caller;
  private final Ec2Names names;
  private final Ec2Keys keys;

  private Ec2Asks(String operation, SdkPojo request, Snapshot snapshot, Caller caller) {
    this.operation = operation;
    this.request = request;
    this.snapshot = snapshot;
    this.caller = caller;
    this.names = new Ec2Names(snapshot, caller);
    this.keys = new Ec2Keys(snapshot, caller);
  }

  /** As {@link Asking} says. */
  public static List<Ask> of(String operation, SdkPojo request, Snapshot snapshot, Caller caller) {
    return new Ec2Asks(operation, request, snapshot, caller).all();
  }

  private List<Ask> all() {
    Ec2Rule rule = Ec2Rule.of(operation);
    Set<Ec2Resource> named = new LinkedHashSet<>(names.in(request, rule));
    List<String> makes = new ArrayList<>(rule.makes());
    switch (operation) {
      case "AcceptVpcPeeringConnection" -> named.addAll(accepters(named));
      case "RunInstances" -> {
        named.addAll(launchedInto(named));
        if (named.stream().noneMatch(r -> r.type().equals("network-interface"))) {
          makes.add("network-interface");
        }
      }
      default -> {}
    }
    List<Ask> asks = new ArrayList<>();
    makes.forEach(type -> asks.add(made("ec2:" + operation, type)));
    named.forEach(resource -> asks.add(existing(resource)));
    if (asks.isEmpty()) {
      asks.add(regional("ec2:" + operation, "*"));
    }
    asks.addAll(tagging());
    passedRole().ifPresent(asks::add);
    return asks;
  }

  private Ask regional(String action, String resource) {
    return Ask.of(action, resource).of(caller.account(), Optional.empty()).with("ec2:Region", caller.region());
  }

  private Ask existing(Ec2Resource named) {
    Ask ask = regional("ec2:" + operation, named.arn()).with("aws:ResourceAccount", named.account().isEmpty() ? "amazon" : named.account());
    if (named.resource().isPresent()) {
      // The owners of a peering connection's two ends each have their own tags for it.
      ResourceKey key = new ResourceKey(named.account(), named.region(), named.resource().get().key().kind(), named.id());
      ask = keys.existing(TagKeys.ofResource(ask, snapshot.tagsOf(key), "ec2"), named.resource().get());
    }
    return switch (operation) {
      case "CreateTags" -> TagKeys.requested(ask, TagKeys.given(request, "Tags"));
      case "DeleteTags" -> TagKeys.keys(ask, List.copyOf(TagKeys.given(request, "Tags").keySet()));
      default -> ask;
    };
  }

  private Ask made(String action, String type) {
    Ask ask = TagKeys.requested(keys.made(regional(action, new Ec2Resource(type, "*", caller.region(), caller.account(), Optional.empty()).arn()), type, request), tags(type));
    return type.equals("instance") ? profile().map(InstanceProfile::arn).map(arn -> ask.with("ec2:InstanceProfile", arn)).orElse(ask) : ask;
  }

  /** The tags that the request gives to what it makes of a type. */
  private Map<String, String> tags(String type) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (SdkPojo specification : Members.structures(request, "TagSpecifications")) {
      if (Members.text(specification, "ResourceType").filter(type::equals).isPresent()) {
        tags.putAll(TagKeys.given(specification, "Tags"));
      }
    }
    return tags;
  }

  /** Tags at creation are a permission of their own, which names the operation. */
  private List<Ask> tagging() {
    return Members.structures(request, "TagSpecifications").stream()
        .filter(s -> !TagKeys.given(s, "Tags").isEmpty())
        .flatMap(s -> Members.text(s, "ResourceType").stream())
        .distinct()
        .map(type -> made("ec2:CreateTags", type).with("ec2:CreateAction", operation))
        .toList();
  }

  private Set<Ec2Resource> accepters(Set<Ec2Resource> named) {
    Set<Ec2Resource> found = new LinkedHashSet<>();
    for (Ec2Resource one : named) {
      if (one.resource().orElse(null) instanceof VpcPeeringConnection peering) {
        names.ofId(peering.accepter().vpcId()).forEach(found::add);
      }
    }
    return found;
  }

  /** What an instance is launched with and the request need not say: its image, subnet and groups are always asked for, and a key pair by name. */
  private Set<Ec2Resource> launchedInto(Set<Ec2Resource> named) {
    Set<String> given = new HashSet<>();
    named.forEach(r -> given.add(r.type()));
    Set<Ec2Resource> more = new LinkedHashSet<>();
    Members.text(request, "KeyName").ifPresent(name -> more.add(Ec2Resource.unknown("key-pair", name, caller)));
    if (given.contains("network-interface")) {
      return more;
    }
    Optional<Subnet> subnet =
        named.stream().flatMap(r -> r.resource().stream()).filter(Subnet.class::isInstance).map(Subnet.class::cast).findFirst();
    if (!given.contains("subnet")) {
      subnet = defaultSubnet();
      more.add(subnet.map(names::of).orElseGet(() -> Ec2Resource.unknown("subnet", "*", caller)));
    }
    if (!given.contains("security-group")) {
      more.add(
          subnet
              .flatMap(s -> snapshot.inNetwork(SecurityGroup.class, s.vpcId()).stream().filter(g -> g.name().equals("default")).findFirst())
              .map(names::of)
              .orElseGet(() -> Ec2Resource.unknown("security-group", "*", caller)));
    }
    return more;
  }

  private Optional<Subnet> defaultSubnet() {
    Optional<String> zone = Members.text(request, "Placement.AvailabilityZone");
    return snapshot.all(Vpc.class, Kind.VPC, caller.account(), caller.region()).stream()
        .filter(Vpc::isDefault)
        .flatMap(vpc -> snapshot.inNetwork(Subnet.class, vpc.id()).stream())
        .filter(s -> s.defaultForAz() && zone.map(z -> z.equals(s.availabilityZone())).orElse(true))
        .min(Comparator.comparing(Subnet::availabilityZone));
  }

  /** Whoever gives an instance a profile hands its role to EC2, and a flow log is handed the role that writes its records. */
  private Optional<Ask> passedRole() {
    if (operation.equals("CreateFlowLogs")) {
      return Members.text(request, "DeliverLogsPermissionArn").map(role -> IamAsks.passing(snapshot, role, "vpc-flow-logs.amazonaws.com"));
    }
    return profile()
        .flatMap(InstanceProfile::roleName)
        .map(role -> IamAsks.passing(snapshot, IamAsks.roleArn(snapshot, caller.account(), role), "ec2.amazonaws.com"));
  }

  private Optional<InstanceProfile> profile() {
    return Members.text(request, "IamInstanceProfile.Name")
        .or(() -> Members.text(request, "IamInstanceProfile.Arn").map(arn -> arn.substring(arn.lastIndexOf('/') + 1)))
        .flatMap(
            name ->
                snapshot.find(
                    InstanceProfile.class, new ResourceKey(caller.account(), ResourceKey.GLOBAL, Kind.INSTANCE_PROFILE, name)));
  }
}
