package dev.postern.bench;

import dev.postern.core.fabric.Backbone;
import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.Port;
import dev.postern.core.ip.Ip;
import dev.postern.core.path.Outside;
import dev.postern.core.path.Packet;
import dev.postern.core.path.PathResolver;
import dev.postern.core.plan.KernelPlan;
import dev.postern.core.plan.PlanCompiler;
import dev.postern.wire.query.QueryProtocol;
import dev.postern.wire.query.QueryReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;

/** A few functions that every request or change passes, by JMH. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class Micro {
  private final Fabric fabric = Network.fabric();
  private final Port client = fabric.ports().values().iterator().next();
  private final Packet packet = new Packet(client.primary(), Ip.parse(Network.S3_IP), FilterLine.TCP, 40000, 443);
  private final KernelPlan plan = PlanCompiler.compile(fabric);
  private final byte[] form =
      ("Action=CreateVpcEndpoint&Version=2016-11-15&VpcId=vpc-00000000000000001&ServiceName=com.amazonaws.us-east-1.s3&RouteTableId.1=rtb-1"
              + "&TagSpecification.1.ResourceType=vpc-endpoint&TagSpecification.1.Tag.1.Key=Name&TagSpecification.1.Tag.1.Value=s3")
          .getBytes(StandardCharsets.UTF_8);

  private final Outside internet =
      new Outside() {
        @Override
        public boolean isService(long address) {
          return true;
        }

        @Override
        public Optional<Fabric> holderOf(long publicAddress) {
          return Optional.empty();
        }

        @Override
        public Optional<Fabric> fabric(String vpcId) {
          return Optional.empty();
        }

        @Override
        public Optional<Backbone.Arrived> across(List<String> tables, long destination) {
          return Optional.empty();
        }
      };

  @Benchmark
  public Object readCreateVpcEndpoint() {
    return QueryReader.read(QueryProtocol.EC2, CreateVpcEndpointRequest.class, QueryProtocol.EC2.parse(form));
  }

  @Benchmark
  public Object resolvePathThroughEndpoint() {
    return PathResolver.resolve(fabric, internet, client, packet);
  }

  @Benchmark
  public Object compilePlanAndDiff() {
    return PlanCompiler.compile(fabric).since(plan);
  }
}
