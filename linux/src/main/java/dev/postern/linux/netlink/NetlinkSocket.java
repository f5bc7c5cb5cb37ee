package dev.postern.linux.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.postern.linux.ffm.Errno;
import dev.postern.linux.ffm.Libc;
import dev.postern.linux.ffm.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A netlink socket. It belongs to the network namespace of the thread that opened it and may be used from any thread, by one at a time.
 *
 * <p>A batch is one {@code send}; only its last message asks for an acknowledgement, since the kernel answers refusals in any case and
 * works through a batch before {@code send} returns. Batches are kept small enough for the answers to fit the receive buffer even when
 * all are refused: no privilege is needed for a larger one.
 */
public final class NetlinkSocket implements AutoCloseable {
  static final int ROUTE = 0;
  static final int NETFILTER = 12;
  private static final int NETLINK_ADD_MEMBERSHIP = 1;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int NETLINK_GET_STRICT_CHK = 12;
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int NLM_F_CAPPED = 0x100;
  private static final int NLM_F_ACK_TLVS = 0x200;
  private static final int NLMSGERR_ATTR_MSG = 1;
  private static final int BATCH_MESSAGES = 100;
  private static final int BATCH_BYTES = 48 * 1024;
  private static final int RECEIVE_BYTES = 212_992;
  private static final int SOCKADDR_NL_BYTES = 12;

  private final int fd;
  private final MemorySegment out;
  private final MemorySegment in;
  private int sequence;

