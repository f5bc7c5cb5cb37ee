package dev.postern.linux.netlink;

import static dev.postern.linux.netlink.RouteMessages.*;


import dev.postern.core.ip.Cidr;
import dev.postern.core.plan.Item.RouteType;
import dev.postern.linux.ffm.Errno;
import dev.postern.linux.ffm.SystemCallException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;

/** Changes and reads the links, addresses, neighbours, routes and rules of the namespace it was opened in. */
public final class RouteSocket implements AutoCloseable {
  private static final int IFLA_LINK = 5;
  private static final int IFLA_STATS64 = 23;
  private static final int AF_INET = 2;

  private final NetlinkSocket socket;
  private final Changes changes;

  /** @param port the address of all our sockets, each in its namespace; no process number, so that nobody else has it by chance */
  public RouteSocket(int port, Buffers buffers) {
    socket = new NetlinkSocket(NetlinkSocket.ROUTE, port, buffers);
    changes = new Changes(port, buffers);
  }

  /** A device as the kernel has it; {@code mac} is empty where a device has none, {@code peer} is 0 where it has none. */
  public record Device(int index, String name, String mac, int mtu, boolean up, int peer) {}

  public record Address(int device, String ip, int length) {}

  public record Neighbour(int device, String ip, String mac) {}

  /** A route that Postern made; {@code device} is 0 for none, {@code via} empty for none. */
  public record Route(int table, Cidr destination, int type, int device, String via, int metric) {
    public static int type(RouteType type) {
      return RouteMessages.type(type);
    }
  }

  public record Rule(int priority, long mark, int table) {}

  /** Traffic of a device: {@code rtnl_link_stats64}. */
  public record Traffic(String name, long rxBytes, long rxPackets, long txBytes, long txPackets) {}

  /** Sends requests of {@link RouteMessages} in order; a refused one does not stop the rest. @return the refused ones by position */
  public SortedMap<Integer, Refusal> send(List<byte[]> requests) {
    return socket.send(requests);
  }

  /** We are taking a device away: that is not others' doing. */
  public void leaving(int device) {
    changes.leaving(device);
  }

  /** Whether somebody else may have changed something here since the last call. */
  public boolean changedByOthers() {
    return changes.foreign();
  }

  /** A device's number now. */
  public OptionalInt index(String device) {
    int[] index = new int[1];
    byte[] request = new Message(GETLINK, 0).u32(0).u32(0).u32(0).u32(0)
        .attribute(IFLA_IFNAME, device).attribute(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS).bytes();
    try {
      socket.ask("read device " + device, request, body -> index[0] = body.getInt(4));
    } catch (SystemCallException e) {
      if (e.errno() == Errno.ENODEV) {
        return OptionalInt.empty();
      }
      throw e;
    }
    return OptionalInt.of(index[0]);
  }

  public Map<String, Device> devices() {
    Map<String, Device> devices = new HashMap<>();
    byte[] request = new Message(GETLINK, Message.DUMP).u32(0).u32(0).u32(0).u32(0)
        .attribute(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS).bytes();
    socket.ask("read devices", request, body -> {
      boolean up = (body.getInt(8) & IFF_UP) != 0;
      Attributes attributes = Attributes.read(body.position(16));
      String name = attributes.text(IFLA_IFNAME).orElse("");
      devices.put(name, new Device(body.getInt(4), name, attributes.mac(IFLA_ADDRESS).orElse(""),
          attributes.u32(IFLA_MTU).orElse(0), up, attributes.u32(IFLA_LINK).orElse(0)));
    });
    return devices;
  }

  public List<Traffic> traffic() {
    List<Traffic> traffic = new ArrayList<>();
    socket.ask("read counters", new Message(GETLINK, Message.DUMP).u32(0).u32(0).u32(0).u32(0).bytes(), body -> traffic.add(traffic(body)));
    return traffic;
  }

