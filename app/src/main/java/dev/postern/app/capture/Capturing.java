package dev.postern.app.capture;

import dev.postern.linux.PacketSocket;
import dev.postern.linux.ffm.SystemCallException;
import java.io.IOException;
import java.util.Optional;

/**
 * The process that {@code postern capture} starts inside a namespace: reads what passes one device and writes it to standard output as pcap, until its standard input ends.
 * On standard error a line with three numbers says, once it sees packets and then every second, how many packets and bytes it saw and how many it lost.
 */
public final class Capturing {
  private static final long SECOND = 1_000_000_000;

  private static volatile boolean ended;

  private Capturing() {}

  /** @param arguments the device, the number of packets after which to end, and the seconds; 0 for no end */
  public static void main(String[] arguments) throws IOException {
    // Ctrl-C is for the command, which lets this process end when it has all there is.
    sun.misc.Signal.handle(new sun.misc.Signal("INT"), sun.misc.SignalHandler.SIG_IGN);
    Thread.ofPlatform().daemon().start(Capturing::awaitEnd);
    try (PacketSocket socket = PacketSocket.open(arguments[0])) {
      capture(socket, new PcapWriter(System.out, PacketSocket.LONGEST), Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
    } catch (SystemCallException e) {
      System.err.println(e.getMessage());
      System.exit(3);
    }
  }

  private static void awaitEnd() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is said there: only its end counts.
      }
    } catch (IOException _) {
      // The same as its end.
    }
    ended = true;
  }

  private static void capture(PacketSocket socket, PcapWriter pcap, long count, long seconds) throws IOException {
    long packets = 0;
    long bytes = 0;
    long lost = 0;
    long began = System.nanoTime();
    long told = began;
    pcap.flush();
    say(0, 0, 0);
    while ((count == 0 || packets < count) && (seconds == 0 || System.nanoTime() - began < seconds * SECOND)) {
      Optional<PacketSocket.Packet> packet = socket.next();
      if (packet.isPresent()) {
        PacketSocket.Packet p = packet.get();
        pcap.write(p.seconds(), p.nanos(), p.bytes(), p.length());
        packets++;
        bytes += p.length();
      } else {
        pcap.flush();
        if (ended) {
          break;
        }
      }
      if (System.nanoTime() - told >= SECOND) {
        pcap.flush();
        lost += socket.lost();
        say(packets, bytes, lost);
        told = System.nanoTime();
        if (ended) {
          break;
        }
      }
    }
    pcap.flush();
    say(packets, bytes, lost + socket.lost());
  }

  private static void say(long packets, long bytes, long lost) {
    System.err.println(packets + " " + bytes + " " + lost);
  }
}
