package dev.postern.linux;

import dev.postern.core.plan.Item;
import dev.postern.core.plan.KernelPlan;
import dev.postern.linux.ffm.Errno;
import dev.postern.linux.ffm.SystemCallException;
import dev.postern.linux.netlink.Refusal;
import dev.postern.linux.netlink.RouteMessages;
import dev.postern.linux.netlink.RouteSocket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Carries one change, kind by kind: what goes away first, then what comes, each namespace's part of a kind in one batch.
 *
 * <p>An item that comes with the identity of one that goes takes its place, without a moment in which neither is there, for every kind
 * but a link whose ends differ. What the kernel takes away by itself, together with a namespace or link, is not asked for.
 */
final class StepRunner {
  private record End(String namespace, String device) {}

  private final Held held;
  private final Set<Item> removed = new HashSet<>();
  private final Set<Item> added = new HashSet<>();

  /** What goes and is not replaced; what goes and is replaced, by identity; and what comes. */
  private final List<Item> leaving = new ArrayList<>();
  private final Map<Identity, Item> replaced = new HashMap<>();
  private final Set<Item> coming = new LinkedHashSet<>();

  private final Set<String> dyingNamespaces = new HashSet<>();
  private final Set<End> dyingEnds = new HashSet<>();

  StepRunner(Held held) {
    this.held = held;
  }

  /** @throws KernelException with what was done before it */
  void run(KernelPlan.Change change) {
    try {
      sort(change);
      takeAway();
      add();
    } catch (KernelException e) {
      throw e.after(new KernelPlan.Change(removed, added));
    } catch (SystemCallException e) {
      throw new KernelException(e.step(), Errno.text(e.errno())).after(new KernelPlan.Change(removed, added));
    }
  }

  private void sort(KernelPlan.Change change) {
    Map<Identity, Item> arriving = new HashMap<>();
    change.added().forEach(item -> arriving.put(Identity.of(item), item));
    for (Item item : change.removed()) {
      Identity identity = Identity.of(item);
      Item successor = arriving.get(identity);
      if (successor == null) {
        leaving.add(item);
      } else {
        replaced.put(identity, item);
        if (item instanceof Item.Link before && successor instanceof Item.Link after && !sameEnds(before, after)) {
          leaving.add(item);
          on(before).stream().filter(other -> !change.removed().contains(other)).forEach(coming::add);
        }
      }
    }
    change.added().stream().filter(item -> !held.items.contains(item)).forEach(coming::add);
    all(Item.Namespace.class, leaving).forEach(namespace -> dyingNamespaces.add(namespace.namespace()));
    all(Item.Link.class, leaving).forEach(link -> dyingEnds.addAll(ends(link)));
  }

  private static boolean sameEnds(Item.Link a, Item.Link b) {
    return a.mac().equals(b.mac()) && a.peerNamespace().equals(b.peerNamespace()) && a.peerDevice().equals(b.peerDevice())
        && a.peerMac().equals(b.peerMac());
  }

  private static List<End> ends(Item.Link link) {
    return List.of(new End(link.namespace(), link.device()), new End(link.peerNamespace(), link.peerDevice()));
  }

  /** What we hold that goes with a link. */
  private List<Item> on(Item.Link link) {
    List<End> ends = ends(link);
    return held.items.stream().filter(item -> Items.device(item).stream().anyMatch(device -> ends.contains(new End(item.namespace(), device))))
        .toList();
  }

  private void takeAway() {
    remove(Item.PolicyRule.class, leaving, (rule, _) -> RouteMessages.remove(rule));
    remove(Item.KernelRoute.class, leaving, RouteMessages::remove);
    all(Item.Listener.class, leaving).forEach(this::close);
    remove(Item.Neighbour.class, leaving, RouteMessages::remove);
    removeLinks();
    removeNamespaces();
  }

