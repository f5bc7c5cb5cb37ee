package dev.postern.core.flowlog;

import dev.postern.core.ip.Ip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The fields of a flow log's records, in their order. */
public record LogFormat(List<FlowField> fields) {
  private static final Pattern WRITTEN = Pattern.compile("\\$\\{[^{}$ ]+}( \\$\\{[^{}$ ]+})*");
  private static final Pattern FIELD = Pattern.compile("\\$\\{([^}]+)}");
  private static final String NONE = "-";

  /** The fields of version 2. */
  public static final LogFormat DEFAULT = new LogFormat(Arrays.stream(FlowField.values()).filter(f -> f.version() == 2).toList());

  /** A text that is no format. */
  public static final class Malformed extends Exception {
    private Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /** @throws Malformed saying what is wrong, in AWS's words where those are known */
  public static LogFormat parse(String text) throws Malformed {
    if (!WRITTEN.matcher(text).matches()) {
      throw new Malformed("1 validation error detected: Value '" + text + "' at 'logFormat' has an invalid format");
    }
    List<FlowField> fields = new ArrayList<>();
    Matcher names = FIELD.matcher(text);
    while (names.find()) {
      String name = names.group(1);
      fields.add(FlowField.find(name).orElseThrow(() -> new Malformed("Unknown fields provided: [" + name + "]")));
    }
    return new LogFormat(List.copyOf(fields));
  }

  /** As {@code DescribeFlowLogs} shows it. */
  public String text() {
    return fields.stream().map(f -> "${" + f.text() + "}").collect(Collectors.joining(" "));
  }

  /** The first line of a file. */
  public String header() {
    return fields.stream().map(FlowField::text).collect(Collectors.joining(" "));
  }

  /** One record's line. */
  public String line(FlowRecord record) {
    return fields.stream().map(f -> value(f, record)).collect(Collectors.joining(" "));
  }

  private int version() {
    return fields.stream().mapToInt(FlowField::version).max().orElse(2);
  }

  private String value(FlowField field, FlowRecord record) {
    LoggedInterface at = record.at();
    return switch (field) {
      case VERSION -> String.valueOf(version());
      case ACCOUNT_ID -> at.account();
      case INTERFACE_ID -> at.id();
      case START -> String.valueOf(record.start().getEpochSecond());
      case END -> String.valueOf(record.end().getEpochSecond());
      case LOG_STATUS -> record.status().name();
      case SRCADDR -> of(record, f -> Ip.text(f.tuple().egress() ? at.primary() : f.tuple().source()));
      case DSTADDR -> of(record, f -> Ip.text(f.tuple().egress() ? f.tuple().destination() : at.primary()));
      case PKT_SRCADDR -> of(record, f -> Ip.text(f.tuple().source()));
      case PKT_DSTADDR -> of(record, f -> Ip.text(f.tuple().destination()));
      case SRCPORT -> of(record, f -> String.valueOf(f.tuple().sourcePort()));
      case DSTPORT -> of(record, f -> String.valueOf(f.tuple().destinationPort()));
      case PROTOCOL -> of(record, f -> String.valueOf(f.tuple().protocol()));
      case PACKETS -> of(record, f -> String.valueOf(f.packets()));
      case BYTES -> of(record, f -> String.valueOf(f.bytes()));
      case ACTION -> of(record, f -> f.accepted() ? "ACCEPT" : "REJECT");
      case VPC_ID -> of(record, _ -> at.vpcId());
      case SUBNET_ID -> of(record, _ -> at.subnetId());
      case INSTANCE_ID -> of(record, _ -> at.instanceId().orElse(NONE));
      case TCP_FLAGS -> of(record, f -> String.valueOf(f.tcpFlags()));
      case TYPE -> of(record, _ -> "IPv4");
      case REGION -> of(record, _ -> at.region());
      case AZ_ID -> of(record, _ -> at.zoneId());
      case PKT_SRC_AWS_SERVICE -> of(record, f -> AwsService.of(f.tuple().source()).orElse(NONE));
      case PKT_DST_AWS_SERVICE -> of(record, f -> AwsService.of(f.tuple().destination()).orElse(NONE));
      case FLOW_DIRECTION -> of(record, f -> f.tuple().egress() ? "egress" : "ingress");
      case TRAFFIC_PATH -> of(record, f -> f.path().map(p -> String.valueOf(p.number())).orElse(NONE));
      // Nothing here is in an Outpost or Wavelength zone, of ECS, or under VPC Block Public Access.
      case SUBLOCATION_TYPE, SUBLOCATION_ID, REJECT_REASON -> NONE;
      case ECS_CLUSTER_ARN, ECS_CLUSTER_NAME, ECS_CONTAINER_INSTANCE_ARN, ECS_CONTAINER_INSTANCE_ID, ECS_CONTAINER_ID, ECS_SECOND_CONTAINER_ID,
          ECS_SERVICE_NAME, ECS_TASK_DEFINITION_ARN, ECS_TASK_ARN, ECS_TASK_ID -> NONE;
    };
  }

  /** Without a flow there is nothing to say of one. */
  private static String of(FlowRecord record, Function<FlowRecord.Flow, String> value) {
    return record.flow().map(value).orElse(NONE);
  }
}
