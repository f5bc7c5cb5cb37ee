package dev.postern.core.state;

import dev.postern.core.model.Kind;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * The whole desired state at one revision: immutable, each change a new value that shares what did not change.
 *
 * <p>Resources are one sorted map; {@code networks} lists the resources of each unit of the network (a VPC, a Region's public side, or a
 * gateway where several meet) so that compiling one unit costs that unit; {@code located} finds what has an id that is unique in the whole
 * cloud; {@code changes} says what differs from the last committed revision.
 */
public record Snapshot(
    long revision,
    TreePMap<ResourceKey, Resource> resources,
    TreePMap<ResourceKey, TreePMap<String, String>> tags,
    HashPMap<String, TreePMap<ResourceKey, Resource>> networks,
    HashPMap<String, ResourceKey> located,
    Changes changes) {

  public static final Snapshot EMPTY = new Snapshot(0, TreePMap.empty(), TreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty(), Changes.NONE);

  /** Sorts behind every id. */
  private static final String LAST = "\uffff";

  private static final Kind LAST_KIND = Kind.values()[Kind.values().length - 1];

  /** The keys written or removed since the last commit, and the networks whose resources those are or were. */
  public record Changes(TreePSet<ResourceKey> keys, TreePSet<String> networks) {
    static final Changes NONE = new Changes(TreePSet.empty(), TreePSet.empty());

    Changes plus(ResourceKey key, Optional<Resource> before, Optional<Resource> after) {
      TreePSet<String> touched = networks;
      for (Optional<Resource> one : List.of(before, after)) {
        touched = one.isPresent() ? touched.plusAll(one.get().networks()) : touched;
      }
      return new Changes(keys.plus(key), touched);
    }
  }

  public Snapshot with(Resource resource) {
    Optional<Resource> old = find(resource.key());
    HashPMap<String, TreePMap<ResourceKey, Resource>> linked = unlinked(old);
    for (String network : resource.networks()) {
      linked = linked.plus(network, linked.getOrDefault(network, TreePMap.empty()).plus(resource.key(), resource));
    }
    ResourceKey key = resource.key();
    HashPMap<String, ResourceKey> found = old.isPresent() || !isUnique(key) ? located : located.plus(key.id(), key);
    return new Snapshot(revision, resources.plus(key, resource), tags, linked, found, changes.plus(key, old, Optional.of(resource)));
  }

  /** Without the resource and its tags. */
  public Snapshot without(ResourceKey key) {
    Optional<Resource> old = find(key);
    HashPMap<String, ResourceKey> left = isUnique(key) ? located.minus(key.id()) : located;
    return new Snapshot(revision, resources.minus(key), tags.minus(key), unlinked(old), left, changes.plus(key, old, Optional.empty()));
  }

  public Snapshot withTags(ResourceKey key, TreePMap<String, String> newTags) {
    Changes changed = changes.plus(key, Optional.empty(), Optional.empty());
    return new Snapshot(revision, resources, newTags.isEmpty() ? tags.minus(key) : tags.plus(key, newTags), networks, located, changed);
  }

  /** The same state as a committed revision: nothing has changed since. */
  public Snapshot committedAs(long newRevision) {
    return new Snapshot(newRevision, resources, tags, networks, located, Changes.NONE);
  }

  public SortedMap<String, String> tagsOf(ResourceKey key) {
    return tags.getOrDefault(key, TreePMap.empty());
  }

  public Optional<Resource> find(ResourceKey key) {
    return Optional.ofNullable(resources.get(key));
  }

  public <T extends Resource> Optional<T> find(Class<T> type, ResourceKey key) {
    return find(key).map(type::cast);
  }

  /** All of one kind in one account and Region, by id. */
  public <T extends Resource> List<T> all(Class<T> type, Kind kind, String account, String region) {
    ResourceKey from = new ResourceKey(account, region, kind, "");
    ResourceKey to = new ResourceKey(account, region, kind, LAST);
    return resources.subMap(from, to).values().stream().map(type::cast).toList();
  }

  /** The resources of one unit of the network, the VPC itself among them, by key. */
  public Collection<Resource> network(String unit) {
    return networks.getOrDefault(unit, TreePMap.empty()).values();
  }

  /** Those of one type, by key; it costs as many steps as there are of them, not as there are resources in the unit. */
  public <T extends Resource> List<T> inNetwork(Class<T> type, String unit) {
    TreePMap<ResourceKey, Resource> members = networks.getOrDefault(unit, TreePMap.empty());
    Kind kind = Kind.of(type);
    List<T> found = new ArrayList<>();
    Map.Entry<ResourceKey, Resource> owner = members.isEmpty() ? null : members.firstEntry();
    while (owner != null) {
      // Keys sort by account and Region, then kind: a unit has few accounts, and each has one run of a kind.
      ResourceKey from = new ResourceKey(owner.getKey().account(), owner.getKey().region(), kind, "");
      members.subMap(from, new ResourceKey(from.account(), from.region(), kind, LAST)).values().forEach(r -> found.add(type.cast(r)));
      owner = members.higherEntry(new ResourceKey(from.account(), from.region(), LAST_KIND, LAST));
    }
    return found;
  }

  /** What has this id, in whatever account and Region, if it is of this type. */
  public <T extends Resource> Optional<T> located(Class<T> type, String id) {
    return Optional.ofNullable(located.get(id)).flatMap(this::find).filter(type::isInstance).map(type::cast);
  }

  /** AWS makes ids of a prefix and random digits unique over all accounts; names are not. */
  private static boolean isUnique(ResourceKey key) {
    return key.kind() == Kind.HOSTED_ZONE || key.id().startsWith(key.kind().prefix() + "-");
  }

  private HashPMap<String, TreePMap<ResourceKey, Resource>> unlinked(Optional<Resource> old) {
    HashPMap<String, TreePMap<ResourceKey, Resource>> left = networks;
    for (String network : old.map(Resource::networks).orElseGet(Set::of)) {
      TreePMap<ResourceKey, Resource> members = left.getOrDefault(network, TreePMap.empty()).minus(old.orElseThrow().key());
      left = members.isEmpty() ? left.minus(network) : left.plus(network, members);
    }
    return left;
  }
}
