package dev.postern.linux.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** System calls by their C names. Each throws {@link SystemCallException} with the call's own error number. */
public final class Libc {
  public static final int AF_INET = 2;
  public static final int AF_NETLINK = 16;
  public static final int AF_PACKET = 17;
  public static final int SOCK_STREAM = 1;
  public static final int SOCK_DGRAM = 2;
  public static final int SOCK_RAW = 3;
  public static final int SOCK_NONBLOCK = 0x800;
  public static final int SOCK_CLOEXEC = 0x80000;
  public static final int SOL_IP = 0;
  public static final int SOL_SOCKET = 1;
  public static final int SOL_PACKET = 263;
  public static final int SOL_NETLINK = 270;
  public static final int SO_REUSEADDR = 2;
  public static final int SO_RCVBUF = 8;
  public static final int SO_RCVBUFFORCE = 33;
  public static final int SO_BINDTODEVICE = 25;
  public static final int SO_MARK = 36;
  public static final int IP_FREEBIND = 15;
  public static final int PACKET_STATISTICS = 6;
  public static final int MSG_TRUNC = 0x20;
  public static final int MSG_DONTWAIT = 0x40;
  public static final int CLONE_NEWNET = 0x40000000;
  private static final int CLONE_FILES = 0x400;
  private static final int SO_RCVTIMEO = 20;
  private static final long SIOCGSTAMPNS = 0x8907;
  private static final int O_WRONLY = 1;
  private static final int O_CLOEXEC = 0x80000;
  private static final int F_DUPFD_CLOEXEC = 1030;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle UNSHARE = call("unshare", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle SETNS = call("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle SOCKET = call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle BIND = call("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle LISTEN = call("listen", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle SETSOCKOPT =
      call("setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle GETSOCKOPT =
      call("getsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle IOCTL = call("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), Linker.Option.firstVariadicArg(2));
  private static final MethodHandle IF_NAMETOINDEX = call("if_nametoindex", FunctionDescriptor.of(JAVA_INT, ADDRESS));
  private static final MethodHandle SEND = call("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle RECV = call("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle OPEN = call("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle WRITE = call("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle FCNTL =
      call("fcntl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT), Linker.Option.firstVariadicArg(2));
  private static final MethodHandle STRERROR =
      LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

  private Libc() {}

  /** Moves the calling thread alone into a new network namespace. */
  public static void unshareNetwork() {
    call("unshare network namespace", state -> (int) UNSHARE.invokeExact(state, CLONE_NEWNET));
  }

  /** Gives the calling thread alone a descriptor table of its own, a copy of the process's as it is now. */
  public static void unshareDescriptors() {
    call("unshare descriptor table", state -> (int) UNSHARE.invokeExact(state, CLONE_FILES));
  }

  /** Moves the calling thread alone into the network namespace that {@code fd} stands for. */
  public static void enterNetwork(int fd) {
    call("enter network namespace", state -> (int) SETNS.invokeExact(state, fd, CLONE_NEWNET));
  }

  public static int socket(int domain, int type, int protocol) {
    return (int) call("open socket", state -> (int) SOCKET.invokeExact(state, domain, type | SOCK_CLOEXEC, protocol));
  }

  public static void bind(int fd, MemorySegment address) {
    call("bind", state -> (int) BIND.invokeExact(state, fd, address, (int) address.byteSize()));
  }

  public static void listen(int fd, int backlog) {
    call("listen", state -> (int) LISTEN.invokeExact(state, fd, backlog));
  }

  public static void setOption(int fd, int level, int option, int value) {
    try (Arena arena = Arena.ofConfined()) {
      setOption(fd, level, option, arena.allocateFrom(JAVA_INT, value));
    }
  }

  public static void setOption(int fd, int level, int option, String value) {
    try (Arena arena = Arena.ofConfined()) {
      setOption(fd, level, option, arena.allocateFrom(value));
    }
  }

  private static void setOption(int fd, int level, int option, MemorySegment value) {
    call("set socket option " + option, state -> (int) SETSOCKOPT.invokeExact(state, fd, level, option, value, (int) value.byteSize()));
  }

  /** Lets a receiving call end with {@code EAGAIN} after so long without a packet. */
  public static void setReceiveTimeout(int fd, int millis) {
    try (Arena arena = Arena.ofConfined()) {
      setOption(fd, SOL_SOCKET, SO_RCVTIMEO, arena.allocateFrom(JAVA_LONG, millis / 1000, millis % 1000 * 1000L));
    }
  }

  /** Fills {@code value} with what an option says. */
  public static void getOption(int fd, int level, int option, MemorySegment value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment length = arena.allocateFrom(JAVA_INT, (int) value.byteSize());
      call("get socket option " + option, state -> (int) GETSOCKOPT.invokeExact(state, fd, level, option, value, length));
    }
  }

  /** Fills a {@code timespec} with when the last packet that was received had come; {@code ENOENT} when none was. */
  public static void receivedAt(int fd, MemorySegment timespec) {
    call("read time of packet", state -> (int) IOCTL.invokeExact(state, fd, SIOCGSTAMPNS, timespec));
  }

  /** The number of a device in the namespace of the calling thread. */
  public static int interfaceIndex(String device) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(device);
      return (int) call("find device " + device, state -> {
        int index = (int) IF_NAMETOINDEX.invokeExact(state, name);
        return index == 0 ? -1 : index;
      });
    }
  }

  public static void send(int fd, MemorySegment bytes) {
    call("send", state -> (long) SEND.invokeExact(state, fd, bytes, bytes.byteSize(), 0));
  }

  /** Receives one datagram. @return its length, cut off at the buffer's */
  public static long receive(int fd, MemorySegment buffer, int flags) {
    return call("receive", state -> (long) RECV.invokeExact(state, fd, buffer, buffer.byteSize(), flags));
  }

  public static int openForReading(String path) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(path);
      return (int) call("open " + path, state -> (int) OPEN.invokeExact(state, name, O_CLOEXEC));
    }
  }

  /** Writes a whole small file, such as a sysctl, in one call. */
  public static void writeFile(String path, String text) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(path);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      MemorySegment content = arena.allocate(bytes.length);
      MemorySegment.copy(bytes, 0, content, JAVA_BYTE, 0, bytes.length);
      int fd = (int) call("open " + path, state -> (int) OPEN.invokeExact(state, name, O_WRONLY | O_CLOEXEC));
      try {
        call("write " + path, state -> (long) WRITE.invokeExact(state, fd, content, content.byteSize()));
      } finally {
        close(fd);
      }
    }
  }

  public static void close(int fd) {
    call("close", state -> (int) CLOSE.invokeExact(state, fd));
  }

  public static int duplicate(int fd) {
    return (int) call("duplicate descriptor", state -> (int) FCNTL.invokeExact(state, fd, F_DUPFD_CLOEXEC, 3));
  }

  static String strerror(int errno) {
    try {
      return ((MemorySegment) STRERROR.invokeExact(errno)).reinterpret(256).getString(0);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  private static MethodHandle call(String name, FunctionDescriptor type, Linker.Option... options) {
    Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = Linker.Option.captureCallState("errno");
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, all);
  }

  private interface Call {
    long run(MemorySegment state) throws Throwable;
  }

  /** A call again after a signal, as {@code TEMP_FAILURE_RETRY} does in C. */
  private static long call(String step, Call call) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      while (true) {
        long result = call.run(state);
        if (result >= 0) {
          return result;
        }
        int errno = (int) ERRNO.get(state, 0L);
        if (errno != Errno.EINTR) {
          throw new SystemCallException(step, errno);
        }
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }
}
