package dev.postern.bench;

import dev.postern.app.control.Control;
import dev.postern.app.http.EventLoops;
import dev.postern.app.reconcile.Reconciler;
import dev.postern.app.store.SqliteStore;
import dev.postern.core.action.Action;
import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Ec2Operations;
import dev.postern.core.fabric.FabricCompiler;
import dev.postern.core.model.Vpc;
import dev.postern.core.plan.Item;
import dev.postern.core.plan.KernelPlan;
import dev.postern.core.plan.PlanCompiler;
import dev.postern.linux.Kernel;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import java.io.Closeable;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;

/** How long CreateVpcEndpoint takes, and from its response to the first packet that the endpoint carries, with 1,000 endpoints present. */
final class EndpointLatency implements Part {
  private static final int PRESENT = 1000;
  private static final int PER_VPC = 100;
  private static final int MEASURED = 100;
  private static final Caller CALLER = Caller.root("000000000000", Network.REGION);

  private final List<Double> calls = new ArrayList<>();
  private final List<Double> packets = new ArrayList<>();

  @Override
  public List<Figure> measure() throws Exception {
    Path folder = Files.createTempDirectory("postern-bench-");
    Path file = folder.resolve("state.sqlite");
    try (EventLoops loops = new EventLoops();
        Kernel kernel = Kernel.open((fd, listener) -> serve(loops, fd, listener));
        SqliteStore store = new SqliteStore(file);
        Reconciler reconciler = new Reconciler(kernel, store.read())) {
      Control control = new Control(store, reconciler, Clock.systemUTC());
      long start = System.nanoTime();
      for (int i = 0; i < PRESENT / PER_VPC; i++) {
        String vpc = vpc(control);
        for (int j = 0; j < PER_VPC; j++) {
          create(control, vpc, table(control, vpc));
        }
      }
      double filled = (System.nanoTime() - start) / 1e9;
      long items = cycle(control, kernel);
      return List.of(
          new Figure("making " + PRESENT + " endpoints and their tables, one call after the other", filled, "s"),
          new Figure("CreateVpcEndpoint, request to response, p50", Figure.percentile(calls, 0.5), "ms"),
          new Figure("CreateVpcEndpoint, request to response, p99", Figure.percentile(calls, 0.99), "ms"),
          new Figure("response to first packet carried, p50", Figure.percentile(packets, 0.5), "ms"),
          new Figure("response to first packet carried, p99", Figure.percentile(packets, 0.99), "ms", "50"),
          new Figure("kernel items that one more endpoint changes", items, "items"));
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
      }
    }
  }

  /** Makes, uses and deletes an endpoint on the table of a subnet with one instance, again and again. */
  private long cycle(Control control, Kernel kernel) throws Exception {
    String vpc = vpc(control);
    String subnet =
        this.<CreateSubnetRequest, CreateSubnetResponse>run(control, "CreateSubnet", CreateSubnetRequest.builder().vpcId(vpc).cidrBlock("10.0.0.0/24").build())
            .subnet()
            .subnetId();
    String table = table(control, vpc);
    run(control, "AssociateRouteTable", AssociateRouteTableRequest.builder().routeTableId(table).subnetId(subnet).build());
    RunInstancesResponse ran =
        run(
            control, "RunInstances",
            RunInstancesRequest.builder().imageId("ami-0123456789abcdef0").instanceType("t3.micro").minCount(1).maxCount(1).subnetId(subnet).build());
    String instance = ran.instances().getFirst().instanceId();
    long items = 0;
    for (int i = 0; i < MEASURED; i++) {
      KernelPlan before = plan(control, vpc);
      long start = System.nanoTime();
      String endpoint = create(control, vpc, table);
      long answered = System.nanoTime();
      try (SocketChannel channel = kernel.runInside(instance, () -> SocketChannel.open(StandardProtocolFamily.INET))) {
        channel.connect(new InetSocketAddress(Network.S3_IP, 443));
      }
      long carried = System.nanoTime();
      calls.add((answered - start) / 1e6);
      packets.add((carried - answered) / 1e6);
      KernelPlan.Change change = plan(control, vpc).since(before);
      items = change.added().size() + change.removed().size();
      run(control, "DeleteVpcEndpoints", DeleteVpcEndpointsRequest.builder().vpcEndpointIds(endpoint).build());
    }
    return items;
  }

  private static KernelPlan plan(Control control, String vpc) {
    return PlanCompiler.compile(FabricCompiler.compile(control.current(), control.current().inNetwork(Vpc.class, vpc).getFirst()));
  }

  private String vpc(Control control) {
    return this.<CreateVpcRequest, CreateVpcResponse>run(control, "CreateVpc", CreateVpcRequest.builder().cidrBlock("10.0.0.0/16").build()).vpc().vpcId();
  }

  private String table(Control control, String vpc) {
    return this.<CreateRouteTableRequest, CreateRouteTableResponse>run(control, "CreateRouteTable", CreateRouteTableRequest.builder().vpcId(vpc).build())
        .routeTable()
        .routeTableId();
  }

  private String create(Control control, String vpc, String table) {
    CreateVpcEndpointResponse created =
        run(
            control, "CreateVpcEndpoint",
            CreateVpcEndpointRequest.builder().vpcId(vpc).serviceName("com.amazonaws." + Network.REGION + ".s3").routeTableIds(table).build());
    if (!"available".equals(created.vpcEndpoint().stateAsString())) {
      throw new IllegalStateException(created.vpcEndpoint().vpcEndpointId() + " is " + created.vpcEndpoint().stateAsString());
    }
    return created.vpcEndpoint().vpcEndpointId();
  }

  @SuppressWarnings("unchecked")
  private <Q, R> R run(Control control, String name, Q request) {
    return control.execute((Action<Q, R>) Ec2Operations.find(name).orElseThrow().action(), CALLER, request);
  }

  private static Closeable serve(EventLoops loops, int fd, Item.Listener listener) {
    if (listener.transport() == Item.Transport.UDP) {
      return new FileDescriptor(fd)::close;
    }
    Channel channel =
        new ServerBootstrap()
            .group(loops.group())
            .channelFactory(() -> new EpollServerSocketChannel(fd))
            .childHandler(new Quiet())
            .register()
            .syncUninterruptibly()
            .channel();
    return () -> channel.close().awaitUninterruptibly();
  }

  /** Accepts and says nothing. */
  private static final class Quiet extends ChannelInboundHandlerAdapter {
    @Override
    public boolean isSharable() {
      return true;
    }
  }
}