  private void add() {
    all(Item.Namespace.class, coming).forEach(this::addNamespace);
    addLinks(all(Item.Link.class, coming).toList());
    add(Item.Address.class, RouteMessages::add);
    // With a device's last address the kernel takes its routes and neighbours away: the new one comes first.
    remove(Item.Address.class, leaving, RouteMessages::remove);
    add(Item.Neighbour.class, RouteMessages::add);
    changeRules();
    all(Item.Namespace.class, coming).forEach(namespace -> set(namespace, true));
    byNamespace(all(Item.Listener.class, coming).toList()).forEach(this::listen);
    add(Item.KernelRoute.class, RouteMessages::add);
    add(Item.PolicyRule.class, (rule, _) -> RouteMessages.add(rule));
    // A rule that leads elsewhere now is a second one beside the old until here: a packet always finds one of them.
    List<Item.PolicyRule> old = all(Item.PolicyRule.class, replaced.values())
        .filter(rule -> all(Item.PolicyRule.class, coming).noneMatch(r -> r.table() == rule.table() && Identity.of(r).equals(Identity.of(rule))))
        .toList();
    remove(Item.PolicyRule.class, old, (rule, _) -> RouteMessages.remove(rule));
    replaced.values().forEach(this::gone);
  }

  /** Writes the request for one item; {@code device} is the number of its device, 0 for none. */
  private interface Request<T> {
    byte[] write(T item, int device);
  }

  private <T extends Item> void remove(Class<T> kind, Collection<? extends Item> items, Request<T> request) {
    byNamespace(all(kind, items).toList()).forEach((name, some) -> {
      Netns namespace = held.namespaces.get(name);
      List<T> asked = new ArrayList<>();
      List<byte[]> requests = new ArrayList<>();
      for (T item : some) {
        OptionalInt device = namespace == null || dying(item) ? OptionalInt.empty() : device(namespace, item);
        if (device.isPresent()) {
          asked.add(item);
          requests.add(request.write(item, device.getAsInt()));
        } else {
          gone(item);
        }
      }
      if (!asked.isEmpty()) {
        Map<Integer, Refusal> refused = namespace.routes().send(requests);
        settle("remove", asked, refused, StepRunner::isGone, this::gone);
      }
    });
  }

  private <T extends Item> void add(Class<T> kind, Request<T> request) {
    byNamespace(all(kind, coming).toList()).forEach((name, some) -> {
      Netns namespace = held.namespace(name);
      List<byte[]> requests = new ArrayList<>();
      for (T item : some) {
        int device = device(namespace, item).orElseThrow(() -> new KernelException(step("add", item), "no such device", item));
        requests.add(request.write(item, device));
      }
      Map<Integer, Refusal> refused = namespace.routes().send(requests);
      settle("add", some, refused, refusal -> refusal.errno() == Errno.EEXIST, this::here);
    });
  }

  /** Notes what was done, then throws for the first that was refused. */
  private <T extends Item> void settle(
      String verb, List<T> items, Map<Integer, Refusal> refused, Predicate<Refusal> harmless, Consumer<T> done) {
    for (int i = 0; i < items.size(); i++) {
      if (!refused.containsKey(i) || harmless.test(refused.get(i))) {
        done.accept(items.get(i));
      }
    }
    refused.forEach((i, refusal) -> {
      if (!harmless.test(refusal)) {
        Items.device(items.get(i)).ifPresent(device -> held.namespace(items.get(i).namespace()).forgetDevice(device));
        throw new KernelException(step(verb, items.get(i)), refusal.text(), items.get(i));
      }
    });
  }

  private static boolean isGone(Refusal refusal) {
    return switch (refusal.errno()) {
      case Errno.ENOENT, Errno.ESRCH, Errno.ENODEV, Errno.EADDRNOTAVAIL -> true;
      default -> false;
    };
  }

  private OptionalInt device(Netns namespace, Item item) {
    return Items.device(item).map(namespace::device).orElse(OptionalInt.of(0));
  }

  private boolean dying(Item item) {
    return dyingNamespaces.contains(item.namespace())
        || Items.device(item).filter(device -> dyingEnds.contains(new End(item.namespace(), device))).isPresent();
  }

  private void removeLinks() {
    Map<String, List<Item.Link>> bySurvivor = new LinkedHashMap<>();
    all(Item.Link.class, leaving).forEach(link -> Stream.of(link.namespace(), link.peerNamespace())
        .filter(name -> held.namespaces.containsKey(name) && !dyingNamespaces.contains(name)).findFirst()
        .ifPresentOrElse(name -> bySurvivor.computeIfAbsent(name, _ -> new ArrayList<>()).add(link), () -> gone(link)));
    dyingEnds.stream().filter(end -> held.namespaces.containsKey(end.namespace()))
        .forEach(end -> held.namespace(end.namespace()).leaving(end.device()));
    bySurvivor.forEach((name, links) -> {
      // The kernel waits some milliseconds for whoever still uses a device: once for all of a group, not once for each.
      RouteSocket routes = held.namespace(name).routes();
      List<byte[]> groupings = links.stream()
          .map(link -> RouteMessages.condemn(link.namespace().equals(name) ? link.device() : link.peerDevice())).toList();
      settle("remove", links, routes.send(groupings), StepRunner::isGone, _ -> {});
      Refusal refusal = routes.send(List.of(RouteMessages.deleteCondemned())).get(0);
      if (refusal != null && !isGone(refusal)) {
        throw new KernelException("remove links", refusal.text(), links.getFirst());
      }
      links.forEach(this::gone);
    });
  }

