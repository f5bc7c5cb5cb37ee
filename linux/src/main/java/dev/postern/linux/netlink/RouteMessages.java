package dev.postern.linux.netlink;

import dev.postern.core.ip.Ip;
import dev.postern.core.plan.Item;
import java.nio.ByteBuffer;

/**
 * The requests of {@code rtnetlink(7)} for each kind of item. Numbers are those of {@code linux/rtnetlink.h}, {@code if_link.h},
 * {@code if_addr.h}, {@code neighbour.h} and {@code fib_rules.h}.
 */
public final class RouteMessages {
  /** Marks routes and rules as ours, as routing daemons do: 'p'. */
  static final int PROTOCOL = 0x70;

  static final int NEWLINK = 16;
  static final int DELLINK = 17;
  static final int GETLINK = 18;
  static final int NEWADDR = 20;
  static final int DELADDR = 21;
  static final int GETADDR = 22;
  static final int NEWROUTE = 24;
  static final int DELROUTE = 25;
  static final int GETROUTE = 26;
  static final int NEWNEIGH = 28;
  static final int DELNEIGH = 29;
  static final int GETNEIGH = 30;
  static final int NEWRULE = 32;
  static final int DELRULE = 33;
  static final int GETRULE = 34;

  static final int IFF_UP = 0x1;
  private static final int IFF_NOARP = 0x80;
  static final int IFLA_ADDRESS = 1;
  static final int IFLA_IFNAME = 3;
  static final int IFLA_MTU = 4;
  private static final int IFLA_GROUP = 27;
  private static final int IFLA_GSO_IPV4_MAX_SIZE = 63;
  private static final int IFLA_GRO_IPV4_MAX_SIZE = 64;

  /**
   * What TCP may hand to a link in one piece, in bytes ("BIG TCP", for IPv4 since Linux 6.3; older kernels pass the attributes over). A
   * packet costs each hop about the same whatever its size, and the way through a router has a hop more than a bare pair.
   */
  private static final int LARGEST_SEGMENT = 180_000;

  private static final int CONDEMNED = 0x706f7374;
  static final int IFLA_EXT_MASK = 29;
  static final int RTEXT_FILTER_SKIP_STATS = 8;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_NET_NS_FD = 28;
  private static final int IFLA_INFO_KIND = 1;
  private static final int IFLA_INFO_DATA = 2;
  private static final int VETH_INFO_PEER = 1;

  static final int IFA_ADDRESS = 1;
  static final int IFA_LOCAL = 2;
  private static final int IFA_FLAGS = 8;
  private static final int IFA_F_NOPREFIXROUTE = 0x200;

  static final int RTA_DST = 1;
  static final int RTA_OIF = 4;
  static final int RTA_GATEWAY = 5;
  static final int RTA_PRIORITY = 6;
  static final int RTA_TABLE = 15;
  private static final int RTNH_F_ONLINK = 4;
  private static final int SCOPE_UNIVERSE = 0;
  private static final int SCOPE_LINK = 253;
  private static final int SCOPE_HOST = 254;
  private static final int SCOPE_NOWHERE = 255;

  static final int FRA_PRIORITY = 6;
  static final int FRA_FWMARK = 10;
  static final int FRA_TABLE = 15;
  private static final int FRA_PROTOCOL = 21;
  static final int FR_ACT_TO_TBL = 1;
  static final int FR_ACT_BLACKHOLE = 6;

  static final int NDA_DST = 1;
  static final int NDA_LLADDR = 2;
  static final int NUD_PERMANENT = 0x80;

  private RouteMessages() {}

  /**
   * A veth pair, its near end up. The peer can only be brought {@link #up} when the pair is whole. The device numbers are ours to choose,
   * so that what comes on the pair can be written before the pair is there.
   */
  public static byte[] add(Item.Link link, int index, int peerNamespaceFd, int peerIndex) {
    Message message = new Message(NEWLINK, Message.CREATE | Message.EXCL);
    linkEnd(message, index, IFF_UP | IFF_NOARP, link.device(), link.mac(), link.mtu());
    int info = message.nest(IFLA_LINKINFO);
    message.attribute(IFLA_INFO_KIND, "veth");
    int data = message.nest(IFLA_INFO_DATA);
    int peer = message.nest(VETH_INFO_PEER);
    linkEnd(message, peerIndex, IFF_NOARP, link.peerDevice(), link.peerMac(), link.mtu());
    message.attribute(IFLA_NET_NS_FD, peerNamespaceFd);
    return message.end(peer).end(data).end(info).bytes();
  }

  /**
   * Reads a device, which makes the kernel (since 6.8) act on a carrier that has just come on. The end of a pair that came up first
   * sends nothing until then, which otherwise happens in the background, a moment to a second later.
   */
  public static byte[] settle(int index) {
    return new Message(GETLINK, 0).u8(0).u8(0).u16(0).u32(index).u32(0).u32(0).attribute(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS).bytes();
  }

  /** Sets what can be set of one end of a pair that is there. */
  public static byte[] repair(int index, int mtu) {
    return linkHeader(new Message(NEWLINK, 0), index, IFF_UP | IFF_NOARP).attribute(IFLA_MTU, mtu).bytes();
  }

  public static byte[] deleteLink(String device) {
    return new Message(DELLINK, 0).u32(0).u32(0).u32(0).u32(0).attribute(IFLA_IFNAME, device).bytes();
  }

