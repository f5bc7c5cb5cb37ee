package dev.postern.core.dns;

import java.util.List;

/** What the resolver answers. */
public sealed interface DnsAnswer {
  /**
   * Records of the type that was asked for, all of one name.
   *
   * @param values addresses, or for {@link RecordType#PTR} names without a final dot; never empty
   */
  record Records(RecordType type, int ttlSeconds, List<String> values) implements DnsAnswer {
    public Records {
      values = List.copyOf(values);
    }
  }

  /** The name exists and has no record of this type. */
  record NoData() implements DnsAnswer {}

  record NxDomain() implements DnsAnswer {}

  /** Said to a question that no resolver of AWS takes, such as a zone transfer. */
  record Refused() implements DnsAnswer {}

  /** No answer at all: the client waits in vain. */
  record Silent() implements DnsAnswer {}
}
