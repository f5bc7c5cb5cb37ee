package dev.postern.linux.ffm;

/** The error numbers that Postern tells apart; the same on every architecture that Java runs on under Linux but MIPS and SPARC. */
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int EAGAIN = 11;
  public static final int EBUSY = 16;
  public static final int EEXIST = 17;
  public static final int ENODEV = 19;
  public static final int EADDRNOTAVAIL = 99;
  public static final int ENOBUFS = 105;

  private Errno() {}

  /** The C library's words for an error number. */
  public static String text(int errno) {
    return Libc.strerror(errno);
  }
}
