package dev.postern.core.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One of the nftables sets in which a router counts the packets that flow logs ask for: an element for each flow, with a counter.
 *
 * <p>Of each there are two, and the rules fill one of them: what is read stands still, and is emptied without losing a packet.
 *
 * @param point where the packets are counted
 * @param kind which packets
 */
public record FlowSet(Point point, Kind kind) {
  /** While this set has an element, the rules fill the second of each pair. */
  public static final String TURN = "flow_turn";

  /** The element of {@link #TURN}. */
  public static final String SECOND = "ip";

  /** More flows than this in one turn are not told apart: they are counted in {@link Kind#LOST} by interface. */
  static final int LARGEST = 65_536;

  /** Where a packet is counted. What was refused on the way out was sent too; what was refused on the way in was not received. */
  public enum Point {
    SENT("iifname"),
    REFUSED_OUT("iifname"),
    RECEIVED("oifname"),
    REFUSED_IN("oifname");

    private final String device;

    Point(String device) {
      this.device = device;
    }

    /** What names the link of the interface; it is empty for an address that the router answers at. */
    String device() {
      return device;
    }

    public boolean isEgress() {
      return device.equals("iifname");
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Which packets a set counts. TCP packets are apart by the flags that flow logs tell, because an element has room for no more than five fields. */
  public enum Kind {
    RST("tcp flags & rst == rst", "tcp"),
    SYN_ACK("tcp flags & (syn | ack) == syn | ack", "tcp"),
    SYN("tcp flags & syn == syn", "tcp"),
    FIN("tcp flags & fin == fin", "tcp"),
    TCP("ip protocol tcp", "tcp"),
    UDP("ip protocol udp", "udp"),
    OTHER("ip protocol != { tcp, udp }", ""),
    /** Of which no more is known than the interface, since there was no room. */
    LOST("", "");

    private final String match;
    private final String ports;

    Kind(String match, String ports) {
      this.match = match;
      this.ports = ports;
    }

    String match() {
      return match;
    }

    boolean isTcp() {
      return ports.equals("tcp");
    }

    /** The expressions that make an element's key. */
    String key(Point point) {
      String addresses = point.device() + " . ip saddr . ip daddr . ";
      return switch (this) {
        case LOST -> point.device();
        case OTHER -> addresses + "ip protocol";
        case RST, SYN_ACK, SYN, FIN, TCP, UDP -> addresses + ports + " sport . " + ports + " dport";
      };
    }

    String type() {
      return switch (this) {
        case LOST -> "type ifname;";
        case OTHER -> "type ifname . ipv4_addr . ipv4_addr . inet_proto;";
        case RST, SYN_ACK, SYN, FIN, TCP, UDP -> "type ifname . ipv4_addr . ipv4_addr . inet_service . inet_service;";
      };
    }
  }

  /** All of them. */
  public static List<FlowSet> all() {
    List<FlowSet> all = new ArrayList<>();
    for (Point point : Point.values()) {
      for (Kind kind : Kind.values()) {
        all.add(new FlowSet(point, kind));
      }
    }
    return all;
  }

  /** The name in the kernel of the first or second of the pair. */
  public String name(boolean second) {
    return "flow_" + point.text() + "_" + kind.name().toLowerCase(Locale.ROOT) + suffix(second);
  }

  static String suffix(boolean second) {
    return second ? "_2" : "_1";
  }
}
