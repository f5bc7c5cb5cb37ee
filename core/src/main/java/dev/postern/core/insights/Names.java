package dev.postern.core.insights;

import dev.postern.core.model.Function;
import dev.postern.core.model.Kind;
import dev.postern.core.model.LoadBalancer;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.state.Snapshot;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.AnalysisComponent;

/** Resources as analyses name them: by id, ARN and the tag {@code Name}. */
final class Names {
  /** Whose resources these are, where not EC2's. */
  private static final Map<Kind, String> SERVICES =
      Map.of(Kind.VIRTUAL_INTERFACE, "directconnect", Kind.DIRECT_CONNECT_CONNECTION, "directconnect", Kind.RESOLVER_ENDPOINT, "route53resolver");

  private final Snapshot snapshot;

  Names(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** What has this id; a site or its host is Postern's own and has no ARN. */
  AnalysisComponent of(String id) {
    AnalysisComponent.Builder component = AnalysisComponent.builder().id(id);
    Optional<Resource> resource = snapshot.located(Resource.class, id);
    resource.map(Resource::key).ifPresent(key -> component.name(snapshot.tagsOf(key).get("Name")));
    return component.arn(resource.flatMap(Names::arn).orElse(null)).build();
  }

  /** The host of an interface; a function goes by its name. */
  Optional<AnalysisComponent> host(String networkInterfaceId) {
    return snapshot.located(NetworkInterface.class, networkInterfaceId).flatMap(n -> n.hostId().map(id -> hostOf(id, n.vpcId())));
  }

  private AnalysisComponent hostOf(String id, String vpcId) {
    return snapshot.inNetwork(Function.class, vpcId).stream()
        .filter(f -> f.hostId().equals(id))
        .findFirst()
        .map(f -> AnalysisComponent.builder().id(f.id()).arn(f.arn()).build())
        .orElseGet(() -> of(id));
  }

  private static Optional<String> arn(Resource resource) {
    if (resource instanceof LoadBalancer balancer) {
      return Optional.of(balancer.arn());
    }
    ResourceKey key = resource.key();
    String place = key.region() + ":" + key.account() + ":" + key.kind().resourceType() + "/" + key.id();
    if (key.kind() == Kind.SITE) {
      return Optional.empty();
    }
    return Optional.of("arn:aws:" + SERVICES.getOrDefault(key.kind(), "ec2") + ":" + place);
  }

  /** Whether its owner is one of these accounts; a site is everybody's. A peering connection belongs to both its ends. */
  boolean isSeenBy(String id, Set<String> accounts) {
    Optional<Resource> resource = snapshot.located(Resource.class, id).filter(r -> r.key().kind() != Kind.SITE);
    if (resource.isEmpty()) {
      return true;
    }
    return resource.get() instanceof VpcPeeringConnection peering
        ? accounts.contains(peering.requester().account()) || accounts.contains(peering.accepter().account())
        : accounts.contains(resource.get().key().account());
  }

  /** The account that has it. */
  Optional<String> owner(String id) {
    return snapshot.located(Resource.class, id).map(r -> r.key().account());
  }
}
