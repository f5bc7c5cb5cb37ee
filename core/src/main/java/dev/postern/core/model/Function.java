package dev.postern.core.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

/** A Lambda function: its code, configuration and, in a VPC, the interfaces that carry it. */
public record Function(
    ResourceKey key,
    String name,
    String runtime,
    String handler,
    String role,
    String description,
    int timeoutSeconds,
    int memoryMb,
    SortedMap<String, String> environment,
    String codeSha256,
    long codeSize,
    Optional<VpcConfig> vpcConfig,
    List<String> architectures,
    Instant lastModified,
    String revisionId)
    implements Resource {
  @Override
  public Optional<String> network() {
    return Optional.of(vpcConfig.map(VpcConfig::vpcId).orElse("edge/" + key.region()));
  }

  /** The namespace its environments run in; stable for the function's life. */
  public String hostId() {
    return "fn-" + UUID.nameUUIDFromBytes(key.toString().getBytes(StandardCharsets.UTF_8)).toString().replace("-", "").substring(0, 17);
  }

  /** The subnets and groups a function runs in, and the interfaces (one a subnet) that Postern made for it. */
  public record VpcConfig(String vpcId, List<String> subnetIds, List<String> securityGroupIds, List<String> networkInterfaceIds) {}
}
