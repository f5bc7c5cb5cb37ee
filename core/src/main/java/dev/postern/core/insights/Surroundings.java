package dev.postern.core.insights;

import dev.postern.core.fabric.Backbone;
import dev.postern.core.fabric.Fabric;
import dev.postern.core.path.CloudOutside;
import dev.postern.core.path.Outside;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cloud that remembers its answers: an analysis walks the same way for many packets. */
final class Surroundings implements Outside {
  private final CloudOutside outside;
  private final Map<Long, Optional<Fabric>> holders = new HashMap<>();
  private final Map<Question, Optional<Backbone.Arrived>> crossings = new HashMap<>();

  private record Question(List<String> tables, long destination) {}

  Surroundings(CloudOutside outside) {
    this.outside = outside;
  }

  @Override
  public boolean isService(long address) {
    return outside.isService(address);
  }

  @Override
  public Optional<Fabric> holderOf(long publicAddress) {
    return holders.computeIfAbsent(publicAddress, outside::holderOf);
  }

  @Override
  public Optional<Fabric> fabric(String vpcId) {
    return outside.fabric(vpcId);
  }

  @Override
  public Optional<Backbone.Arrived> across(List<String> tables, long destination) {
    Question question = new Question(tables, destination);
    Optional<Backbone.Arrived> known = crossings.get(question);
    if (known == null) {
      known = outside.across(tables, destination);
      crossings.put(question, known);
    }
    return known;
  }
}
