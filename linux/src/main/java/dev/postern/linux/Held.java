package dev.postern.linux;

import dev.postern.core.plan.Item;
import dev.postern.linux.netlink.Buffers;
import dev.postern.linux.nft.Libnftables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** What the kernel holds for us, as far as we know: only {@link Kernel}, under its lock, reads and changes it. */
final class Held implements AutoCloseable {
  final NamespaceThread thread;
  /** Read without the lock by an audit; changed only under it. */
  final Set<Item> items = ConcurrentHashMap.newKeySet();
  final Map<String, Netns> namespaces = new HashMap<>();
  final Listeners listeners;
  /** Above all process numbers, which are what others use. */
  final int port = 0x40000000 | ThreadLocalRandom.current().nextInt(0x40000000);
  final Buffers buffers = new Buffers();
  private Optional<Libnftables> library = Optional.empty();
  private boolean closed;

  Held(NamespaceThread thread, ListenerFactory factory) {
    this.thread = thread;
    this.listeners = new Listeners(factory);
  }

  Libnftables library() {
    if (library.isEmpty()) {
      try {
        library = Optional.of(new Libnftables());
      } catch (IllegalArgumentException e) {
        throw new KernelException("load libnftables.so.1", "not on this machine");
      }
    }
    return library.get();
  }

  /** @throws KernelException when there is no such namespace */
  Netns namespace(String name) {
    Netns namespace = namespaces.get(name);
    if (namespace == null) {
      throw new KernelException("find namespace", "there is none called " + name);
    }
    return namespace;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    List<KernelException> failures = new ArrayList<>();
    for (Item.Listener listener : listeners.in(namespaces.keySet())) {
      try {
        listeners.close(listener);
      } catch (KernelException e) {
        failures.add(e);
      }
    }
    namespaces.values().forEach(Netns::close);
    namespaces.clear();
    items.clear();
    thread.close();
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }
}
