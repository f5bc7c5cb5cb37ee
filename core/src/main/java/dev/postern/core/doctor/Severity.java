package dev.postern.core.doctor;

/** How bad a finding is, the worst first. */
public enum Severity {
  /** What is there for somebody's use cannot be used by anybody, or not by those whom a network ACL or a missing route keeps away. */
  ERROR,
  /** Some are kept away, or packets take another way than somebody meant, or a failure would end more than it must. */
  WARNING,
  /** Works, and costs more than it must. */
  INFO
}
