package dev.postern.core.account;

import dev.postern.core.doctor.Clues;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What has been read of a dump so far. */
final class Reading {
  final Dump dump;
  final String account;
  private final Set<Gap> gaps;
  private final List<Clues.Leaving> leaving = new ArrayList<>();
  private Snapshot snapshot = Snapshot.EMPTY;

  /** @param account whose things are that do not say so themselves */
  Reading(Dump dump, String account) {
    this.dump = dump;
    this.account = account;
    this.gaps = new LinkedHashSet<>(dump.gaps());
  }

  Snapshot snapshot() {
    return snapshot;
  }

  List<Gap> gaps() {
    return List.copyOf(gaps);
  }

  /** Endpoints that are being deleted. */
  List<Clues.Leaving> leaving() {
    return leaving;
  }

  void leaves(Clues.Leaving endpoint) {
    leaving.add(endpoint);
  }

  void gap(String where, String says) {
    gaps.add(new Gap(where, says, false));
  }

  void add(Resource resource) {
    snapshot = snapshot.with(resource);
  }

  void remove(ResourceKey key) {
    snapshot = snapshot.without(key);
  }

  /** Leaves a VPC out, with all that is in it. */
  void removeNetwork(Vpc vpc) {
    List.copyOf(snapshot.network(vpc.id())).forEach(r -> remove(r.key()));
  }

  /** Reads each item; one that cannot be read becomes a gap. */
  void each(Listing listing, Consumer<Item> reader) {
    for (Item item : dump.of(listing)) {
      part(item.file() + ", " + name(item, listing), () -> reader.accept(item));
    }
  }

  /** Reads something; what is not as AWS prints it becomes a gap there. */
  void part(String where, Runnable reader) {
    try {
      reader.run();
    } catch (UnreadableItem e) {
      gaps.add(e.gap(where));
    } catch (IllegalArgumentException e) {
      gaps.add(new Gap(where, e.getMessage() + ": left out", true));
    }
  }

  /** What something is called in gaps. */
  private static String name(Item item, Listing listing) {
    List<String> ids = new ArrayList<>();
    for (String field : List.of("VpcEndpointId", "SubnetId", "RouteTableId", "GroupId", "NetworkAclId", "NatGatewayId", "InternetGatewayId", "NetworkInterfaceId",
        "VpcPeeringConnectionId", "AllocationId", "InstanceId", "FunctionName", "VpcId")) {
      item.optional(field).ifPresent(ids::add);
    }
    return ids.isEmpty() ? "an item of " + listing.field() : ids.getFirst();
  }

  /** The VPC that an item belongs to. @throws UnreadableItem when the dump does not have it */
  Vpc vpc(Item item) {
    String id = item.text("VpcId");
    return snapshot.located(Vpc.class, id).orElseThrow(() -> new UnreadableItem("its VPC " + id + " is not in the dump"));
  }

  /** In the VPC's account and Region: a shared subnet's guests are judged by the network that they are in. */
  static ResourceKey key(Vpc vpc, Kind kind, String id) {
    return new ResourceKey(vpc.key().account(), vpc.key().region(), kind, id);
  }

  /** @throws UnreadableItem when the text is not an id of this kind */
  static String id(Item item, String field, Kind kind) {
    String id = item.text(field);
    if (!id.startsWith(kind.prefix() + "-")) {
      throw UnreadableItem.broken(field + " is no ID of a " + kind.resourceType() + ": " + id);
    }
    return id;
  }
}
