package dev.postern.app.dns;

import dev.postern.core.dns.DnsAnswer;
import dev.postern.core.dns.DnsResolver;
import dev.postern.core.dns.RecordSet;
import dev.postern.core.dns.RecordType;
import dev.postern.core.dns.View;
import dev.postern.core.ip.Ip;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * The answer to one DNS message (RFC 1035, EDNS of RFC 6891).
 *
 * @param turns how many orders its records have: the next answer to the same question has the next one, so that clients that take the first
 *     address spread
 */
record Response(byte[] message, int turns) {
  private static final int UDP_BYTES = 512;
  private static final int EDNS_BYTES = 4096;
  private static final int TCP_BYTES = 65535;
  private static final int BAD_VERSION = 16;

  /** The answer to a query; empty where none is sent: to what is no query, and from a VPC whose resolver is off. */
  static Optional<Response> of(DnsResolver resolver, View view, byte[] query, boolean tcp, int turn) {
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
    int turns = 1;
    if (header.getOpcode() != Opcode.QUERY) {
      response.getHeader().setRcode(Rcode.NOTIMP);
    } else if (header.getCount(Section.QUESTION) != 1) {
      response.getHeader().setRcode(Rcode.FORMERR);
    } else if (edns.isPresent() && edns.get().getVersion() != 0) {
      response.addRecord(request.getQuestion(), Section.QUESTION);
      response.getHeader().setRcode(BAD_VERSION & 15);
      response.addRecord(new OPTRecord(EDNS_BYTES, BAD_VERSION >> 4, 0), Section.ADDITIONAL);
      return Optional.of(new Response(response.toWire(), 1));
    } else {
      DnsAnswer answer = answer(resolver, view, request.getQuestion());
      if (answer instanceof DnsAnswer.Silent) {
        return Optional.empty();
      }
      turns = answer instanceof DnsAnswer.Records records ? records.values().size() : 1;
      fill(response, request.getQuestion(), answer, turn);
    }
    edns.ifPresent(_ -> response.addRecord(new OPTRecord(EDNS_BYTES, 0, 0), Section.ADDITIONAL));
    int room = tcp ? TCP_BYTES : Math.max(UDP_BYTES, Math.min(EDNS_BYTES, edns.map(OPTRecord::getPayloadSize).orElse(UDP_BYTES)));
    return Optional.of(new Response(response.toWire(room), turns));
  }

  private static DnsAnswer answer(DnsResolver resolver, View view, Record question) {
    int type = question.getType();
    boolean transfer = type == Type.AXFR || type == Type.IXFR || type == Type.MAILA || type == Type.MAILB;
    return transfer || question.getDClass() != DClass.IN
        ? new DnsAnswer.Refused()
        : resolver.answer(view, question.getName().toString(), recordType(type));
  }

  private static void fill(Message response, Record question, DnsAnswer answer, int turn) {
    response.addRecord(question, Section.QUESTION);
    switch (answer) {
      case DnsAnswer.Records(List<RecordSet> sets) -> {
        sets.subList(0, sets.size() - 1).forEach(alias -> add(response, question, alias, alias.values()));
        List<String> values = sets.getLast().values();
        int first = Math.floorMod(turn, values.size());
        List<String> turned = new ArrayList<>(values.subList(first, values.size()));
        turned.addAll(values.subList(0, first));
        add(response, question, sets.getLast(), turned);
      }
      case DnsAnswer.NoData(List<RecordSet> aliases) -> aliases.forEach(alias -> add(response, question, alias, alias.values()));
      case DnsAnswer.NxDomain(List<RecordSet> aliases) -> {
        aliases.forEach(alias -> add(response, question, alias, alias.values()));
        response.getHeader().setRcode(Rcode.NXDOMAIN);
      }
      case DnsAnswer.ServerFailure _ -> response.getHeader().setRcode(Rcode.SERVFAIL);
      case DnsAnswer.Refused _ -> response.getHeader().setRcode(Rcode.REFUSED);
      case DnsAnswer.Silent _ -> throw new IllegalArgumentException("nothing to be said");
    }
  }

  private static void add(Message response, Record question, RecordSet set, List<String> values) {
    try {
      Name asked = question.getName();
      Name setName = Name.fromString(set.name(), Name.root);
      // The letters' case is the asker's: some compare it (draft-vixie-dnsext-dns0x20).
      Name owner = setName.equals(asked) ? asked : setName;
      for (String value : values) {
        response.addRecord(record(owner, set.type(), set.ttlSeconds(), value), Section.ANSWER);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(set.toString(), e);
    }
  }

  private static Record record(Name owner, RecordType type, int ttl, String value) throws IOException {
    if (type == RecordType.A) {
      int ip = (int) Ip.parse(value);
      byte[] bytes = {(byte) (ip >> 24), (byte) (ip >> 16), (byte) (ip >> 8), (byte) ip};
      return new ARecord(owner, DClass.IN, ttl, InetAddress.getByAddress(bytes));
    }
    return Record.fromString(owner, Type.value(type.name()), DClass.IN, ttl, value, Name.root);
  }

  private static RecordType recordType(int type) {
    return type == Type.ANY ? RecordType.A : RecordType.named(Type.string(type)).orElse(RecordType.OTHER);
  }

  /** {@code FORMERR}, where at least the header can be read. */
  private static Optional<Response> unreadable(byte[] query) {
    if (query.length < 12 || (query[2] & 0x80) != 0) {
      return Optional.empty();
    }
    Message response = new Message((query[0] & 255) << 8 | query[1] & 255);
    response.getHeader().setFlag(Flags.QR);
    response.getHeader().setRcode(Rcode.FORMERR);
    return Optional.of(new Response(response.toWire(), 1));
  }
}
