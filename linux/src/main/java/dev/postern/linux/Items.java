package dev.postern.linux;

import dev.postern.core.plan.Item;
import dev.postern.linux.netlink.RouteSocket;
import java.util.Optional;

/** What the kernel's side asks of every kind of item. */
final class Items {
  private Items() {}

  /** The device that the item is on and that it vanishes with. */
  static Optional<String> device(Item item) {
    return switch (item) {
      case Item.Address address -> Optional.of(address.device());
      case Item.Neighbour neighbour -> Optional.of(neighbour.device());
      case Item.KernelRoute route -> route.device();
      case Item.Listener listener -> listener.device();
      case Item.Namespace _, Item.Link _, Item.PolicyRule _, Item.Ruleset _, Item.NamedSet _, Item.Chain _, Item.Element _ -> Optional.empty();
    };
  }

  /** Whether the item is a part of the namespace's nftables table. */
  static boolean isInTable(Item item) {
    return switch (item) {
      case Item.Ruleset _, Item.NamedSet _, Item.Chain _, Item.Element _ -> true;
      case Item.Namespace _, Item.Link _, Item.Address _, Item.Neighbour _, Item.KernelRoute _, Item.PolicyRule _, Item.Listener _ -> false;
    };
  }

  /** Whether two devices are the ends of the pair that the item describes, whatever else somebody set on them. */
  static boolean isPair(Item.Link link, RouteSocket.Device near, RouteSocket.Device peer) {
    return near.mac().equals(link.mac()) && peer.mac().equals(link.peerMac()) && near.peer() == peer.index() && peer.peer() == near.index();
  }
}
