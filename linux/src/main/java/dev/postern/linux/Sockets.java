package dev.postern.linux;

import dev.postern.core.ip.Ip;
import dev.postern.core.plan.Item;
import dev.postern.linux.ffm.Libc;
import dev.postern.linux.ffm.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Listening sockets, opened in the namespace of the calling thread. */
final class Sockets {
  private static final int BACKLOG = 1024;

  private Sockets() {}

  /** A socket that was opened, or why it was not. */
  record Opened(Item.Listener listener, int descriptor, Optional<SystemCallException> refusal) implements AutoCloseable {
    static Opened of(Item.Listener listener, IntSupplier open) {
      try {
        return new Opened(listener, open.getAsInt(), Optional.empty());
      } catch (SystemCallException e) {
        return new Opened(listener, -1, Optional.of(e));
      }
    }

    int fd() {
      refusal.ifPresent(e -> {
        throw e;
      });
      return descriptor;
    }

    @Override
    public void close() {
      if (refusal.isEmpty()) {
        Libc.close(descriptor);
      }
    }
  }

  /** @return a socket that accepts or receives, without blocking; an address may come to the namespace later than its listener */
  static int open(Item.Listener listener) {
    int kind = switch (listener.transport()) {
      case TCP -> Libc.SOCK_STREAM;
      case UDP -> Libc.SOCK_DGRAM;
    };
    int fd = Libc.socket(Libc.AF_INET, kind | Libc.SOCK_NONBLOCK, 0);
    try (Arena arena = Arena.ofConfined()) {
      Libc.setOption(fd, Libc.SOL_SOCKET, Libc.SO_REUSEADDR, 1);
      Libc.setOption(fd, Libc.SOL_IP, Libc.IP_FREEBIND, 1);
      listener.device().ifPresent(device -> Libc.setOption(fd, Libc.SOL_SOCKET, Libc.SO_BINDTODEVICE, device));
      if (listener.mark() != 0) {
        Libc.setOption(fd, Libc.SOL_SOCKET, Libc.SO_MARK, listener.mark());
      }
      Libc.bind(fd, address(arena, listener));
      switch (listener.transport()) {
        case TCP -> Libc.listen(fd, BACKLOG);
        case UDP -> {}
      }
      return fd;
    } catch (SystemCallException e) {
      Libc.close(fd);
      throw e;
    }
  }

  /** A {@code sockaddr_in}. */
  private static MemorySegment address(Arena arena, Item.Listener listener) {
    ByteBuffer address = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder()).putShort((short) Libc.AF_INET);
    address.order(ByteOrder.BIG_ENDIAN).putShort((short) listener.port()).putInt((int) Ip.parse(listener.ip()));
    return arena.allocateFrom(ValueLayout.JAVA_BYTE, address.array());
  }
}
