package dev.postern.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.plan.Item;
import dev.postern.core.plan.KernelPlan;
import dev.postern.linux.netlink.Buffers;
import dev.postern.linux.netlink.RouteMessages;
import dev.postern.linux.netlink.RouteSocket;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What we change ourselves is no reason for an audit to read a namespace; what somebody else changes is. */
class OwnChangesTest {
  private static final List<Item> BASE = List.of(Lab.router("r"), Lab.namespace("edge"));
  private static final List<Item> ENDPOINT = List.of(
      Lab.link("r", "p1", "edge", "p1"),
      new Item.Address("edge", "p1", "10.9.0.1", 32, "p1"),
      new Item.Neighbour("r", "p1", "10.9.0.1", Lab.mac("edgep1"), "p1"),
      Lab.route("r", 1000, "52.0.0.0/16", "p1", "10.9.0.1"),
      new Item.PolicyRule("r", 100, 7, 1000, "p1"));

  @Test
  void onlyOthersChangesAreHeard() {
    try (Held held = new Held(new NamespaceThread(), (_, _) -> () -> {})) {
      new StepRunner(held).run(new KernelPlan.Change(Set.of(), Set.copyOf(BASE)));
      new StepRunner(held).run(new KernelPlan.Change(Set.of(), Set.copyOf(ENDPOINT)));
      assertThat(changedByOthers(held, "r")).isFalse();
      assertThat(changedByOthers(held, "edge")).isFalse();

      new StepRunner(held).run(new KernelPlan.Change(Set.copyOf(ENDPOINT), Set.of()));
      assertThat(changedByOthers(held, "r")).isFalse();
      assertThat(changedByOthers(held, "edge")).isFalse();

      // A second socket in the same namespace is somebody else.
      try (RouteSocket other = held.namespace("r").inside(() -> new RouteSocket(held.port + 1, new Buffers()))) {
        assertThat(other.send(List.of(RouteMessages.add(new Item.PolicyRule("r", 100, 7, 1000, "x"))))).isEmpty();
      }
      assertThat(changedByOthers(held, "r")).isTrue();
      assertThat(changedByOthers(held, "r")).isFalse();
      assertThat(changedByOthers(held, "edge")).isFalse();
    }
  }

  private static boolean changedByOthers(Held held, String namespace) {
    return held.namespace(namespace).routes().changedByOthers();
  }
}
