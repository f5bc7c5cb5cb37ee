package dev.postern.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that runs inside an instance: for each line with an address and a port it connects, again while that is refused, and says how often. */
public final class Connects {
  private static final int PATIENCE_MILLIS = 5000;

  private Connects() {}

  /** Ends with the first address that drops what is sent to it. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ");
      InetSocketAddress address = new InetSocketAddress(words[0], Integer.parseInt(words[1]));
      long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
      int tries = 1;
      while (!connects(address)) {
        if (System.nanoTime() > end) {
          throw new IOException(line + " takes no connection");
        }
        tries++;
      }
      System.out.println(tries);
    }
  }

  private static boolean connects(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, PATIENCE_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