  /** Puts a device into the group that {@link #deleteCondemned} deletes. */
  public static byte[] condemn(String device) {
    return new Message(NEWLINK, 0).u32(0).u32(0).u32(0).u32(0).attribute(IFLA_IFNAME, device).attribute(IFLA_GROUP, CONDEMNED).bytes();
  }

  public static byte[] deleteCondemned() {
    return new Message(DELLINK, 0).u32(0).u32(0).u32(0).u32(0).attribute(IFLA_GROUP, CONDEMNED).bytes();
  }

  /** Brings a device up as it is; {@code lo} is number 1 in every namespace. */
  public static byte[] up(int index) {
    return linkHeader(new Message(NEWLINK, 0), index, IFF_UP).bytes();
  }

  private static void linkEnd(Message message, int index, int flags, String device, String mac, int mtu) {
    linkHeader(message, index, flags).attribute(IFLA_IFNAME, device).attribute(IFLA_ADDRESS, Mac.bytes(mac)).attribute(IFLA_MTU, mtu)
        .attribute(IFLA_GSO_IPV4_MAX_SIZE, LARGEST_SEGMENT).attribute(IFLA_GRO_IPV4_MAX_SIZE, LARGEST_SEGMENT);
  }

  /** @param flags those to set; the others stay */
  private static Message linkHeader(Message message, int index, int flags) {
    return message.u8(0).u8(0).u16(0).u32(index).u32(flags).u32(flags);
  }

  public static byte[] add(Item.Address address, int index) {
    return address(new Message(NEWADDR, Message.CREATE | Message.REPLACE), address, index);
  }

  public static byte[] remove(Item.Address address, int index) {
    return address(new Message(DELADDR, 0), address, index);
  }

  private static byte[] address(Message message, Item.Address address, int index) {
    byte[] ip = ip(address.ip());
    return message.u8(2).u8(address.length()).u8(0).u8(SCOPE_UNIVERSE).u32(index)
        .attribute(IFA_LOCAL, ip).attribute(IFA_ADDRESS, ip).attribute(IFA_FLAGS, IFA_F_NOPREFIXROUTE).bytes();
  }

  public static byte[] add(Item.Neighbour neighbour, int index) {
    return neighbour(new Message(NEWNEIGH, Message.CREATE | Message.REPLACE), neighbour, index)
        .attribute(NDA_LLADDR, Mac.bytes(neighbour.mac())).bytes();
  }

  public static byte[] remove(Item.Neighbour neighbour, int index) {
    return neighbour(new Message(DELNEIGH, 0), neighbour, index).bytes();
  }

  private static Message neighbour(Message message, Item.Neighbour neighbour, int index) {
    return message.u8(2).u8(0).u16(0).u32(index).u16(NUD_PERMANENT).u8(0).u8(0).attribute(NDA_DST, ip(neighbour.ip()));
  }

  /** @param index the device's number, or 0 for none */
  public static byte[] add(Item.KernelRoute route, int index) {
    int scope = switch (route.type()) {
      case LOCAL -> SCOPE_HOST;
      case UNICAST -> route.via().isPresent() ? SCOPE_UNIVERSE : SCOPE_LINK;
      case BLACKHOLE -> SCOPE_UNIVERSE;
    };
    return route(new Message(NEWROUTE, Message.CREATE | Message.REPLACE), route, index, scope);
  }

  public static byte[] remove(Item.KernelRoute route, int index) {
    return route(new Message(DELROUTE, 0), route, index, SCOPE_NOWHERE);
  }

  private static byte[] route(Message message, Item.KernelRoute route, int index, int scope) {
    message.u8(2).u8(route.destination().length()).u8(0).u8(0).u8(route.table() < 256 ? route.table() : 0).u8(PROTOCOL).u8(scope)
        .u8(type(route.type())).u32(route.via().isPresent() ? RTNH_F_ONLINK : 0)
        .attribute(RTA_DST, ip(route.destination().base())).attribute(RTA_TABLE, route.table()).attribute(RTA_PRIORITY, route.metric());
    if (index != 0) {
      message.attribute(RTA_OIF, index);
    }
    route.via().ifPresent(via -> message.attribute(RTA_GATEWAY, ip(via)));
    return message.bytes();
  }

  static int type(Item.RouteType type) {
    return switch (type) {
      case UNICAST -> 1;
      case LOCAL -> 2;
      case BLACKHOLE -> 6;
    };
  }

  public static byte[] add(Item.PolicyRule rule) {
    return rule(new Message(NEWRULE, Message.CREATE | Message.EXCL), rule);
  }

  public static byte[] remove(Item.PolicyRule rule) {
    return rule(new Message(DELRULE, 0), rule);
  }

  private static byte[] rule(Message message, Item.PolicyRule rule) {
    int table = rule.table();
    message.u8(2).u8(0).u8(0).u8(0).u8(table < 256 ? table : 0).u8(0).u8(0).u8(table == 0 ? FR_ACT_BLACKHOLE : FR_ACT_TO_TBL).u32(0)
        .attribute(FRA_PRIORITY, rule.priority()).attribute(FRA_PROTOCOL, (byte) PROTOCOL);
    if (table != 0) {
      message.attribute(FRA_TABLE, table);
    }
    if (rule.mark() != 0) {
      message.attribute(FRA_FWMARK, (int) rule.mark());
    }
    return message.bytes();
  }

  private static byte[] ip(String text) {
    return ip(Ip.parse(text));
  }

  private static byte[] ip(long address) {
    return ByteBuffer.allocate(4).putInt((int) address).array();
  }
}
