package dev.postern.app.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.control.Control;
import dev.postern.app.reconcile.Reconciler;
import dev.postern.app.store.SqliteStore;
import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Ec2Operations;
import dev.postern.core.action.ec2.vpc.DefaultVpc;
import dev.postern.core.price.Metered;
import dev.postern.core.price.Usage;
import dev.postern.core.state.Snapshot;
import dev.postern.linux.Kernel;
import dev.postern.linux.netlink.Count;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.FileDescriptor;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;

/** The meter over a real kernel: what it says is what the kernel counted, through restarts. */
class MeterTest {
  private static final Caller CALLER = Caller.root("000000000000", "us-east-1");

  @TempDir private Path dir;
  private Kernel kernel;
  private SqliteStore state;
  private Reconciler reconciler;
  private Control control;
  private Meter meter;
  private String vpc;
  private String subnet;
  private String instance;

  @BeforeEach
  void open() {
    Epoll.ensureAvailability();
    // Nobody accepts: the kernel itself shakes hands and takes what is sent, which is all that counts here.
    kernel = Kernel.open((fd, _) -> () -> new FileDescriptor(fd).close());
    state = new SqliteStore(dir.resolve("state.sqlite"));
    reconciler = new Reconciler(kernel, state.read());
    control = new Control(state, reconciler, Clock.systemUTC());
    reconciler.awaitIdle(Duration.ofSeconds(20));
    meter = new Meter(dir.resolve("meter.sqlite"), control::current, control::observed, kernel, Clock.systemUTC());
    control.tell(meter);
  }

  @AfterEach
  void close() {
    meter.close();
    reconciler.close();
    kernel.close();
    state.close();
  }

  private void network() {
    CreateVpcResponse made = run("CreateVpc", CreateVpcRequest.builder().cidrBlock("10.0.0.0/16").build());
    vpc = made.vpc().vpcId();
    CreateSubnetResponse inside =
        run("CreateSubnet", CreateSubnetRequest.builder().vpcId(vpc).cidrBlock("10.0.1.0/24").availabilityZone("us-east-1a").build());
    subnet = inside.subnet().subnetId();
    RunInstancesResponse ran =
        run("RunInstances", RunInstancesRequest.builder().imageId("ami-0123456789abcdef0").minCount(1).maxCount(1).subnetId(subnet).build());
    instance = ran.instances().getFirst().instanceId();
  }

  private record Endpoint(String id, String ip) {}

  private Endpoint endpoint() {
    CreateVpcEndpointResponse made =
        run(
            "CreateVpcEndpoint",
            CreateVpcEndpointRequest.builder().vpcId(vpc).serviceName("com.amazonaws.us-east-1.sqs").vpcEndpointType("Interface").subnetIds(subnet).build());
    DescribeNetworkInterfacesResponse interfaces =
        run("DescribeNetworkInterfaces", DescribeNetworkInterfacesRequest.builder().networkInterfaceIds(made.vpcEndpoint().networkInterfaceIds()).build());
    return new Endpoint(made.vpcEndpoint().vpcEndpointId(), interfaces.networkInterfaces().getFirst().privateIpAddress());
  }

