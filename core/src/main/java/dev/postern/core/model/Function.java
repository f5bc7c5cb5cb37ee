package dev.postern.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * A Lambda function: its code, configuration and, in a VPC, the interfaces that carry it.
 *
 * @param key its id is the function's name
 * @param hostId {@code fn-} and 17 hexadecimal digits: the host whose namespace the function's processes run in, another one when
 *     the function moves to another network
 */
public record Function(
    ResourceKey key,
    String hostId,
    Settings settings,
    Code code,
    Optional<VpcConfig> vpcConfig,
    Instant lastModified,
    String revisionId)
    implements Resource {

  public static final String HOST_PREFIX = "fn";

  /** What {@code UpdateFunctionConfiguration} can change besides the network. */
  public record Settings(
      String runtime, String handler, String role, String description, int timeoutSeconds, int memoryMb, SortedMap<String, String> environment) {}

  /** A zip file: the base64 of its SHA-256 and its size in bytes. */
  public record Code(String sha256, long size, List<String> architectures) {}

  /** The subnets and groups a function runs in, and the interfaces (one a subnet, in that order) that were made for it. */
  public record VpcConfig(String vpcId, List<String> subnetIds, List<String> securityGroupIds, List<String> networkInterfaceIds) {}

  public String name() {
    return key.id();
  }

  public String arn() {
    return "arn:aws:lambda:" + key.region() + ":" + key.account() + ":function:" + name();
  }

  @Override
  public Set<String> networks() {
    return Set.of(vpcConfig.map(VpcConfig::vpcId).orElse("edge/" + key.region()));
  }

  public Function withSettings(Settings newSettings, Instant now, String newRevisionId) {
    return new Function(key, hostId, newSettings, code, vpcConfig, now, newRevisionId);
  }

  /** On another host, in another network. */
  public Function movedTo(String newHostId, Optional<VpcConfig> newVpcConfig) {
    return new Function(key, newHostId, settings, code, newVpcConfig, lastModified, revisionId);
  }

  public Function withCode(Code newCode, Instant now, String newRevisionId) {
    return new Function(key, hostId, settings, newCode, vpcConfig, now, newRevisionId);
  }
}