  private void removeNamespaces() {
    if (dyingNamespaces.isEmpty()) {
      return;
    }
    held.listeners.in(dyingNamespaces).forEach(this::close);
    leaving.stream().filter(item -> dyingNamespaces.contains(item.namespace())).forEach(this::gone);
    held.items.removeIf(item -> dyingNamespaces.contains(item.namespace())
        || item instanceof Item.Link link && dyingNamespaces.contains(link.peerNamespace()));
    dyingNamespaces.stream().filter(held.namespaces::containsKey).forEach(name -> held.namespaces.remove(name).close());
  }

  private void addNamespace(Item.Namespace item) {
    if (!held.namespaces.containsKey(item.namespace())) {
      Netns made = Netns.create(held);
      held.namespaces.put(item.namespace(), made);
      made.routes().send(List.of(RouteMessages.up(1)));
      // Without this the kernel takes a device's further addresses of one block away together with the first.
      made.set(Map.of("ipv4/conf/all/promote_secondaries", "1"));
    }
    set(item, false);
    here(item);
  }

  /** Sysctls of netfilter are there only when the kernel has loaded connection tracking, which the first rule that needs it makes it do. */
  private void set(Item.Namespace item, boolean netfilter) {
    Map<String, String> some = new TreeMap<>(item.sysctls());
    some.keySet().removeIf(path -> path.startsWith("netfilter/") != netfilter);
    try {
      held.namespace(item.namespace()).set(some);
    } catch (SystemCallException e) {
      held.items.remove(item);
      added.remove(item);
      throw new KernelException(e.step(), Errno.text(e.errno()), item);
    }
  }

  private void addLinks(List<Item.Link> links) {
    List<Item.Link> taken = new ArrayList<>();
    byNamespace(links).forEach((name, some) -> taken.addAll(makeLinks(name, some, true)));
    if (taken.isEmpty()) {
      return;
    }
    // Something of that name is there: ours from a change that stopped half way or was repaired, or somebody else's.
    Map<String, Map<String, RouteSocket.Device>> seen = new HashMap<>();
    List<Item.Link> again = new ArrayList<>();
    for (Item.Link link : taken) {
      RouteSocket.Device near = seen(seen, link.namespace()).get(link.device());
      RouteSocket.Device peer = seen(seen, link.peerNamespace()).get(link.peerDevice());
      if (near != null && peer != null && Items.isPair(link, near, peer)) {
        repair(link.namespace(), near, link.mtu());
        repair(link.peerNamespace(), peer, link.mtu());
        repair(link.namespace(), near, link.mtu()); // again, to settle it
        here(link);
      } else {
        held.namespace(link.namespace()).routes().send(List.of(RouteMessages.deleteLink(link.device())));
        held.namespace(link.peerNamespace()).routes().send(List.of(RouteMessages.deleteLink(link.peerDevice())));
        coming.addAll(on(link));
        again.add(link);
      }
    }
    byNamespace(again).forEach((name, some) -> makeLinks(name, some, false));
  }

  private void repair(String namespace, RouteSocket.Device device, int mtu) {
    held.namespace(namespace).routes().send(List.of(RouteMessages.repair(device.index(), mtu), RouteMessages.settle(device.index())));
  }

  private Map<String, RouteSocket.Device> seen(Map<String, Map<String, RouteSocket.Device>> seen, String namespace) {
    return seen.computeIfAbsent(namespace, name -> {
      Map<String, RouteSocket.Device> devices = held.namespace(name).routes().devices();
      held.namespace(name).knowDevices(devices);
      return devices;
    });
  }

