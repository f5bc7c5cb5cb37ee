package dev.postern.linux;

import dev.postern.core.plan.Item;
import java.io.Closeable;
import java.io.IOException;

/** Takes over the listening sockets that {@link Kernel} opens inside its namespaces. */
@FunctionalInterface
public interface ListenerFactory {
  /**
   * Serves a socket. Called on the thread that called {@link Kernel#apply}, in the middle of the change: it must not wait for another
   * thread that calls the kernel.
   *
   * @param fd a non-blocking, close-on-exec socket: TCP already listens, UDP is bound. The factory owns it from here on, also when it throws.
   * @return closes the socket; must keep {@code fd} open until then
   */
  Closeable open(int fd, Item.Listener listener) throws IOException;
}
