package dev.postern.core.authorize.ask;

import dev.postern.core.action.Caller;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.state.Snapshot;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;

/** Finds the resources that an EC2 request names: by their ids, by the ids of associations, by addresses and by names. */
final class Ec2Names {
  /** What is named by an id and no {@link Kind} holds. */
  private static final Map<String, String> OTHER_TYPES =
      Map.of("ami", "image", "sgr", "security-group-rule", "pl", "prefix-list");

  /** By the prefix of the id. */
  private static final Map<String, String> TYPES = types();

  /** Ids that stand for what they join. */
  private static final Set<String> ASSOCIATIONS = Set.of("rtbassoc", "aclassoc", "eipassoc", "eni-attach", "vpc-cidr-assoc");

  /** Members that hold ids and are not called so. */
  private static final Set<String> HOLD_IDS = Set.of("Resources", "Groups");

  private final Snapshot snapshot;
  private final Caller caller;

  Ec2Names(Snapshot snapshot, Caller caller) {
    this.snapshot = snapshot;
    this.caller = caller;
  }

  private static Map<String, String> types() {
    Map<String, String> types = new HashMap<>(OTHER_TYPES);
    EnumSet.range(Kind.VPC, Kind.VPC_ENDPOINT_SERVICE).forEach(kind -> types.put(kind.prefix(), kind.resourceType()));
    return Map.copyOf(types);
  }

  /** Those that count for the rule, each once, in the order of the request. */
  List<Ec2Resource> in(SdkPojo request, Ec2Rule rule) {
    return Members.texts(request).stream().filter(rule::counts).flatMap(this::named).filter(rule::counts).distinct().toList();
  }

  private Stream<Ec2Resource> named(Members.Text text) {
    String name = text.name();
    if (name.endsWith("Id") || name.endsWith("Ids") || HOLD_IDS.contains(name)) {
      return ofId(text.value());
    }
    return switch (text.path()) {
      case "PublicIp" -> address(text.value()).stream();
      case "GroupName" -> group(text.value()).stream();
      default -> Stream.of();
    };
  }

  /** The resource of an id; what an association joins. */
  Stream<Ec2Resource> ofId(String id) {
    return Stream.concat(ASSOCIATIONS.stream(), TYPES.keySet().stream())
        .filter(prefix -> id.startsWith(prefix + "-"))
        // vpce-svc- begins as vpce- does, and eni-attach- as eni-.
        .max(Comparator.comparing(String::length))
        .map(prefix -> ASSOCIATIONS.contains(prefix) ? joined(prefix, id) : Stream.of(found(TYPES.get(prefix), id)))
        .orElseGet(Stream::of);
  }

  private Ec2Resource found(String type, String id) {
    if (type.equals("image")) {
      return new Ec2Resource(type, id, caller.region(), "", Optional.empty());
    }
    return snapshot.located(Resource.class, id).map(this::of).orElseGet(() -> Ec2Resource.unknown(type, id, caller));
  }

  /** Each end of a peering connection belongs to the account of its VPC. */
  Ec2Resource of(Resource resource) {
    boolean accepts = resource instanceof VpcPeeringConnection peering && peering.accepter().belongsTo(caller.account(), caller.region());
    String account = accepts ? caller.account() : resource.key().account();
    String region = accepts ? caller.region() : resource.key().region();
    return new Ec2Resource(resource.key().kind().resourceType(), resource.id(), region, account, Optional.of(resource));
  }

  private Stream<Ec2Resource> joined(String prefix, String id) {
    return switch (prefix) {
      case "rtbassoc" ->
          own(RouteTable.class)
              .flatMap(table -> table.associations().stream().filter(a -> a.id().equals(id))
                  .flatMap(a -> Stream.concat(Stream.of(of(table)), a.subnetId().stream().flatMap(this::ofId))));
      case "aclassoc" ->
          own(NetworkAcl.class).flatMap(acl -> acl.associations().stream()).filter(a -> a.id().equals(id)).flatMap(a -> ofId(a.subnetId()));
      case "eipassoc" ->
          own(ElasticIp.class)
              .filter(address -> address.association().filter(a -> a.id().equals(id)).isPresent())
              .flatMap(address -> Stream.concat(Stream.of(of(address)), ofId(address.association().orElseThrow().networkInterfaceId())));
      case "eni-attach" ->
          own(NetworkInterface.class)
              .filter(held -> held.attachment().filter(a -> a.id().equals(id)).isPresent())
              .flatMap(held -> Stream.concat(Stream.of(of(held)), held.hostId().stream().flatMap(this::ofId)));
      case "vpc-cidr-assoc" -> own(Vpc.class).filter(vpc -> vpc.cidrs().stream().anyMatch(c -> c.id().equals(id))).map(this::of);
      default -> throw new IllegalArgumentException("no association: " + prefix);
    };
  }

  private Optional<Ec2Resource> address(String publicIp) {
    return own(ElasticIp.class).filter(address -> address.publicIp().equals(publicIp)).findFirst().map(this::of);
  }

  /** A group's name is enough in the default VPC. */
  private Optional<Ec2Resource> group(String name) {
    return own(Vpc.class)
        .filter(Vpc::isDefault)
        .flatMap(vpc -> snapshot.inNetwork(SecurityGroup.class, vpc.id()).stream())
        .filter(group -> group.name().equals(name))
        .findFirst()
        .map(this::of);
  }

  private <T extends Resource> Stream<T> own(Class<T> type) {
    return snapshot.all(type, Kind.of(type), caller.account(), caller.region()).stream();
  }
}
