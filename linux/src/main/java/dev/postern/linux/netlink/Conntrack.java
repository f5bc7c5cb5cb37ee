package dev.postern.linux.netlink;

import dev.postern.linux.ffm.Errno;
import dev.postern.linux.ffm.SystemCallException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads and ends the tracked connections of the namespace it was opened in: {@code linux/netfilter/nfnetlink_conntrack.h}. */
public final class Conntrack implements AutoCloseable {
  private static final int GET = 1 << 8 | 1;
  private static final int DELETE = 1 << 8 | 2;
  private static final int AF_INET = 2;
  private static final int TUPLE_ORIGINAL = 1;
  private static final int TUPLE_REPLY = 2;
  private static final int TUPLE_IP = 1;
  private static final int TUPLE_PROTO = 2;
  private static final int IP_SOURCE = 1;
  private static final int IP_DESTINATION = 2;
  private static final int PROTO_NUMBER = 1;
  private static final int PROTO_SOURCE_PORT = 2;
  private static final int PROTO_DESTINATION_PORT = 3;
  private static final int PROTO_INFO = 4;
  private static final int INFO_TCP = 1;
  private static final int TCP_STATE = 1;
  /** {@code TCP_CONNTRACK_TIME_WAIT}; only {@code CLOSE} comes after it. */
  private static final int TIME_WAIT = 7;
  private static final int ID = 12;
  private static final int NESTED = 0x8000;

  private final NetlinkSocket socket = new NetlinkSocket(NetlinkSocket.NETFILTER, 0, new Buffers());

  public List<Connection> read() {
    List<Connection> connections = new ArrayList<>();
    dump((connection, _) -> connections.add(connection));
    return connections;
  }

  /** Ends those that match; the next packet of one starts anew. @return how many */
  public int end(Predicate<Connection> which) {
    List<byte[]> requests = new ArrayList<>();
    dump((connection, attributes) -> {
      if (which.test(connection)) {
        requests.add(header(DELETE, 0)
            .attribute(TUPLE_ORIGINAL | NESTED, Attributes.bytes(attributes.get(TUPLE_ORIGINAL).orElseThrow()))
            .attribute(ID, Attributes.bytes(attributes.get(ID).orElseThrow())).bytes());
      }
    });
    Map<Integer, Refusal> refused = socket.send(requests);
    refused.values().stream().filter(refusal -> refusal.errno() != Errno.ENOENT).findFirst().ifPresent(refusal -> {
      throw new SystemCallException("end tracked connection", refusal.errno());
    });
    return requests.size() - refused.size();
  }

  private interface Sink {
    void connection(Connection connection, Attributes attributes);
  }

  private void dump(Sink sink) {
    socket.ask("read tracked connections", header(GET, Message.DUMP).bytes(), body -> {
      Attributes attributes = Attributes.read(body.position(4));
      Optional<Attributes> original = attributes.nested(TUPLE_ORIGINAL);
      Optional<Attributes> reply = attributes.nested(TUPLE_REPLY);
      if (original.isPresent() && reply.isPresent()) {
        int protocol = original.get().nested(TUPLE_PROTO).flatMap(proto -> proto.get(PROTO_NUMBER)).map(b -> b.get(0) & 255).orElse(0);
        sink.connection(new Connection(protocol, flow(original.get()), flow(reply.get()), isOver(attributes)), attributes);
      }
    });
  }

  /** A request's fixed part is an {@code nfgenmsg}. */
  private static Message header(int type, int flags) {
    return new Message(type, flags).u8(AF_INET).u8(0).u16(0);
  }

  private static Connection.Flow flow(Attributes tuple) {
    Attributes ip = tuple.nested(TUPLE_IP).orElse(new Attributes(Map.of()));
    Attributes proto = tuple.nested(TUPLE_PROTO).orElse(new Attributes(Map.of()));
    return new Connection.Flow(ip.ip(IP_SOURCE).orElse(""), port(proto.get(PROTO_SOURCE_PORT)),
        ip.ip(IP_DESTINATION).orElse(""), port(proto.get(PROTO_DESTINATION_PORT)));
  }

  private static boolean isOver(Attributes attributes) {
    return attributes.nested(PROTO_INFO).flatMap(info -> info.nested(INFO_TCP)).flatMap(tcp -> tcp.get(TCP_STATE)).map(state -> state.get(0) >= TIME_WAIT)
        .orElse(false);
  }

  private static int port(Optional<ByteBuffer> bytes) {
    return bytes.map(b -> (b.get(0) & 255) << 8 | b.get(1) & 255).orElse(0);
  }

  @Override
  public void close() {
    socket.close();
  }
}
