package dev.postern.core.state;

import dev.postern.core.model.Resource;
import dev.postern.core.model.VpcEndpoint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the kernel has: the ids of the resources that are carried, by network; {@link Snapshot} is what users asked for. */
public record Observed(Map<String, Set<String>> realised) {
  public static final Observed NOTHING = new Observed(Map.of());

  /** For a state that no kernel carries: as if it carried every endpoint. */
  public static Observed everything(Snapshot snapshot) {
    Map<String, Set<String>> carried = new HashMap<>();
    for (Resource resource : snapshot.resources().values()) {
      if (resource instanceof VpcEndpoint endpoint) {
        carried.computeIfAbsent(endpoint.vpcId(), _ -> new HashSet<>()).add(endpoint.id());
      }
    }
    return new Observed(carried);
  }

  /** Whether the kernel carries this resource of this network (a VPC id) now. */
  public boolean holds(String vpcId, String resourceId) {
    return realised.getOrDefault(vpcId, Set.of()).contains(resourceId);
  }
}
