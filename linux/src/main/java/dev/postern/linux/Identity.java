package dev.postern.linux;

import dev.postern.core.plan.Item;
import java.util.List;

/** What makes two items the same thing to the kernel, so that one can take the other's place. */
record Identity(Class<? extends Item> kind, List<Object> key) {
  static Identity of(Item item) {
    return new Identity(item.getClass(), switch (item) {
      case Item.Namespace n -> List.of(n.namespace());
      case Item.Link l -> List.of(l.namespace(), l.device());
      case Item.Address a -> List.of(a.namespace(), a.device(), a.ip(), a.length());
      case Item.Neighbour n -> List.of(n.namespace(), n.device(), n.ip());
      case Item.KernelRoute r -> List.of(r.namespace(), r.table(), r.destination(), r.metric());
      case Item.PolicyRule r -> List.of(r.namespace(), r.priority(), r.mark());
      case Item.Ruleset r -> List.of(r.namespace());
      case Item.NamedSet s -> List.of(s.namespace(), s.name());
      case Item.Chain c -> List.of(c.namespace(), c.name());
      case Item.Element e -> List.of(e.namespace(), e.set(), e.key());
      case Item.Listener l -> List.of(l.namespace(), l.device(), l.ip(), l.port(), l.transport(), l.mark());
    });
  }
}
