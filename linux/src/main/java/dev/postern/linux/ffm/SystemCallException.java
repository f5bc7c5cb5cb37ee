package dev.postern.linux.ffm;

/** A call that the kernel refused. */
public final class SystemCallException extends RuntimeException {
  private final String step;
  private final int errno;

  public SystemCallException(String step, int errno) {
    super(step + ": " + Errno.text(errno));
    this.step = step;
    this.errno = errno;
  }

  public String step() {
    return step;
  }

  public int errno() {
    return errno;
  }
}
