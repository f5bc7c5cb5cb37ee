package dev.postern.app.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.control.Control;
import dev.postern.app.store.SqliteStore;
import dev.postern.core.action.Action;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Ec2Operations;
import dev.postern.core.action.ec2.vpc.DefaultVpc;
import dev.postern.core.plan.Names;
import dev.postern.linux.DeviceCounters;
import dev.postern.linux.Kernel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.FileDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsRequest;

class ReconcilerTest {
  private static final Caller CALLER = Caller.root("000000000000", "us-east-1");

  @TempDir private Path dir;
  private Kernel kernel;
  private SqliteStore store;
  private Reconciler reconciler;
  private Control control;

  @BeforeEach
  void open() {
    Epoll.ensureAvailability();
    kernel = Kernel.open((fd, _) -> () -> new FileDescriptor(fd).close());
    store = new SqliteStore(dir.resolve("state.db"));
    reconciler = new Reconciler(kernel, store.read());
    control = new Control(store, reconciler, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    reconciler.close();
    kernel.close();
    store.close();
  }

  @Test
  void anEndpointIsAvailableInTheResponseBecauseTheKernelHasIt() {
    CreateVpcEndpointResponse created = endpoint(vpc());
    assertThat(created.vpcEndpoint().stateAsString()).isEqualTo("available");
    assertThat(kernel.counters(created.vpcEndpoint().vpcId())).containsKey(device(created));
  }

  @Test
  void aDeletedEndpointLeavesNoLinkBehind() {
    CreateVpcEndpointResponse created = endpoint(vpc());
    run("DeleteVpcEndpoints", DeleteVpcEndpointsRequest.builder().vpcEndpointIds(created.vpcEndpoint().vpcEndpointId()).build());
    assertThat(control.observed().holds(created.vpcEndpoint().vpcId(), created.vpcEndpoint().vpcEndpointId())).isFalse();
    assertThat(kernel.counters("edge/us-east-1")).doesNotContainKey(device(created));
  }

  @Test
  void aLinkDeletedByHandComesBack() throws Exception {
    CreateVpcEndpointResponse created = endpoint(vpc());
    String vpc = created.vpcEndpoint().vpcId();
    inNamespace(vpc, "ip", "link", "del", device(created));
    Map<String, DeviceCounters> after = kernel.counters(vpc);
    assertThat(after).doesNotContainKey(device(created));
    await(() -> kernel.counters(vpc).containsKey(device(created)));
  }

  @Test
  void aFlushedRulesetComesBack() throws Exception {
    String vpc = endpoint(vpc()).vpcEndpoint().vpcId();
    inNamespace(vpc, "nft", "flush", "ruleset");
    assertThat(inNamespace(vpc, "nft", "list", "ruleset")).doesNotContain("chain forward");
    await(() -> inNamespace(vpc, "nft", "list", "ruleset").contains("chain forward"));
  }

  @Test
  void aRestartCarriesWhatWasCommitted() {
    CreateVpcEndpointResponse created = endpoint(vpc());
    close();
    open();
    assertThat(reconciler.awaitIdle(Duration.ofSeconds(10))).isTrue();
    assertThat(control.observed().holds(created.vpcEndpoint().vpcId(), created.vpcEndpoint().vpcEndpointId())).isTrue();
    assertThat(kernel.counters(created.vpcEndpoint().vpcId())).containsKey(device(created));
  }

  private static String device(CreateVpcEndpointResponse created) {
    return Names.endpointLink(created.vpcEndpoint().vpcEndpointId());
  }

  private String vpc() {
    CreateVpcResponse vpc = run("CreateVpc", CreateVpcRequest.builder().cidrBlock("10.0.0.0/16").build());
    return vpc.vpc().vpcId();
  }

  private CreateVpcEndpointResponse endpoint(String vpc) {
    CreateRouteTableResponse table = run("CreateRouteTable", CreateRouteTableRequest.builder().vpcId(vpc).build());
    return run(
        "CreateVpcEndpoint",
        CreateVpcEndpointRequest.builder()
            .vpcId(vpc)
            .serviceName("com.amazonaws.us-east-1.s3")
            .routeTableIds(table.routeTable().routeTableId())
            .build());
  }

  @SuppressWarnings("unchecked")
  private <Q, R> R run(String name, Q request) {
    Operation<?, ?> operation = Ec2Operations.find(name).orElseThrow();
    return control.execute(
        (Action<Q, R>) operation.action(), CALLER, request, s -> DefaultVpc.ensure(s, "000000000000", "us-east-1", control.facts()), false);
  }

  private String inNamespace(String namespace, String... command) throws Exception {
    List<String> all = new ArrayList<>(List.of("nsenter", "--net=" + kernel.namespacePath(namespace)));
    all.addAll(List.of(command));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long latest = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("within 10 seconds").isLessThan(latest);
      Thread.onSpinWait();
    }
  }
}
