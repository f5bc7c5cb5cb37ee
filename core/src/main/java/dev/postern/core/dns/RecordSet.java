package dev.postern.core.dns;

import java.util.List;

/**
 * The records of one name and type, as an answer holds them.
 *
 * @param name lower case, without a final dot
 * @param values in the form of a zone file (RFC 1035, 5.1), where every name is a full one, with or without the final dot; never empty
 */
public record RecordSet(String name, RecordType type, int ttlSeconds, List<String> values) {
  public RecordSet {
    values = List.copyOf(values);
  }
}
