package dev.postern.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.postern.linux.ffm.Errno;
import dev.postern.linux.ffm.Libc;
import dev.postern.linux.ffm.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Sees every packet that passes one device, in both directions, and takes none away: see packet(7). For one thread. */
public final class PacketSocket implements AutoCloseable {
  /** The longest packet that is kept whole; segments over veth pairs are longer than any MTU. */
  public static final int LONGEST = 256 << 10;

  private static final int TIMEOUT_MILLIS = 200;
  private static final int BUFFER = 64 << 20;
  private static final short ALL_PROTOCOLS = 3;

  private final int fd;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer = arena.allocate(LONGEST);
  private final MemorySegment time = arena.allocate(JAVA_LONG, 2);

  private PacketSocket(int fd) {
    this.fd = fd;
  }

  /**
   * One packet with its Ethernet header.
   *
   * @param seconds and nanos since 1970, when the kernel saw it
   * @param bytes valid until the next is read
   * @param length of the whole packet, of which {@code bytes} may be the beginning
   */
  public record Packet(long seconds, int nanos, ByteBuffer bytes, int length) {}

  /**
   * Opens one on a device of the calling thread's namespace; it may be read elsewhere.
   *
   * @throws SystemCallException {@code ENODEV} when there is no such device, {@code EPERM} without the right to see packets
   */
  public static PacketSocket open(String device) {
    int index = Libc.interfaceIndex(device);
    // With no protocol it sees nothing before it is bound, so nothing of another device.
    PacketSocket socket = new PacketSocket(Libc.socket(Libc.AF_PACKET, Libc.SOCK_RAW, 0));
    try {
      socket.enlarge();
      Libc.setReceiveTimeout(socket.fd, TIMEOUT_MILLIS);
      socket.stamped();
      ByteBuffer address = ByteBuffer.allocate(20).order(ByteOrder.nativeOrder()).putShort((short) Libc.AF_PACKET);
      address.order(ByteOrder.BIG_ENDIAN).putShort(ALL_PROTOCOLS).order(ByteOrder.nativeOrder()).putInt(index);
      Libc.bind(socket.fd, socket.arena.allocateFrom(JAVA_BYTE, address.array()));
      return socket;
    } catch (SystemCallException e) {
      socket.close();
      throw e;
    }
  }

  /** Beyond the machine's limit only the host's own root may. */
  private void enlarge() {
    try {
      Libc.setOption(fd, Libc.SOL_SOCKET, Libc.SO_RCVBUFFORCE, BUFFER);
    } catch (SystemCallException _) {
      Libc.setOption(fd, Libc.SOL_SOCKET, Libc.SO_RCVBUF, BUFFER);
    }
  }

  /** Asked once before the first packet, the kernel notes the time of each. */
  private void stamped() {
    try {
      Libc.receivedAt(fd, time);
    } catch (SystemCallException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  /** @return the next packet, or none when none comes for a fifth of a second */
  public Optional<Packet> next() {
    long length;
    try {
      length = Libc.receive(fd, buffer, Libc.MSG_TRUNC);
    } catch (SystemCallException e) {
      if (e.errno() == Errno.EAGAIN) {
        return Optional.empty();
      }
      throw e;
    }
    Libc.receivedAt(fd, time);
    long kept = Math.min(length, LONGEST);
    return Optional.of(new Packet(time.getAtIndex(JAVA_LONG, 0), (int) time.getAtIndex(JAVA_LONG, 1), buffer.asSlice(0, kept).asByteBuffer(), (int) length));
  }

  /** How many packets found no room since this was last asked, because nobody read fast enough. */
  public long lost() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment statistics = arena.allocate(JAVA_INT, 2);
      Libc.getOption(fd, Libc.SOL_PACKET, Libc.PACKET_STATISTICS, statistics);
      return Integer.toUnsignedLong(statistics.getAtIndex(JAVA_INT, 1));
    }
  }

  @Override
  public void close() {
    Libc.close(fd);
    arena.close();
  }
}
