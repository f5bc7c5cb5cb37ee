package dev.postern.app.capture;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes Ethernet packets in the pcap format with nanoseconds, which Wireshark and tcpdump read (draft-ietf-opsawg-pcap). */
public final class PcapWriter {
  private static final int NANOSECOND_MAGIC = 0xa1b23c4d;
  private static final int ETHERNET = 1;

  private final DataOutputStream out;

  /** Writes the file's header. @param longest the most bytes of one packet that will be written */
  public PcapWriter(OutputStream out, int longest) throws IOException {
    this.out = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
    this.out.writeInt(NANOSECOND_MAGIC);
    this.out.writeShort(2);
    this.out.writeShort(4);
    this.out.writeLong(0); // Times are UTC, and of no stated accuracy.
    this.out.writeInt(longest);
    this.out.writeInt(ETHERNET);
  }

  /** @param length of the whole packet, of which {@code bytes} may be the beginning */
  public void write(long seconds, int nanos, ByteBuffer bytes, int length) throws IOException {
    byte[] kept = new byte[bytes.remaining()];
    bytes.get(kept);
    out.writeInt((int) seconds);
    out.writeInt(nanos);
    out.writeInt(kept.length);
    out.writeInt(length);
    out.write(kept);
  }

  public void flush() throws IOException {
    out.flush();
  }
}
