package dev.postern.core.dns;

import java.util.List;
import java.util.stream.Stream;

/** What the resolver answers. */
public sealed interface DnsAnswer {
  /**
   * What was asked for.
   *
   * @param sets the aliases on the way from the name that was asked, each a {@link RecordType#CNAME}, and last the records of the type asked for
   */
  record Records(List<RecordSet> sets) implements DnsAnswer {
    public Records {
      sets = List.copyOf(sets);
    }

    /** Without an alias on the way. */
    static Records of(String name, RecordType type, int ttlSeconds, List<String> values) {
      return new Records(List.of(new RecordSet(name, type, ttlSeconds, values)));
    }

    /** The values of the type that was asked for. */
    public List<String> values() {
      return sets.getLast().values();
    }
  }

  /**
   * The name exists and has no record of this type.
   *
   * @param aliases on the way from the name that was asked to the one that is meant
   */
  record NoData(List<RecordSet> aliases) implements DnsAnswer {
    public NoData {
      aliases = List.copyOf(aliases);
    }

    public NoData() {
      this(List.of());
    }
  }

  /** There is no such name. @param aliases on the way from the name that was asked to the one that is not there (RFC 6604) */
  record NxDomain(List<RecordSet> aliases) implements DnsAnswer {
    public NxDomain {
      aliases = List.copyOf(aliases);
    }

    public NxDomain() {
      this(List.of());
    }
  }

  /** The aliases lead in a circle, or too far. */
  record ServerFailure() implements DnsAnswer {}

  /** Said to a question that no resolver of AWS takes, such as a zone transfer. */
  record Refused() implements DnsAnswer {}

  /** No answer at all: the client waits in vain. */
  record Silent() implements DnsAnswer {}

  /** This answer to whoever asked for a name of which {@code alias} is the CNAME record. */
  default DnsAnswer behind(RecordSet alias) {
    return switch (this) {
      case Records(List<RecordSet> sets) -> new Records(Stream.concat(Stream.of(alias), sets.stream()).toList());
      case NoData(List<RecordSet> aliases) -> new NoData(Stream.concat(Stream.of(alias), aliases.stream()).toList());
      case NxDomain(List<RecordSet> aliases) -> new NxDomain(Stream.concat(Stream.of(alias), aliases.stream()).toList());
      case ServerFailure _, Refused _, Silent _ -> this;
    };
  }
}
