package dev.postern.core.dns;

/** The record types that a question is told apart by. */
public enum RecordType {
  A,
  PTR,
  /** Every type that no name here has records of, AAAA among them. */
  OTHER
}
