package dev.postern.linux;

import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.plan.Door;
import dev.postern.core.plan.Item;
import dev.postern.core.plan.KernelPlan;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.DatagramPacket;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A kernel with real packets for a test: each TCP listener greets with its endpoint's id and the caller's address, and hangs up. */
final class Lab implements AutoCloseable {
  static final String REFUSED = "refused";
  static final String TIMEOUT = "timeout";

  /** A base that forwards all and counts nothing. */
  static final String OPEN =
      "table ip postern {\n  chain forward {\n    type filter hook forward priority 0; policy accept;\n  }\n}\n";

  private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  final Kernel kernel = Kernel.open(this::serve);

  private Closeable serve(int fd, Item.Listener listener) {
    return switch (listener.transport()) {
      case TCP -> serveTcp(fd, listener);
      case UDP -> serveUdp(fd, listener);
    };
  }

  private Closeable serveUdp(int fd, Item.Listener listener) {
    EpollDatagramChannel server = new EpollDatagramChannel(fd);
    server.pipeline().addLast(new SimpleChannelInboundHandler<DatagramPacket>() {
      @Override
      protected void channelRead0(ChannelHandlerContext context, DatagramPacket question) {
        String answer = listener.origin() + " " + question.sender().getAddress().getHostAddress();
        context.writeAndFlush(new DatagramPacket(Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII), question.sender()));
      }
    });
    loops.register(server).syncUninterruptibly();
    return () -> server.close().syncUninterruptibly();
  }

  private Closeable serveTcp(int fd, Item.Listener listener) {
    EpollServerSocketChannel server = new EpollServerSocketChannel(fd);
    ServerBootstrap bootstrap = new ServerBootstrap().group(loops).channelFactory(() -> server).childHandler(new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(new Greeting(listener.origin()));
      }
    });
    bootstrap.register().syncUninterruptibly();
    return () -> server.close().syncUninterruptibly();
  }

  private static final class Greeting extends ChannelInboundHandlerAdapter {
    private final String name;

    Greeting(String name) {
      this.name = name;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      String caller = ((InetSocketAddress) context.channel().remoteAddress()).getAddress().getHostAddress();
      context.writeAndFlush(Unpooled.copiedBuffer(name + " " + caller, StandardCharsets.US_ASCII)).addListener(ChannelFutureListener.CLOSE);
    }
  }

  void add(Item... items) {
    kernel.apply(new KernelPlan.Change(Set.of(), Set.of(items)));
  }

  void add(List<Item> items) {
    kernel.apply(new KernelPlan.Change(Set.of(), Set.copyOf(items)));
  }

  void remove(Item... items) {
    kernel.apply(new KernelPlan.Change(Set.of(items), Set.of()));
  }

  void replace(Item before, Item after) {
    kernel.apply(new KernelPlan.Change(Set.of(before), Set.of(after)));
  }

  /** Calls from inside a namespace. @return the greeting, {@link #REFUSED} or {@link #TIMEOUT} */
  String call(String from, String ip, int port) throws Exception {
    try (SocketChannel channel = kernel.runInside(from, () -> SocketChannel.open(StandardProtocolFamily.INET))) {
      channel.socket().connect(new InetSocketAddress(ip, port), 400);
      channel.socket().setSoTimeout(2000);
      return new String(channel.socket().getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (SocketTimeoutException e) {
      return TIMEOUT;
    } catch (ConnectException e) {
      return REFUSED;
    }
  }

  /** Asks by UDP from inside a namespace. @return the answer or {@link #TIMEOUT} */
  String ask(String from, String ip, int port) throws Exception {
    try (DatagramChannel channel = kernel.runInside(from, () -> DatagramChannel.open(StandardProtocolFamily.INET))) {
      channel.socket().connect(new InetSocketAddress(ip, port));
      channel.socket().setSoTimeout(1000);
      channel.socket().send(new java.net.DatagramPacket(new byte[1], 1));
      java.net.DatagramPacket answer = new java.net.DatagramPacket(new byte[100], 100);
      channel.socket().receive(answer);
      return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
    } catch (SocketTimeoutException e) {
      return TIMEOUT;
    }
  }

  /** Runs a command inside a namespace, as the person would who breaks something by hand. */
  void byHand(String namespace, String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("nsenter", "--net=" + kernel.namespacePath(namespace)));
    all.addAll(Arrays.asList(command));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + ": " + words);
    }
  }

  static Item.Namespace router(String name) {
    return namespace(name, "ipv4/ip_forward", "1");
  }

  static Item.Namespace namespace(String name, String... sysctls) {
    TreeMap<String, String> all = new TreeMap<>();
    all.put("ipv6/conf/default/disable_ipv6", "1");
    for (int i = 0; i < sysctls.length; i += 2) {
      all.put(sysctls[i], sysctls[i + 1]);
    }
    return new Item.Namespace(name, all, name);
  }

  static Item.Link link(String namespace, String device, String peerNamespace, String peerDevice) {
    return new Item.Link(namespace, device, mac(namespace + device), peerNamespace, peerDevice, mac(peerNamespace + peerDevice), 1500, device);
  }

  static String mac(String seed) {
    int hash = seed.hashCode();
    return String.format("02:00:%02x:%02x:%02x:%02x", hash >> 24 & 255, hash >> 16 & 255, hash >> 8 & 255, hash & 255);
  }

  static Item.KernelRoute route(String namespace, int table, String cidr, String device, String via) {
    return new Item.KernelRoute(namespace, table, Cidr.parse(cidr), Item.RouteType.UNICAST, Optional.of(device),
        Optional.of(via).filter(v -> !v.isEmpty()), 0, "route");
  }

  static Item.Listener listener(String namespace, String device, String ip, int port, String origin) {
    return new Item.Listener(namespace, Optional.of(device).filter(d -> !d.isEmpty()), ip, port, Item.Transport.TCP,
        new Door.Endpoint("us-east-1", "000000000000", "vpc-1", origin, "s3", "us-east-1", Door.EndpointType.GATEWAY), origin);
  }

  /** A host behind a router: its namespace, its link, its address, and the way there and back. */
  static List<Item> host(String name, String router, String device, String ip) {
    String gateway = Ip.text((Ip.parse(ip) & Cidr.mask(24)) + 1);
    Item.Link link = link(router, device, name, "eth0");
    return List.of(
        namespace(name),
        link,
        new Item.Address(name, "eth0", ip, 32, name),
        new Item.Neighbour(router, device, ip, link.peerMac(), name),
        new Item.Neighbour(name, "eth0", gateway, link.mac(), name),
        route(name, 254, "0.0.0.0/0", "eth0", gateway),
        route(router, 254, ip + "/32", device, ""));
  }

  static List<Item> all(List<Item> first, Item... more) {
    List<Item> all = new ArrayList<>(first);
    all.addAll(Arrays.asList(more));
    return all;
  }

  Set<Item> missing(List<Item> expected) {
    return kernel.audit(new HashSet<>(expected));
  }

  @Override
  public void close() {
    kernel.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
