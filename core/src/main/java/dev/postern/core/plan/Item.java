package dev.postern.core.plan;

import dev.postern.core.ip.Cidr;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One thing the kernel must hold. A plan is a set of items; equal items are the same thing, so the difference of two plans is what to
 * do. {@code namespace} is the logical name of the network namespace it lives in; {@code origin} the id of the AWS resource behind it.
 */
public sealed interface Item {
  String namespace();

  String origin();

  /** A network namespace with its sysctls (path below {@code /proc/sys/net}, value). Its {@code lo} is always up. */
  record Namespace(String namespace, SortedMap<String, String> sysctls, String origin) implements Item {}

  /**
   * A veth pair, both ends up. {@code namespace} holds the near end; neither end uses ARP: every neighbour is an item.
   *
   * @param mac the near end's address, {@code 02:..}
   */
  record Link(
      String namespace, String device, String mac, String peerNamespace, String peerDevice, String peerMac, int mtu, String origin)
      implements Item {}

  /** An address on a device, added without a connected route ({@code noprefixroute}). */
  record Address(String namespace, String device, String ip, int length, String origin) implements Item {}

  /** A permanent neighbour. */
  record Neighbour(String namespace, String device, String ip, String mac, String origin) implements Item {}

  /**
   * A route of one kernel table.
   *
   * @param table 254 is main; a namespace's own tables count from 1000
   * @param via the next hop, on-link on {@code device}; absent for a route straight to a device
   * @param device absent for {@code BLACKHOLE}
   */
  record KernelRoute(
      String namespace, int table, Cidr destination, RouteType type, Optional<String> device, Optional<String> via, int metric, String origin)
      implements Item {}

  /** Kinds of kernel route. */
  enum RouteType {
    UNICAST,
    LOCAL,
    BLACKHOLE
  }

  /**
   * A routing rule: packets with {@code mark} (0 for all) look in {@code table} (0 drops them without a word).
   */
  record PolicyRule(String namespace, int priority, long mark, int table, String origin) implements Item {}

  /** The static part of a namespace's one nftables table {@code ip postern}: nft text with its sets, maps, and base chains. */
  record Ruleset(String namespace, String text, String origin) implements Item {}

  /** A named set besides the static ones; {@code type} is nft text such as {@code type ipv4_addr; flags interval;}. */
  record NamedSet(String namespace, String name, String type, String origin) implements Item {}

  /**
   * A chain and its rules, in order, as nft text.
   *
   * @param hook of a base chain, as nft text such as {@code type filter hook forward priority 0; policy accept;}; empty for a regular chain
   */
  record Chain(String namespace, String name, String hook, List<String> rules, String origin) implements Item {
    /** A regular chain. */
    public Chain(String namespace, String name, List<String> rules, String origin) {
      this(namespace, name, "", rules, origin);
    }
  }

  /** An element of a set, or with a {@code value} of a map, as nft text. */
  record Element(String namespace, String set, String key, Optional<String> value, String origin) implements Item {}

  /**
   * A listening socket inside the namespace, served by this process.
   *
   * @param device the socket takes connections of this device alone; absent for any
   * @param ip {@code 0.0.0.0} for any address that is local there
   * @param mark what its packets are marked with, so that answers take the routes of the interface's subnet; 0 for none
   */
  record Listener(String namespace, Optional<String> device, String ip, int port, Transport transport, int mark, Door door, String origin)
      implements Item {
    /** A socket whose answers take the namespace's usual routes. */
    public Listener(String namespace, Optional<String> device, String ip, int port, Transport transport, Door door, String origin) {
      this(namespace, device, ip, port, transport, 0, door, origin);
    }
  }

  /** What a listener speaks below its protocol. */
  enum Transport {
    TCP,
    UDP
  }
}
