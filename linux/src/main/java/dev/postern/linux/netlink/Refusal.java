package dev.postern.linux.netlink;

import dev.postern.linux.ffm.Errno;

/**
 * The kernel's no to one request.
 *
 * @param errno a positive error number
 * @param detail the kernel's own words, often empty
 */
public record Refusal(int errno, String detail) {
  public String text() {
    return detail.isEmpty() ? Errno.text(errno) : Errno.text(errno) + ": " + detail;
  }
}
