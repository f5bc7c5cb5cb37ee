package dev.postern.core.flowlog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A field of a flow log record, and the version of the format that brought it.
 * <a href="https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html">AWS</a>
 */
public enum FlowField {
  VERSION(2),
  ACCOUNT_ID(2),
  INTERFACE_ID(2),
  SRCADDR(2),
  DSTADDR(2),
  SRCPORT(2),
  DSTPORT(2),
  PROTOCOL(2),
  PACKETS(2),
  BYTES(2),
  START(2),
  END(2),
  ACTION(2),
  LOG_STATUS(2),
  VPC_ID(3),
  SUBNET_ID(3),
  INSTANCE_ID(3),
  TCP_FLAGS(3),
  TYPE(3),
  PKT_SRCADDR(3),
  PKT_DSTADDR(3),
  REGION(4),
  AZ_ID(4),
  SUBLOCATION_TYPE(4),
  SUBLOCATION_ID(4),
  PKT_SRC_AWS_SERVICE(5),
  PKT_DST_AWS_SERVICE(5),
  FLOW_DIRECTION(5),
  TRAFFIC_PATH(5),
  ECS_CLUSTER_ARN(7),
  ECS_CLUSTER_NAME(7),
  ECS_CONTAINER_INSTANCE_ARN(7),
  ECS_CONTAINER_INSTANCE_ID(7),
  ECS_CONTAINER_ID(7),
  ECS_SECOND_CONTAINER_ID(7),
  ECS_SERVICE_NAME(7),
  ECS_TASK_DEFINITION_ARN(7),
  ECS_TASK_ARN(7),
  ECS_TASK_ID(7),
  REJECT_REASON(8);

  private static final Map<String, FlowField> BY_TEXT = Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(FlowField::text, Function.identity()));

  private final int version;

  FlowField(int version) {
    this.version = version;
  }

  /** The version of a record in which this is the newest field. */
  int version() {
    return version;
  }

  /** The name in a format, such as {@code flow-direction}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The field of a name; empty for one that AWS does not have, or has for transit gateways alone. */
  public static Optional<FlowField> find(String text) {
    return Optional.ofNullable(BY_TEXT.get(text));
  }
}
