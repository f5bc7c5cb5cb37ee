package dev.postern.core.dns;

import java.util.Locale;
import java.util.Optional;

/** The record types that a question is told apart by. */
public enum RecordType {
  A,
  AAAA,
  CAA,
  CNAME,
  MX,
  NS,
  PTR,
  SOA,
  SPF,
  SRV,
  TXT,
  /** Every type that no name here has records of. */
  OTHER;

  /** The type that Route 53 calls so; empty for one that is not built. */
  public static Optional<RecordType> named(String name) {
    for (RecordType type : values()) {
      if (type != OTHER && type.name().equals(name.toUpperCase(Locale.ROOT))) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
