package dev.postern.linux;

import dev.postern.core.plan.Item;
import dev.postern.linux.netlink.RouteSocket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One look at the kernel for what somebody else took away. Each namespace tells whether others changed anything in it since the last
 * look, so that a quiet cloud costs two system calls a namespace; what they changed is read whole and compared.
 */
final class Audit {
  /** What a namespace has. */
  private record Seen(
      Map<String, RouteSocket.Device> devices,
      Set<RouteSocket.Address> addresses,
      Set<RouteSocket.Neighbour> neighbours,
      Set<RouteSocket.Route> routes,
      Set<RouteSocket.Rule> rules) {
    static Seen read(RouteSocket socket) {
      return new Seen(socket.devices(), socket.addresses(), socket.neighbours(), socket.routes(), socket.rules());
    }

    int index(String device) {
      return Optional.ofNullable(devices.get(device)).map(RouteSocket.Device::index).orElse(-1);
    }
  }

  private final Held held;
  private final Map<String, Seen> seen = new HashMap<>();
  private final Set<String> foreignRules = new HashSet<>();

  Audit(Held held) {
    this.held = held;
  }

  /**
   * Takes what vanished out of what we hold.
   *
   * @param whole look at all, whatever the namespaces tell
   */
  void run(boolean whole) {
    Set<String> changed = new HashSet<>();
    held.namespaces.forEach((name, namespace) -> {
      if (namespace.routes().changedByOthers() || whole) {
        changed.add(name);
      }
      if (!namespace.rulesAreOurs()) {
        foreignRules.add(name);
      }
    });
    if (changed.isEmpty() && foreignRules.isEmpty()) {
      return;
    }
    changed.forEach(this::seen);
    List<Item> vanished = held.items.stream().filter(item -> concerns(item, changed) && !isThere(item)).toList();
    vanished.forEach(held.items::remove);
  }

  private boolean concerns(Item item, Set<String> changed) {
    return changed.contains(item.namespace())
        || foreignRules.contains(item.namespace())
        || item instanceof Item.Link link && changed.contains(link.peerNamespace());
  }

  private Seen seen(String name) {
    return seen.computeIfAbsent(name, _ -> {
      Seen now = Seen.read(held.namespace(name).routes());
      held.namespace(name).knowDevices(now.devices());
      return now;
    });
  }

  private boolean isThere(Item item) {
    return switch (item) {
      case Item.Namespace _ -> true;
      case Item.Link link -> {
        RouteSocket.Device near = seen(link.namespace()).devices().get(link.device());
        RouteSocket.Device peer = seen(link.peerNamespace()).devices().get(link.peerDevice());
        yield near != null && peer != null && Items.isPair(link, near, peer) && near.up() && peer.up()
            && near.mtu() == link.mtu() && peer.mtu() == link.mtu();
      }
      case Item.Address a -> {
        Seen there = seen(a.namespace());
        yield there.addresses().contains(new RouteSocket.Address(there.index(a.device()), a.ip(), a.length()));
      }
      case Item.Neighbour n -> {
        Seen there = seen(n.namespace());
        yield there.neighbours().contains(new RouteSocket.Neighbour(there.index(n.device()), n.ip(), n.mac()));
      }
      case Item.KernelRoute r -> {
        Seen there = seen(r.namespace());
        yield there.routes().contains(new RouteSocket.Route(r.table(), r.destination(), RouteSocket.Route.type(r.type()),
            r.device().map(there::index).orElse(0), r.via().orElse(""), r.metric()));
      }
      case Item.PolicyRule r -> seen(r.namespace()).rules().contains(new RouteSocket.Rule(r.priority(), r.mark(), r.table()));
      case Item.Listener l -> held.listeners.isOpen(l, l.device().map(seen(l.namespace())::index).orElse(0));
      case Item.Ruleset _, Item.NamedSet _, Item.Chain _, Item.Element _ -> !foreignRules.contains(item.namespace());
    };
  }
}
