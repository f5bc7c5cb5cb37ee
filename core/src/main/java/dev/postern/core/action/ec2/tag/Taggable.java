package dev.postern.core.action.ec2.tag;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.state.Snapshot;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Finds what a tag call names by an id alone, of any kind. */
final class Taggable {
  /** The kinds of the EC2 API; the others have their own tag calls. */
  static final Set<Kind> KINDS = EnumSet.range(Kind.VPC, Kind.VPC_ENDPOINT_SERVICE);

  private Taggable() {}

  static List<ResourceKey> requireAll(Snapshot snapshot, Caller caller, List<String> ids) {
    if (ids.isEmpty()) {
      throw Ec2Error.MISSING_PARAMETER.with("resourceIdSet");
    }
    return ids.stream().map(id -> require(snapshot, caller, kind(id), id)).toList();
  }

  /** The owners of a peering connection's two ends each have their own tags for it. */
  private static ResourceKey require(Snapshot snapshot, Caller caller, Kind kind, String id) {
    boolean accepts =
        snapshot.located(VpcPeeringConnection.class, id).filter(p -> p.accepter().belongsTo(caller.account(), caller.region())).isPresent();
    return accepts ? Lookup.key(caller, kind, id) : Lookup.require(snapshot, caller, Resource.class, kind, id).key();
  }

  private static Kind kind(String id) {
    return KINDS.stream()
        .filter(k -> id.startsWith(k.prefix() + "-"))
        // tgw-attach- and tgw-rtb- begin as tgw- does.
        .max(Comparator.comparing(k -> k.prefix().length()))
        .orElseThrow(() -> Ec2Error.INVALID_ID.with(id));
  }
}