  /** @return those whose names or numbers are taken, when that is tolerated */
  private List<Item.Link> makeLinks(String name, List<Item.Link> links, boolean tolerant) {
    Netns near = held.namespace(name);
    List<byte[]> requests = new ArrayList<>();
    for (Item.Link link : links) {
      Netns peer = held.namespaces.get(link.peerNamespace());
      if (peer == null) {
        throw new KernelException(step("add", link), "there is no namespace " + link.peerNamespace(), link);
      }
      requests.add(RouteMessages.add(link, near.newDevice(link.device()), peer.fd(), peer.newDevice(link.peerDevice())));
    }
    Map<Integer, Refusal> refused = near.routes().send(requests);
    List<Item.Link> taken = new ArrayList<>();
    refused.forEach((i, refusal) -> {
      near.forgetDevice(links.get(i).device());
      held.namespace(links.get(i).peerNamespace()).forgetDevice(links.get(i).peerDevice());
      if (tolerant && isTaken(refusal)) {
        taken.add(links.get(i));
      }
    });
    List<Item.Link> made = new ArrayList<>();
    settle("add", links, refused, refusal -> tolerant && isTaken(refusal), made::add);
    made.removeAll(taken);
    Map<String, List<Item.Link>> byPeer = new LinkedHashMap<>();
    made.forEach(link -> byPeer.computeIfAbsent(link.peerNamespace(), _ -> new ArrayList<>()).add(link));
    byPeer.forEach((peerName, some) -> {
      Netns peer = held.namespace(peerName);
      List<byte[]> ups = some.stream().map(link -> RouteMessages.up(peer.device(link.peerDevice()).orElse(0))).toList();
      settle("bring up", some, peer.routes().send(ups), _ -> false, this::here);
    });
    near.routes().send(made.stream().map(link -> RouteMessages.settle(near.device(link.device()).orElse(0))).toList());
    return taken;
  }

  private static boolean isTaken(Refusal refusal) {
    return refusal.errno() == Errno.EEXIST || refusal.errno() == Errno.EBUSY;
  }

  private void changeRules() {
    Map<String, List<Item>> out = byNamespace(Stream.concat(leaving.stream(), replaced.values().stream())
        .filter(item -> Items.isInTable(item) && !dyingNamespaces.contains(item.namespace())).toList());
    Map<String, List<Item>> in = byNamespace(coming.stream().filter(Items::isInTable).toList());
    Set<String> names = new HashSet<>(out.keySet());
    names.addAll(in.keySet());
    for (String name : names) {
      List<Item> goes = out.getOrDefault(name, List.of());
      List<Item> comes = in.getOrDefault(name, List.of());
      if (comes.isEmpty() && !held.namespaces.containsKey(name)) {
        goes.forEach(this::gone);
        continue;
      }
      Netns namespace = held.namespace(name);
      Collection<Item> written = namespace.changeRules(goes, comes);
      goes.forEach(this::gone);
      held.items.addAll(written);
      comes.forEach(this::here);
    }
  }

  private void listen(String name, List<Item.Listener> listeners) {
    Netns namespace = held.namespace(name);
    Map<Item.Listener, Integer> devices = new LinkedHashMap<>();
    listeners.forEach(listener -> devices.put(listener,
        device(namespace, listener).orElseThrow(() -> new KernelException(step("add", listener), "no such device", listener))));
    held.listeners.open(namespace, devices, this::here);
  }

  private void close(Item.Listener listener) {
    held.listeners.close(listener);
    gone(listener);
  }

  /** Notes an item as carried, and the one whose place it took as gone: but for rules, of which the old one goes by itself. */
  private void here(Item item) {
    held.items.add(item);
    added.add(item);
    Item before = replaced.get(Identity.of(item));
    if (before != null && !(before instanceof Item.PolicyRule)) {
      gone(before);
    }
  }

  private void gone(Item item) {
    held.items.remove(item);
    removed.add(item);
  }

  private static String step(String verb, Item item) {
    return verb + " " + item.getClass().getSimpleName();
  }

  private static <T extends Item> Stream<T> all(Class<T> kind, Collection<? extends Item> items) {
    return items.stream().filter(kind::isInstance).map(kind::cast);
  }

  private static <T extends Item> Map<String, List<T>> byNamespace(List<T> items) {
    Map<String, List<T>> groups = new LinkedHashMap<>();
    items.forEach(item -> groups.computeIfAbsent(item.namespace(), _ -> new ArrayList<>()).add(item));
    return groups;
  }
}
