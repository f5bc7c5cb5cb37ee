package dev.postern.linux;

import dev.postern.core.plan.Item;
import dev.postern.linux.nft.Libnftables;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the kernel holds for us, as far as we know: only {@link Kernel}, under its lock, reads and changes it. */
final class Held implements AutoCloseable {
  final NamespaceThread thread;
  final ListenerFactory factory;
  final Set<Item> items = new HashSet<>();
  final Map<String, Netns> namespaces = new HashMap<>();
  final Map<Identity, Open> listeners = new HashMap<>();
  private Optional<Libnftables> library = Optional.empty();

  /** An open listener. {@code device} is the number of the device it is bound to, 0 for none. */
  record Open(Item.Listener listener, int fd, int device, Closeable closeable) {
    void close() {
      try {
        closeable.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Held(NamespaceThread thread, ListenerFactory factory) {
    this.thread = thread;
    this.factory = factory;
  }

  Libnftables library() {
    if (library.isEmpty()) {
      try {
        library = Optional.of(new Libnftables());
      } catch (IllegalArgumentException e) {
        throw new KernelException("load libnftables", "not on this machine: install nftables");
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
    listeners.values().forEach(Open::close);
    listeners.clear();
    namespaces.values().forEach(Netns::close);
    namespaces.clear();
    items.clear();
    thread.close();
  }
}
