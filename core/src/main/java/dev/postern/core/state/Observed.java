package dev.postern.core.state;

import java.util.Map;
import java.util.Set;

/** What the kernel has: the ids of the resources that are carried, by network; {@link Snapshot} is what users asked for. */
public record Observed(Map<String, Set<String>> realised) {
  public static final Observed NOTHING = new Observed(Map.of());

  /** Whether the kernel carries this resource of this network (a VPC id) now. */
  public boolean holds(String vpcId, String resourceId) {
    return realised.getOrDefault(vpcId, Set.of()).contains(resourceId);
  }
}
