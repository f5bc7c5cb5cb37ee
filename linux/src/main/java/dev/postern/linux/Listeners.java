package dev.postern.linux;

import dev.postern.core.plan.Item;
import dev.postern.linux.ffm.Errno;
import dev.postern.linux.ffm.Libc;
import dev.postern.linux.ffm.SystemCallException;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The open listeners of all namespaces. */
final class Listeners {
  private final ListenerFactory factory;
  private final Map<Identity, Open> open = new HashMap<>();

  /** {@code device} is the number of the device that the socket is bound to, 0 for none. */
  private record Open(Item.Listener listener, int fd, int device, Closeable closeable) {}

  Listeners(ListenerFactory factory) {
    this.factory = factory;
  }

  /**
   * Opens the listeners of one namespace.
   *
   * @param devices each listener with the number of its device, 0 for none
   * @param here told of each as soon as it is served
   */
  void open(Netns namespace, Map<Item.Listener, Integer> devices, Consumer<Item> here) {
    List<Sockets.Opened> opened = namespace.inside(() -> devices.entrySet().stream().map(e -> socket(e.getKey(), e.getValue())).toList());
    for (int i = 0; i < opened.size(); i++) {
      Item.Listener listener = opened.get(i).listener();
      try {
        serve(opened.get(i), devices.get(listener));
      } catch (KernelException e) {
        opened.subList(i + 1, opened.size()).forEach(Sockets.Opened::close);
        throw e;
      }
      here.accept(listener);
    }
  }

  /** The same socket behind another door: a second descriptor keeps it listening while the first one closes. */
  private Sockets.Opened socket(Item.Listener listener, int device) {
    Open before = open.get(Identity.of(listener));
    return before != null && before.device == device
        ? Sockets.Opened.of(listener, () -> Libc.duplicate(before.fd))
        : Sockets.Opened.of(listener, () -> Sockets.open(listener));
  }

  private void serve(Sockets.Opened socket, int device) {
    Item.Listener listener = socket.listener();
    try {
      int fd = socket.fd();
      Optional.ofNullable(open.get(Identity.of(listener))).ifPresent(before -> close(before.listener));
      open.put(Identity.of(listener), new Open(listener, fd, device, factory.open(fd, listener)));
    } catch (SystemCallException e) {
      throw new KernelException(e.step(), Errno.text(e.errno()), listener);
    } catch (IOException e) {
      throw new KernelException("serve Listener", String.valueOf(e.getMessage()), listener);
    }
  }

  /** Closes a listener, unless another has taken its place or it is not open. */
  void close(Item.Listener listener) {
    Open found = open.get(Identity.of(listener));
    if (found != null && found.listener.equals(listener)) {
      open.remove(Identity.of(listener));
      try {
        found.closeable.close();
      } catch (IOException e) {
        throw new KernelException("close Listener", String.valueOf(e.getMessage()), listener);
      }
    }
  }

  /** The listeners inside some namespaces. */
  List<Item.Listener> in(Set<String> namespaces) {
    return open.values().stream().map(Open::listener).filter(listener -> namespaces.contains(listener.namespace())).toList();
  }

  /** Whether a listener is open and bound to the device of that number. */
  boolean isOpen(Item.Listener listener, int device) {
    Open found = open.get(Identity.of(listener));
    return found != null && found.device == device;
  }
}
