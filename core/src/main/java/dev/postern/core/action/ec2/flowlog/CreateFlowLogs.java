package dev.postern.core.action.ec2.flowlog;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Idempotency;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.flowlog.LogFormat;
import dev.postern.core.model.FlowLog;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.CreateFlowLogsRequest;
import software.amazon.awssdk.services.ec2.model.CreateFlowLogsResponse;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;

/**
 * Begins to log the traffic of VPCs, subnets or network interfaces.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html">AWS</a>
 *
 * <p>Errors: {@code MissingParameter}, {@code InvalidParameter}, {@code InvalidParameterValue}, {@code UnsupportedOperation},
 * {@code InvalidVpcID.NotFound}, {@code InvalidSubnetID.NotFound}, {@code InvalidNetworkInterfaceID.NotFound}, {@code FlowLogAlreadyExists},
 * {@code FlowLogsLimitExceeded}, {@code IdempotentParameterMismatch}, {@code TagLimitExceeded}. A bucket that is not there makes an
 * unsuccessful item of each resource.
 */
public record CreateFlowLogs(LogBuckets buckets) implements Action<CreateFlowLogsRequest, CreateFlowLogsResponse> {
  private static final String NAME = "CreateFlowLogs";

  /** AWS does not raise it on request. */
  private static final int LIMIT = 2;

  /** The row of an operation that asks no S3. */
  public static final Operation<CreateFlowLogsRequest, CreateFlowLogsResponse> OPERATION =
      new CreateFlowLogs((_, _) -> LogBuckets.Answer.THERE).operation();

  public Operation<CreateFlowLogsRequest, CreateFlowLogsResponse> operation() {
    return Operation.of(
        NAME, CreateFlowLogsRequest.class, this, "ClientToken", "DeliverLogsPermissionArn", "DestinationOptions", "LogDestination", "LogDestinationType",
        "LogFormat", "LogGroupName", "MaxAggregationInterval", "ResourceId", "ResourceType", "TagSpecification", "TrafficType");
  }

  /** What is logged: its VPC, and its id. */
  private record Logged(String vpcId, String id) {}

  @Override
  public Applied<CreateFlowLogsResponse> apply(Snapshot snapshot, Caller caller, CreateFlowLogsRequest request, Facts facts) {
    TreePMap<String, String> tags = Tags.of(request.tagSpecifications(), Kind.FLOW_LOG);
    List<Logged> resources = resources(snapshot, caller, request);
    FlowLog.Traffic traffic = traffic(request.trafficTypeAsString());
    FlowLog.Destination destination = Destinations.of(snapshot, caller, request);
    String format = format(request.logFormat());
    int interval = interval(request.maxAggregationInterval());
    List<String> earlier = Idempotency.earlier(snapshot, caller, NAME, request.clientToken(), request, facts);
    if (!earlier.isEmpty()) {
      return response(snapshot, request, earlier, List.of());
    }
    Optional<String> refusal = refusal(caller, destination);
    if (refusal.isPresent()) {
      return response(snapshot, request, List.of(), resources.stream().map(r -> unsuccessful(r.id, refusal.get())).toList());
    }
    Snapshot next = snapshot;
    List<String> made = new ArrayList<>();
    for (Logged resource : resources) {
      List<FlowLog> others = next.inNetwork(FlowLog.class, resource.vpcId).stream().filter(l -> l.resourceId().equals(resource.id)).toList();
      if (others.stream().anyMatch(l -> l.traffic() == traffic && l.destination().equals(destination))) {
        throw Ec2Error.FLOW_LOG_ALREADY_EXISTS.with();
      }
      if (others.size() >= LIMIT) {
        throw Ec2Error.FLOW_LOGS_LIMIT_EXCEEDED.with(resource.id);
      }
      FlowLog log =
          new FlowLog(
              Lookup.key(caller, Kind.FLOW_LOG, facts.seed().id(Kind.FLOW_LOG.prefix())), resource.vpcId, resource.id, traffic, destination,
              format, interval, facts.now(), Optional.empty());
      next = next.with(log).withTags(log.key(), tags);
      made.add(log.id());
    }
    next = Idempotency.remember(next, caller, NAME, request.clientToken(), request, facts, made);
    return response(next, request, made, List.of());
  }

  private static List<Logged> resources(Snapshot snapshot, Caller caller, CreateFlowLogsRequest request) {
    if (request.resourceIds().isEmpty()) {
      throw Ec2Error.MISSING_PARAMETER.with("ResourceId");
    }
    String type = Lookup.given(request.resourceTypeAsString(), "ResourceType");
    return request.resourceIds().stream().distinct().map(id -> resource(snapshot, caller, type, id)).toList();
  }

  private static Logged resource(Snapshot snapshot, Caller caller, String type, String id) {
    return switch (type) {
      case "VPC" -> new Logged(Lookup.require(snapshot, caller, Vpc.class, Kind.VPC, id).id(), id);
      case "Subnet" -> new Logged(Lookup.require(snapshot, caller, Subnet.class, Kind.SUBNET, id).vpcId(), id);
      case "NetworkInterface" -> new Logged(Lookup.require(snapshot, caller, NetworkInterface.class, Kind.NETWORK_INTERFACE, id).vpcId(), id);
      case "TransitGateway", "TransitGatewayAttachment", "RegionalNatGateway" ->
          throw Ec2Error.UNSUPPORTED_OPERATION.with("Flow logs of the resource type " + type + " are not built in Postern");
      default -> throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + type + ") for parameter resourceType is invalid.");
    };
  }

  private static FlowLog.Traffic traffic(@Nullable String given) {
    String type = Lookup.given(given, "TrafficType");
    return switch (type) {
      case "ACCEPT" -> FlowLog.Traffic.ACCEPT;
      case "REJECT" -> FlowLog.Traffic.REJECT;
      case "ALL" -> FlowLog.Traffic.ALL;
      default -> throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + type + ") for parameter trafficType is invalid.");
    };
  }

  private static String format(@Nullable String given) {
    try {
      return given == null ? LogFormat.DEFAULT.text() : LogFormat.parse(given).text();
    } catch (LogFormat.Malformed e) {
      throw Ec2Error.INVALID_PARAMETER.with(String.valueOf(e.getMessage()));
    }
  }

  private static int interval(@Nullable Integer given) {
    int seconds = given == null ? 600 : given;
    if (seconds != 60 && seconds != 600) {
      throw Ec2Error.INVALID_PARAMETER.with("Invalid Flow Log Max Aggregation Interval");
    }
    return seconds;
  }

  private Optional<String> refusal(Caller caller, FlowLog.Destination destination) {
    return switch (destination) {
      case FlowLog.LogGroup _ -> Optional.empty();
      case FlowLog.Bucket(String bucket, _, _, _, _) ->
          switch (buckets.ask(caller, bucket)) {
            case THERE -> Optional.empty();
            case MISSING -> Optional.of("LogDestination: " + bucket + " does not exist.");
            case DENIED -> Optional.of("Access Denied for LogDestination: " + bucket + ". Please check LogDestination permission");
          };
    };
  }

  private static UnsuccessfulItem unsuccessful(String id, String message) {
    return UnsuccessfulItem.builder().resourceId(id).error(e -> e.code("400").message(message)).build();
  }

  private static Applied<CreateFlowLogsResponse> response(Snapshot next, CreateFlowLogsRequest request, List<String> ids, List<UnsuccessfulItem> unsuccessful) {
    return Applied.of(next, CreateFlowLogsResponse.builder().clientToken(request.clientToken()).flowLogIds(ids).unsuccessful(unsuccessful).build());
  }
}
