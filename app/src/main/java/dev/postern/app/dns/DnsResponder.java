package dev.postern.app.dns;

import dev.postern.core.dns.DnsAnswer;
import dev.postern.core.dns.DnsResolver;
import dev.postern.core.dns.RecordType;
import dev.postern.core.dns.View;
import dev.postern.core.ip.Ip;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Turns a DNS message into its answer (RFC 1035, EDNS of RFC 6891).
 *
 * <p>The addresses of an answer rotate from one answer to the next, so that clients that take the first one spread.
 */
public final class DnsResponder {
  private static final int UDP_BYTES = 512;
  private static final int EDNS_BYTES = 4096;
  private static final int TCP_BYTES = 65535;
  private static final int BAD_VERSION = 16;

  private final DnsResolver resolver;
  private final AtomicInteger turn = new AtomicInteger();

  public DnsResponder(DnsResolver resolver) {
    this.resolver = resolver;
  }

  /** The answer to a query; empty where none is sent: to what is no query, and from a VPC whose resolver is off. */
  public Optional<byte[]> respond(View view, byte[] query, boolean tcp) {
    Message request;
    try {
      request = new Message(query);
    } catch (IOException _) {
      return unreadable(query);
    }
    Header header = request.getHeader();
    if (header.getFlag(Flags.QR)) {
      return Optional.empty();
    }
    Message response = new Message(header.getID());
    response.getHeader().setFlag(Flags.QR);
    response.getHeader().setFlag(Flags.RA);
    response.getHeader().setOpcode(header.getOpcode());
    if (header.getFlag(Flags.RD)) {
      response.getHeader().setFlag(Flags.RD);
    }
    Optional<OPTRecord> edns = Optional.ofNullable(request.getOPT());
    if (header.getOpcode() != Opcode.QUERY) {
      response.getHeader().setRcode(Rcode.NOTIMP);
    } else if (header.getCount(Section.QUESTION) != 1) {
      response.getHeader().setRcode(Rcode.FORMERR);
    } else if (edns.isPresent() && edns.get().getVersion() != 0) {
      response.addRecord(request.getQuestion(), Section.QUESTION);
      response.getHeader().setRcode(BAD_VERSION & 15);
      response.addRecord(new OPTRecord(EDNS_BYTES, BAD_VERSION >> 4, 0), Section.ADDITIONAL);
      return Optional.of(response.toWire());
    } else if (!answer(view, request.getQuestion(), response)) {
      return Optional.empty();
    }
    edns.ifPresent(_ -> response.addRecord(new OPTRecord(EDNS_BYTES, 0, 0), Section.ADDITIONAL));
    int room = tcp ? TCP_BYTES : Math.max(UDP_BYTES, Math.min(EDNS_BYTES, edns.map(OPTRecord::getPayloadSize).orElse(UDP_BYTES)));
    return Optional.of(response.toWire(room));
  }

  /** Fills in the answer; false when nothing is to be said. */
  private boolean answer(View view, Record question, Message response) {
    response.addRecord(question, Section.QUESTION);
    int type = question.getType();
    boolean transfer = type == Type.AXFR || type == Type.IXFR || type == Type.MAILA || type == Type.MAILB;
    DnsAnswer answer =
        transfer || question.getDClass() != DClass.IN
            ? new DnsAnswer.Refused()
            : resolver.answer(view, question.getName().toString(), recordType(type));
    switch (answer) {
      case DnsAnswer.Records(RecordType kind, int ttl, List<String> values) -> {
        int first = values.size() == 1 ? 0 : Math.floorMod(turn.getAndIncrement(), values.size());
        for (int i = 0; i < values.size(); i++) {
          response.addRecord(record(question.getName(), kind, ttl, values.get((first + i) % values.size())), Section.ANSWER);
        }
      }
      case DnsAnswer.NoData _ -> {}
      case DnsAnswer.NxDomain _ -> response.getHeader().setRcode(Rcode.NXDOMAIN);
      case DnsAnswer.Refused _ -> response.getHeader().setRcode(Rcode.REFUSED);
      case DnsAnswer.Silent _ -> {
        return false;
      }
    }
    return true;
  }

  private static RecordType recordType(int type) {
    return switch (type) {
      case Type.A, Type.ANY -> RecordType.A;
      case Type.PTR -> RecordType.PTR;
      default -> RecordType.OTHER;
    };
  }

  private static Record record(Name name, RecordType type, int ttl, String value) {
    try {
      return switch (type) {
        case A -> {
          int ip = (int) Ip.parse(value);
          byte[] bytes = {(byte) (ip >> 24), (byte) (ip >> 16), (byte) (ip >> 8), (byte) ip};
          yield new ARecord(name, DClass.IN, ttl, InetAddress.getByAddress(bytes));
        }
        case PTR -> new PTRRecord(name, DClass.IN, ttl, Name.fromString(value + "."));
        case OTHER -> throw new IllegalArgumentException("no records of other types: " + value);
      };
    } catch (UnknownHostException | TextParseException e) {
      throw new IllegalArgumentException(value, e);
    }
  }

  /** {@code FORMERR}, where at least the header can be read. */
  private static Optional<byte[]> unreadable(byte[] query) {
    if (query.length < 12 || (query[2] & 0x80) != 0) {
      return Optional.empty();
    }
    Message response = new Message((query[0] & 255) << 8 | query[1] & 255);
    response.getHeader().setFlag(Flags.QR);
    response.getHeader().setRcode(Rcode.FORMERR);
    return Optional.of(response.toWire());
  }
}