  /** What passed one device, if it is there. */
  public Optional<Traffic> traffic(String device) {
    List<Traffic> traffic = new ArrayList<>(1);
    byte[] request = new Message(GETLINK, 0).u32(0).u32(0).u32(0).u32(0).attribute(IFLA_IFNAME, device).bytes();
    try {
      socket.ask("read counters of " + device, request, body -> traffic.add(traffic(body)));
    } catch (SystemCallException e) {
      if (e.errno() == Errno.ENODEV) {
        return Optional.empty();
      }
      throw e;
    }
    return traffic.stream().findFirst();
  }

  private static Traffic traffic(ByteBuffer link) {
    Attributes attributes = Attributes.read(link.position(16));
    ByteBuffer stats = attributes.get(IFLA_STATS64).orElseThrow();
    return new Traffic(attributes.text(IFLA_IFNAME).orElse(""), stats.getLong(16), stats.getLong(0), stats.getLong(24), stats.getLong(8));
  }

  public Set<Address> addresses() {
    Set<Address> addresses = new HashSet<>();
    socket.ask("read addresses", new Message(GETADDR, Message.DUMP).u8(AF_INET).u8(0).u16(0).u32(0).bytes(), body -> {
      Attributes attributes = Attributes.read(body.position(8));
      attributes.ip(IFA_LOCAL).ifPresent(ip -> addresses.add(new Address(body.getInt(4), ip, body.get(1) & 255)));
    });
    return addresses;
  }

  /** The permanent neighbours. */
  public Set<Neighbour> neighbours() {
    Set<Neighbour> neighbours = new HashSet<>();
    socket.ask("read neighbours", new Message(GETNEIGH, Message.DUMP).u8(AF_INET).u8(0).u16(0).u32(0).u16(0).u16(0).bytes(), body -> {
      if ((body.getShort(8) & NUD_PERMANENT) != 0) {
        Attributes attributes = Attributes.read(body.position(12));
        neighbours.add(new Neighbour(body.getInt(4), attributes.ip(NDA_DST).orElse(""), attributes.mac(NDA_LLADDR).orElse("")));
      }
    });
    return neighbours;
  }

  /** The routes that Postern made. */
  public Set<Route> routes() {
    Set<Route> routes = new HashSet<>();
    byte[] request = new Message(GETROUTE, Message.DUMP).u8(AF_INET).u8(0).u8(0).u8(0).u8(0).u8(PROTOCOL).u8(0).u8(0).u32(0).bytes();
    socket.ask("read routes", request, body -> {
      int length = body.get(1) & 255;
      int type = body.get(7) & 255;
      Attributes attributes = Attributes.read(body.position(12));
      long base = Integer.toUnsignedLong(attributes.be32(RTA_DST).orElse(0));
      routes.add(new Route(attributes.u32(RTA_TABLE).orElse(0), Cidr.of(base, length), type, attributes.u32(RTA_OIF).orElse(0),
          attributes.ip(RTA_GATEWAY).orElse(""), attributes.u32(RTA_PRIORITY).orElse(0)));
    });
    return routes;
  }

  /** The routing rules, the kernel's own too. */
  public Set<Rule> rules() {
    Set<Rule> rules = new HashSet<>();
    socket.ask("read rules", new Message(GETRULE, Message.DUMP).u8(AF_INET).u8(0).u16(0).u32(0).u32(0).bytes(), body -> {
      int action = body.get(7) & 255;
      Attributes attributes = Attributes.read(body.position(12));
      int table = action == FR_ACT_BLACKHOLE ? 0 : attributes.u32(FRA_TABLE).orElse(body.get(4) & 255);
      if (action == FR_ACT_BLACKHOLE || action == FR_ACT_TO_TBL) {
        rules.add(new Rule(attributes.u32(FRA_PRIORITY).orElse(0), Integer.toUnsignedLong(attributes.u32(FRA_FWMARK).orElse(0)), table));
      }
    });
    return rules;
  }

  @Override
  public void close() {
    socket.close();
    changes.close();
  }
}