  /** @param port the socket's address, which the kernel puts into what it tells others of our changes; 0 for any */
  NetlinkSocket(int protocol, int port, Buffers buffers) {
    out = buffers.out;
    in = buffers.in;
    fd = Libc.socket(Libc.AF_NETLINK, Libc.SOCK_RAW, protocol);
    try (Arena arena = Arena.ofConfined()) {
      // Doubled by the kernel, and the most that needs no privilege.
      Libc.setOption(fd, Libc.SOL_SOCKET, Libc.SO_RCVBUF, RECEIVE_BYTES);
      // A socket that is not bound is passed over by what the kernel tells its groups.
      MemorySegment address = arena.allocate(SOCKADDR_NL_BYTES);
      address.set(JAVA_SHORT, 0, (short) Libc.AF_NETLINK);
      address.set(JAVA_INT, 4, port);
      Libc.bind(fd, address);
      Libc.setOption(fd, Libc.SOL_NETLINK, NETLINK_CAP_ACK, 1);
      Libc.setOption(fd, Libc.SOL_NETLINK, NETLINK_EXT_ACK, 1);
      if (protocol == ROUTE) {
        Libc.setOption(fd, Libc.SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
      }
    } catch (SystemCallException e) {
      close();
      throw e;
    }
  }

  /** Hears what others change from now on. */
  void join(int group) {
    Libc.setOption(fd, Libc.SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group);
  }

  /** Takes one message of what was heard. */
  interface Listener {
    void message(int type, int port, ByteBuffer body);
  }

  /** Gives what was heard since the last call. @return false when some of it was lost, because too much came */
  boolean heard(Listener listener) {
    boolean whole = true;
    while (true) {
      try {
        long length = Libc.receive(fd, in, Libc.MSG_DONTWAIT);
        ByteBuffer heard = in.asSlice(0, length).asByteBuffer().order(ByteOrder.nativeOrder());
        while (heard.remaining() >= Message.HEADER) {
          Answer message = Answer.next(heard);
          listener.message(message.type, message.port, message.body);
        }
      } catch (SystemCallException e) {
        switch (e.errno()) {
          case Errno.EAGAIN -> {
            return whole;
          }
          case Errno.ENOBUFS -> whole = false;
          default -> throw e;
        }
      }
    }
  }

  /** Sends requests in order. A refused one does not stop the rest. @return the refused ones by their position */
  SortedMap<Integer, Refusal> send(List<byte[]> requests) {
    SortedMap<Integer, Refusal> refused = new TreeMap<>();
    int next = 0;
    while (next < requests.size()) {
      int first = next;
      int bytes = 0;
      ByteBuffer batch = out.asByteBuffer().order(ByteOrder.nativeOrder());
      int start = 0;
      while (next < requests.size() && next - first < BATCH_MESSAGES && bytes + requests.get(next).length <= BATCH_BYTES) {
        start = batch.position();
        batch.put(requests.get(next)).putInt(start + 8, sequence + next - first);
        bytes = batch.position();
        next++;
      }
      batch.putShort(start + 6, (short) (batch.getShort(start + 6) | Message.ACK));
      int from = sequence;
      sequence += next - first;
      Libc.send(fd, out.asSlice(0, bytes));
      acknowledge(from, next - first, first, refused);
    }
    return refused;
  }

  private void acknowledge(int from, int count, int first, SortedMap<Integer, Refusal> refused) {
    boolean done = false;
    while (!done) {
      ByteBuffer answer = receive();
      while (answer.remaining() >= Message.HEADER) {
        Answer message = Answer.next(answer);
        int position = message.sequence - from;
        if (message.type == NLMSG_ERROR && position >= 0 && position < count) {
          refusal(message).ifPresent(r -> refused.put(first + position, r));
          done |= position == count - 1;
        }
      }
    }
  }

  /** Takes one message of an answer. */
  interface Reader {
    void message(ByteBuffer body);
  }

  /** Asks for one thing or a dump, and reads the answer's messages. @throws SystemCallException when refused */
  void ask(String step, byte[] request, Reader reader) {
    int number = sequence++;
    ByteBuffer header = ByteBuffer.wrap(request).order(ByteOrder.nativeOrder());
    boolean dump = (header.getShort(6) & Message.DUMP) == Message.DUMP;
    header.putInt(8, number);
    if (!dump) {
      header.putShort(6, (short) (header.getShort(6) | Message.ACK));
    }
    MemorySegment.copy(request, 0, out, JAVA_BYTE, 0, request.length);
    Libc.send(fd, out.asSlice(0, request.length));
    while (true) {
      ByteBuffer answer = receive();
      while (answer.remaining() >= Message.HEADER) {
        Answer message = Answer.next(answer);
        if (message.sequence != number) {
          continue;
        }
        if (message.type == NLMSG_ERROR || message.type == NLMSG_DONE) {
          refusal(message).ifPresent(r -> {
            throw new SystemCallException(step, r.errno());
          });
          return;
        }
        reader.message(message.body);
      }
    }
  }

  /** One message of what came in. */
  private record Answer(int type, int flags, int sequence, int port, ByteBuffer body) {
    static Answer next(ByteBuffer buffer) {
      int start = buffer.position();
      int length = buffer.getInt(start);
      ByteBuffer body = buffer.slice(start + Message.HEADER, length - Message.HEADER).order(ByteOrder.nativeOrder());
      buffer.position(Math.min(buffer.limit(), start + (length + 3 & ~3)));
      return new Answer(buffer.getShort(start + 4), buffer.getShort(start + 6), buffer.getInt(start + 8), buffer.getInt(start + 12), body);
    }
  }

  private static Optional<Refusal> refusal(Answer answer) {
    int errno = answer.body.remaining() >= 4 ? -answer.body.getInt(0) : 0;
    if (errno == 0) {
      return Optional.empty();
    }
    String detail = "";
    if ((answer.flags & NLM_F_ACK_TLVS) != 0 && answer.type == NLMSG_ERROR) {
      int copied = (answer.flags & NLM_F_CAPPED) != 0 ? Message.HEADER : answer.body.getInt(4);
      detail = Attributes.read(answer.body.position(4 + (copied + 3 & ~3))).text(NLMSGERR_ATTR_MSG).orElse("");
    }
    return Optional.of(new Refusal(errno, detail));
  }

  private ByteBuffer receive() {
    long length = Libc.receive(fd, in, 0);
    return in.asSlice(0, length).asByteBuffer().order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() {
    Libc.close(fd);
  }
}
