package dev.postern.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A client that runs inside an instance: for each line with an address and a port it connects, again and again until it succeeds, and says so. */
public final class Connects {
  private Connects() {}

  public static void main(String[] arguments) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ");
      int tries = 1;
      while (!connects(new InetSocketAddress(words[0], Integer.parseInt(words[1])))) {
        tries++;
      }
      System.out.println(tries);
    }
  }

  private static boolean connects(InetSocketAddress address) {
    try (SocketChannel channel = SocketChannel.open()) {
      return channel.connect(address);
    } catch (IOException e) {
      return false;
    }
  }
}
