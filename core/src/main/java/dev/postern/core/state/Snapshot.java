package dev.postern.core.state;

import dev.postern.core.model.Kind;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/**
 * The whole desired state at one revision: immutable, each change a new value that shares what did not change.
 *
 * <p>Resources are one sorted map; {@code networks} lists the resources of each VPC so that compiling one network costs that network.
 */
public record Snapshot(
    long revision,
    TreePMap<ResourceKey, Resource> resources,
    TreePMap<ResourceKey, TreePMap<String, String>> tags,
    HashPMap<String, TreePMap<ResourceKey, Resource>> networks) {

  public static final Snapshot EMPTY = new Snapshot(0, TreePMap.empty(), TreePMap.empty(), HashTreePMap.empty());

  public Snapshot with(Resource resource) {
    Snapshot cleared = unlinked(resource.key());
    HashPMap<String, TreePMap<ResourceKey, Resource>> linked = cleared.networks;
    if (resource.network().isPresent()) {
      String vpc = resource.network().get();
      TreePMap<ResourceKey, Resource> members = linked.getOrDefault(vpc, TreePMap.empty());
      linked = linked.plus(vpc, members.plus(resource.key(), resource));
    }
    return new Snapshot(revision, resources.plus(resource.key(), resource), tags, linked);
  }

  /** Without the resource and its tags. */
  public Snapshot without(ResourceKey key) {
    Snapshot cleared = unlinked(key);
    return new Snapshot(revision, resources.minus(key), tags.minus(key), cleared.networks);
  }

  public Snapshot withTags(ResourceKey key, TreePMap<String, String> newTags) {
    return new Snapshot(revision, resources, newTags.isEmpty() ? tags.minus(key) : tags.plus(key, newTags), networks);
  }

  public Snapshot atRevision(long newRevision) {
    return new Snapshot(newRevision, resources, tags, networks);
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
    ResourceKey to = new ResourceKey(account, region, kind, "\uffff");
    return resources.subMap(from, to).values().stream().map(type::cast).toList();
  }

  /** The resources of one VPC, the VPC itself among them, by key. */
  public Collection<Resource> network(String vpcId) {
    return networks.getOrDefault(vpcId, TreePMap.empty()).values();
  }

  public <T extends Resource> List<T> inNetwork(Class<T> type, String vpcId) {
    return network(vpcId).stream().filter(type::isInstance).map(type::cast).toList();
  }

  private Snapshot unlinked(ResourceKey key) {
    Resource old = resources.get(key);
    if (old == null || old.network().isEmpty()) {
      return this;
    }
    String vpc = old.network().get();
    TreePMap<ResourceKey, Resource> members = networks.getOrDefault(vpc, TreePMap.empty()).minus(key);
    return new Snapshot(revision, resources, tags, members.isEmpty() ? networks.minus(vpc) : networks.plus(vpc, members));
  }
}
