package dev.postern.app.meter;

/**
 * A counter of the kernel as it stood when it was read.
 *
 * @param counter names the counter itself, so that two that count for one quantity are told apart
 */
record Reading(Subject subject, Quantity quantity, String counter, long value) {}
