package dev.postern.core.ip;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** An IPv4 block: its first address as an unsigned 32-bit number, and its prefix length. */
public record Cidr(long base, int length) implements Comparable<Cidr> {
  public static final Cidr ANY = new Cidr(0, 0);

  public Cidr {
    if (length < 0 || length > 32 || base < 0 || base > 0xFFFFFFFFL) {
      throw new IllegalArgumentException("not an IPv4 block: " + base + "/" + length);
    }
    if ((base & ~mask(length)) != 0) {
      throw new IllegalArgumentException("host bits set: " + Ip.text(base) + "/" + length);
    }
  }

  /** Reads {@code 10.0.0.0/16}. @throws IllegalArgumentException unless canonical: four octets, no leading zeros, no host bits. */
  @JsonCreator
  public static Cidr parse(String text) {
    int slash = slash(text);
    return new Cidr(Ip.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
  }

  /** Reads a block as {@link #parse} does, but clears host bits as EC2 does instead of refusing them: {@code 10.0.0.5/16} is 10.0.0.0/16. */
  public static Cidr canonical(String text) {
    int slash = slash(text);
    return of(Ip.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
  }

  private static int slash(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[0-9]|[12][0-9]|3[0-2]")) {
      throw new IllegalArgumentException("not an IPv4 block: " + text);
    }
    return slash;
  }

  /** The block of {@code length} that holds {@code address}. */
  public static Cidr of(long address, int length) {
    return new Cidr(address & mask(length), length);
  }

  /** The /32 of one address. */
  public static Cidr host(long address) {
    return new Cidr(address, 32);
  }

  public static long mask(int length) {
    return length == 0 ? 0 : (0xFFFFFFFFL << (32 - length)) & 0xFFFFFFFFL;
  }

  public boolean contains(long address) {
    return (address & mask(length)) == base;
  }

  public boolean contains(Cidr other) {
    return other.length >= length && contains(other.base);
  }

  public boolean overlaps(Cidr other) {
    return contains(other.base) || other.contains(base);
  }

  public long size() {
    return 1L << (32 - length);
  }

  public long last() {
    return base + size() - 1;
  }

  /** The {@code n}-th address, counted from 0. */
  public long at(long n) {
    return base + n;
  }

  @Override
  public int compareTo(Cidr other) {
    int byBase = Long.compare(base, other.base);
    return byBase != 0 ? byBase : Integer.compare(length, other.length);
  }

  @JsonValue
  @Override
  public String toString() {
    return Ip.text(base) + "/" + length;
  }
}
