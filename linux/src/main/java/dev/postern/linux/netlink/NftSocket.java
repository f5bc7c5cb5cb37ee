package dev.postern.linux.netlink;

import dev.postern.linux.ffm.Errno;
import dev.postern.linux.ffm.SystemCallException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks nftables about the namespace it was opened in: the number that it raises with every change anybody makes to the rules, and what
 * its sets and named counters have counted. See {@code linux/netfilter/nf_tables.h}.
 */
public final class NftSocket implements AutoCloseable {
  private static final int SUBSYSTEM = 10 << 8;
  private static final int GET_ELEMENTS = SUBSYSTEM | 13;
  private static final int GET_GENERATION = SUBSYSTEM | 16;
  private static final int GET_OBJECTS = SUBSYSTEM | 19;
  private static final int NFPROTO_IPV4 = 2;
  private static final int NFTA_GEN_ID = 1;
  private static final int LIST_TABLE = 1;
  private static final int LIST_SET = 2;
  private static final int LIST_ELEMENTS = 3;
  private static final int ELEMENT_KEY = 1;
  private static final int ELEMENT_EXPRESSION = 7;
  private static final int DATA_VALUE = 1;
  private static final int EXPRESSION_NAME = 1;
  private static final int EXPRESSION_DATA = 2;
  private static final int OBJECT_TABLE = 1;
  private static final int OBJECT_NAME = 2;
  private static final int OBJECT_TYPE = 3;
  private static final int OBJECT_DATA = 4;
  private static final int TYPE_COUNTER = 1;
  private static final int COUNTER_BYTES = 1;
  private static final int COUNTER_PACKETS = 2;

  private final NetlinkSocket socket;

  public NftSocket(Buffers buffers) {
    socket = new NetlinkSocket(NetlinkSocket.NETFILTER, 0, buffers);
  }

  public int generation() {
    int[] generation = new int[1];
    socket.ask("read nftables generation", new Message(GET_GENERATION, 0).u32(0).bytes(), body ->
        generation[0] = Attributes.read(body.position(4)).be32(NFTA_GEN_ID).orElse(0));
    return generation[0];
  }

  /**
   * What the elements of a set have counted, where each has a counter; empty when there is no such set. While somebody changes the set an
   * element may be missing from the answer.
   *
   * @return by key: each field of 4 bytes as an IPv4 address, others as text, fields joined by {@code " . "}
   */
  public Optional<Map<String, Count>> elements(String table, String set) {
    return entries(table, set).map(entries -> {
      Map<String, Count> counts = new HashMap<>();
      entries.forEach(e -> e.count().ifPresent(count -> counts.put(key(e.key()), count)));
      return counts;
    });
  }

  /**
   * An element of a set as the kernel has it.
   *
   * @param key its fields one after the other, each filled up with zeros to a multiple of four bytes
   */
  public record Entry(byte[] key, Optional<Count> count) {}

  /** The elements of a set; empty when there is no such set. */
  public Optional<List<Entry>> entries(String table, String set) {
    List<Entry> entries = new ArrayList<>();
    byte[] request = header(GET_ELEMENTS).attribute(LIST_TABLE, table).attribute(LIST_SET, set).bytes();
    try {
      socket.ask("read set " + set, request, body ->
          Attributes.read(body.position(4)).get(LIST_ELEMENTS).ifPresent(list -> Attributes.each(list, (_, element) -> entry(element).ifPresent(entries::add))));
    } catch (SystemCallException e) {
      if (e.errno() == Errno.ENOENT) {
        return Optional.empty();
      }
      throw e;
    }
    return Optional.of(entries);
  }

  /** The named counters of a table; none when there is no such table. */
  public Map<String, Count> counters(String table) {
    Map<String, Count> counts = new HashMap<>();
    socket.ask("read named counters", header(GET_OBJECTS).attribute(OBJECT_TABLE, table).bytes(), body -> {
      Attributes object = Attributes.read(body.position(4));
      // Kernels filter by table only when a type is given too, and then the type is the answer's anyway.
      boolean wanted = object.be32(OBJECT_TYPE).orElse(0) == TYPE_COUNTER && object.text(OBJECT_TABLE).orElse("").equals(table);
      if (wanted) {
        object.nested(OBJECT_DATA).ifPresent(data -> counts.put(object.text(OBJECT_NAME).orElse(""), count(data)));
      }
    });
    return counts;
  }

  private static Optional<Entry> entry(ByteBuffer bytes) {
    Optional<String> expression = Attributes.find(bytes, ELEMENT_EXPRESSION, EXPRESSION_NAME).map(Attributes::bytes).map(Attributes::text);
    Optional<ByteBuffer> counter = Attributes.find(bytes, ELEMENT_EXPRESSION, EXPRESSION_DATA);
    Optional<ByteBuffer> key = Attributes.find(bytes, ELEMENT_KEY, DATA_VALUE);
    Optional<Count> count = counter.filter(_ -> expression.filter("counter"::equals).isPresent()).map(c -> count(Attributes.read(c)));
    return key.map(k -> new Entry(Attributes.bytes(k), count));
  }

  /** Four bytes are an address, eight are two: nftables pads a device's name to sixteen. */
  private static String key(byte[] bytes) {
    if (bytes.length % 4 == 0 && bytes.length <= 8) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < bytes.length; i++) {
        text.append(i == 0 ? "" : i % 4 == 0 ? " . " : ".").append(bytes[i] & 255);
      }
      return text.toString();
    }
    return Attributes.text(bytes);
  }

  private static Count count(Attributes counter) {
    return new Count(counter.be64(COUNTER_PACKETS).orElse(0L), counter.be64(COUNTER_BYTES).orElse(0L));
  }

  /** A request's fixed part is an {@code nfgenmsg}. */
  private static Message header(int type) {
    return new Message(type, Message.DUMP).u8(NFPROTO_IPV4).u8(0).u16(0);
  }

  @Override
  public void close() {
    socket.close();
  }
}