  /** Sends so many bytes from the instance; they have all arrived when the other side has acknowledged them. */
  private void send(Endpoint endpoint, int bytes) throws Exception {
    try (SocketChannel channel = kernel.runInside(instance, () -> SocketChannel.open(StandardProtocolFamily.INET))) {
      channel.socket().connect(new InetSocketAddress(endpoint.ip, 443), 2000);
      ByteBuffer data = ByteBuffer.allocate(bytes);
      while (data.hasRemaining()) {
        channel.write(data);
      }
      channel.shutdownOutput();
      long least = bytes;
      long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (counted(endpoint) < least && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    }
  }

  /** Both directions, by the kernel's own word. */
  private long counted(Endpoint endpoint) {
    Map<String, Map<String, Count>> sets = kernel.setCounters(vpc, Set.of("meter_in", "meter_out"));
    return sets.values().stream().mapToLong(s -> s.get(endpoint.ip).bytes()).sum();
  }

  private Usage metered(Endpoint endpoint) {
    List<Usage> usages =
        meter.month(YearMonth.now(ZoneOffset.UTC)).usages().stream().filter(u -> u.id().equals(endpoint.id)).toList();
    assertThat(usages).hasSize(1);
    return usages.getFirst();
  }

  private double points(Endpoint endpoint, String name) {
    Instant now = Instant.now();
    return meter.store().metrics("000000000000", "us-east-1", Instant.EPOCH).stream()
        .filter(m -> m.name().equals(name) && m.dimensions().size() == 4 && m.dimensions().get("VPC Endpoint Id").equals(endpoint.id))
        .flatMap(m -> meter.store().points(m, now.minusSeconds(600), now.plusSeconds(60), 60).stream())
        .mapToDouble(MeterStore.Datapoint::sum)
        .sum();
  }

  /** The same numbers twice, so that the last packets of a closing connection have been counted. */
  private long settled(Endpoint endpoint) {
    long before;
    long after = counted(endpoint);
    do {
      before = after;
      meter.sample(true);
      after = counted(endpoint);
    } while (before != after);
    return after;
  }

  @Test
  void anEndpointsBytesAreThoseThatTheKernelCounted() throws Exception {
    network();
    Endpoint endpoint = endpoint();
    send(endpoint, 30_000);
    send(endpoint, 20_000);
    long kernels = settled(endpoint);
    Usage usage = metered(endpoint);
    assertThat(usage.bytes()).isEqualTo(kernels).isGreaterThan(50_000);
    assertThat(usage.hours()).isEqualTo(1);
    assertThat(usage.zone()).isEqualTo("us-east-1a");
    assertThat(usage.running()).isTrue();
    assertThat(points(endpoint, "BytesProcessed")).isEqualTo(kernels);
    assertThat(points(endpoint, "NewConnections")).isEqualTo(2);
  }

  @Test
  void aRestartKeepsTotalsAndAddsToThem() throws Exception {
    network();
    Endpoint endpoint = endpoint();
    send(endpoint, 30_000);
    long first = settled(endpoint);
    close();
    open();
    assertThat(counted(endpoint)).isLessThan(first);
    send(endpoint, 1_000);
    long second = settled(endpoint);
    assertThat(metered(endpoint).bytes()).isEqualTo(first + second);
  }

  @Test
  void aProcessThatIsKilledLosesOnlyWhatCameAfterItsLastSample() throws Exception {
    network();
    Endpoint endpoint = endpoint();
    send(endpoint, 30_000);
    long sampled = settled(endpoint);
    send(endpoint, 5_000);
    // The file as a killed process leaves it: never closed.
    reconciler.close();
    kernel.close();
    state.close();
    open();
    assertThat(metered(endpoint).bytes()).isEqualTo(sampled);
    assertThat(metered(endpoint).running()).isTrue();
  }

  @Test
  void whatIsDeletedIsReadOnceMore() throws Exception {
    network();
    Endpoint endpoint = endpoint();
    send(endpoint, 30_000);
    run("DeleteVpcEndpoints", DeleteVpcEndpointsRequest.builder().vpcEndpointIds(endpoint.id).build());
    Usage usage = metered(endpoint);
    assertThat(usage.bytes()).isGreaterThan(30_000);
    assertThat(usage.running()).isFalse();
    assertThat(usage.hours()).isEqualTo(1);
  }

  @Test
  void anAddressTakenAgainBySomethingNewIsNotMixedUp() throws Exception {
    network();
    Endpoint first = endpoint();
    send(first, 30_000);
    run("DeleteVpcEndpoints", DeleteVpcEndpointsRequest.builder().vpcEndpointIds(first.id).build());
    Endpoint second = endpoint();
    send(second, 1_000);
    long kernels = settled(second);
    assertThat(metered(second).bytes()).isEqualTo(kernels);
    assertThat(metered(first).bytes()).isGreaterThan(30_000);
  }

  @Test
  void anElasticIpCostsItsHoursFromAllocationToRelease() {
    AllocateAddressResponse address = run("AllocateAddress", AllocateAddressRequest.builder().build());
    assertThat(addresses()).singleElement().matches(u -> u.running() && u.hours() == 1 && u.about().equals(address.publicIp()));
    run("ReleaseAddress", ReleaseAddressRequest.builder().allocationId(address.allocationId()).build());
    assertThat(addresses()).singleElement().matches(u -> !u.running() && u.hours() == 1);
  }

  @Test
  void whatCameAndWentWhileNobodyLookedIsSettledAtTheStart() {
    AllocateAddressResponse gone = run("AllocateAddress", AllocateAddressRequest.builder().build());
    meter.sample(false);
    meter.close();
    run("ReleaseAddress", ReleaseAddressRequest.builder().allocationId(gone.allocationId()).build());
    AllocateAddressResponse there = run("AllocateAddress", AllocateAddressRequest.builder().build());
    meter = new Meter(dir.resolve("meter.sqlite"), control::current, control::observed, kernel, Clock.systemUTC());
    assertThat(addresses()).hasSize(2)
        .anyMatch(u -> u.id().equals(gone.allocationId()) && !u.running())
        .anyMatch(u -> u.id().equals(there.allocationId()) && u.running());
  }

  @Test
  void aThousandEndpointsAreReadInMilliseconds() {
    network();
    CreateSubnetResponse large = run("CreateSubnet", CreateSubnetRequest.builder().vpcId(vpc).cidrBlock("10.0.16.0/20").availabilityZone("us-east-1b").build());
    CreateVpcEndpointRequest request =
        CreateVpcEndpointRequest.builder().vpcId(vpc).serviceName("com.amazonaws.us-east-1.sqs").vpcEndpointType("Interface")
            .subnetIds(large.subnet().subnetId()).privateDnsEnabled(false).build();
    Operation<?, ?> create = Ec2Operations.find("CreateVpcEndpoint").orElseThrow();
    Action<CreateVpcEndpointRequest, CreateVpcEndpointResponse> one = typed(create.action());
    Action<Integer, Integer> many =
        (snapshot, caller, count, facts) -> {
          Snapshot next = snapshot;
          for (int i = 0; i < count; i++) {
            next = one.apply(next, caller, request, control.facts()).next();
          }
          return Applied.of(next, count);
        };
    control.execute(many, CALLER, 1000);
    assertThat(reconciler.awaitIdle(Duration.ofMinutes(2))).isTrue();
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long start = System.nanoTime();
      meter.sample(false);
      best = Math.min(best, System.nanoTime() - start);
    }
    System.out.printf("a sample of a thousand endpoints: %.1f ms%n", best / 1e6);
    // On an idle machine it takes about ten; the bound is for busy ones.
    assertThat(best).isLessThan(Duration.ofMillis(200).toNanos());
    assertThat(meter.month(YearMonth.now(ZoneOffset.UTC)).usages()).filteredOn(u -> u.thing() == Metered.INTERFACE_ENDPOINT).hasSize(1000);
  }

  @SuppressWarnings("unchecked")
  private static <Q, R> Action<Q, R> typed(Action<?, ?> action) {
    return (Action<Q, R>) action;
  }

  private List<Usage> addresses() {
    return meter.month(YearMonth.now(ZoneOffset.UTC)).usages().stream().filter(u -> u.thing() == Metered.PUBLIC_IPV4).toList();
  }

  @SuppressWarnings("unchecked")
  private <R> R run(String name, Object request) {
    Operation<Object, R> operation = (Operation<Object, R>) Ec2Operations.find(name).orElseThrow();
    Action<Object, R> action = operation.action();
    return control.execute(action, CALLER, request, s -> DefaultVpc.ensure(s, CALLER.account(), CALLER.region(), control.facts()), false);
  }
}
