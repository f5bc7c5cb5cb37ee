package dev.postern.core.action.ec2.instance;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.action.ec2.instance.InstanceTypes.InstanceType;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/**
 * Lists the instance types that are known, with processors, memory and architecture.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html">AWS</a>
 */
public final class DescribeInstanceTypes implements Action<DescribeInstanceTypesRequest, DescribeInstanceTypesResponse> {
  private static final Filters<InstanceType> FILTERS =
      Filters.<InstanceType>untagged()
          .on("instance-type", InstanceType::name)
          .on("processor-info.supported-architecture", InstanceType::architecture)
          .on("vcpu-info.default-vcpus", t -> String.valueOf(t.vcpus()))
          .on("memory-info.size-in-mib", t -> String.valueOf(t.memoryMib()))
          .onFlag("burstable-performance-supported", InstanceType::burstable);

  public static final Operation<DescribeInstanceTypesRequest, DescribeInstanceTypesResponse> OPERATION =
      Operation.describing(
          "DescribeInstanceTypes",
          DescribeInstanceTypesRequest.class,
          new DescribeInstanceTypes(),
          FILTERS.names(),
          "InstanceType",
          "NextToken",
          "MaxResults");

  @Override
  public Applied<DescribeInstanceTypesResponse> apply(Snapshot snapshot, Caller caller, DescribeInstanceTypesRequest request, Facts facts) {
    List<String> names = request.instanceTypesAsStrings();
    List<InstanceType> asked = names.isEmpty() ? InstanceTypes.all() : names.stream().distinct().map(DescribeInstanceTypes::require).toList();
    Page<InstanceType> page =
        Page.of(FILTERS.apply(snapshot, request.filters(), asked), InstanceType::name, request.nextToken(), request.maxResults(), 5, 100);
    return Applied.of(
        snapshot,
        DescribeInstanceTypesResponse.builder()
            .instanceTypes(page.items().stream().map(DescribeInstanceTypes::shown).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }

  private static InstanceType require(String name) {
    return InstanceTypes.find(name).orElseThrow(() -> Ec2Error.INVALID_INSTANCE_TYPE.with(name));
  }

  private static InstanceTypeInfo shown(InstanceType type) {
    return InstanceTypeInfo.builder()
        .instanceType(type.name())
        .burstablePerformanceSupported(type.burstable())
        .bareMetal(false)
        .vCpuInfo(v -> v.defaultVCpus(type.vcpus()))
        .memoryInfo(m -> m.sizeInMiB((long) type.memoryMib()))
        .processorInfo(p -> p.supportedArchitecturesWithStrings(type.architecture()))
        .build();
  }
}
