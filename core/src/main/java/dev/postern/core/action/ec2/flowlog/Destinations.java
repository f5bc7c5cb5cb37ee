package dev.postern.core.action.ec2.flowlog;

import dev.postern.core.action.Caller;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.FlowLog;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateFlowLogsRequest;
import software.amazon.awssdk.services.ec2.model.DestinationOptionsRequest;

/** Reads where a request wants its records, and refuses what does not fit together. */
final class Destinations {
  private static final Pattern BUCKET = Pattern.compile("arn:aws:s3:::([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");
  private static final Pattern GROUP = Pattern.compile("arn:aws:logs:([a-z0-9-]+):([0-9]{12}):log-group:([^:*]+)(?::\\*)?");
  private static final Pattern GROUP_NAME = Pattern.compile("[.\\-_/#A-Za-z0-9]{1,512}");
  private static final Pattern ROLE = Pattern.compile("arn:aws:iam::([0-9]{12}):role/(?:.*/)?([^/]+)");
  private static final String GROUPS = "cloud-watch-logs";

  private Destinations() {}

  static FlowLog.Destination of(Snapshot snapshot, Caller caller, CreateFlowLogsRequest request) {
    String type = request.logDestinationTypeAsString() == null ? GROUPS : request.logDestinationTypeAsString();
    if (request.logDestination() == null && request.logGroupName() == null) {
      throw Ec2Error.INVALID_PARAMETER.with("LogDestination can't be empty if LogGroupName is not provided.");
    }
    return switch (type) {
      case "s3" -> bucket(request);
      case GROUPS -> group(snapshot, caller, request);
      case "kinesis-data-firehose" -> throw Ec2Error.UNSUPPORTED_OPERATION.with("The log destination type " + type + " is not built in Postern");
      default -> throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + type + ") for parameter logDestinationType is invalid.");
    };
  }

  private static FlowLog.Destination bucket(CreateFlowLogsRequest request) {
    if (request.logGroupName() != null) {
      throw Ec2Error.INVALID_PARAMETER.with("LogDestination type must be " + GROUPS + " if LogGroupName is provided.");
    }
    if (request.deliverLogsPermissionArn() != null) {
      throw Ec2Error.INVALID_PARAMETER.with("DeliverLogsPermissionArn is not applicable for s3 delivery");
    }
    String arn = request.logDestination();
    Matcher matcher = BUCKET.matcher(arn);
    if (!matcher.matches()) {
      throw invalid(arn);
    }
    String folder = Optional.ofNullable(matcher.group(2)).orElse("");
    if (folder.equals("AWSLogs") || folder.startsWith("AWSLogs/")) {
      // AWS keeps this word for the folders that it makes.
      throw invalid(arn);
    }
    DestinationOptionsRequest options = request.destinationOptions() == null ? DestinationOptionsRequest.builder().build() : request.destinationOptions();
    String file = options.fileFormatAsString() == null ? "plain-text" : options.fileFormatAsString();
    if (file.equals("parquet")) {
      throw Ec2Error.UNSUPPORTED_OPERATION.with("The value parquet of DestinationOptions.FileFormat is not built in Postern");
    }
    if (!file.equals("plain-text")) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + file + ") for parameter fileFormat is invalid.");
    }
    return new FlowLog.Bucket(
        matcher.group(1), folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/", arn, isTrue(options.hiveCompatiblePartitions()),
        isTrue(options.perHourPartition()));
  }

  private static boolean isTrue(@Nullable Boolean given) {
    return given != null && given;
  }

  private static FlowLog.Destination group(Snapshot snapshot, Caller caller, CreateFlowLogsRequest request) {
    if (request.destinationOptions() != null) {
      throw Ec2Error.INVALID_PARAMETER.with("DestinationOptions is only applicable for s3 delivery");
    }
    String role = request.deliverLogsPermissionArn();
    if (role == null) {
      throw Ec2Error.INVALID_PARAMETER.with("DeliverLogsPermissionArn can't be empty if LogDestinationType is " + GROUPS + ".");
    }
    requireRole(snapshot, caller, role);
    if (request.logDestination() == null) {
      return new FlowLog.LogGroup(caller.account(), caller.region(), name(request.logGroupName()), role);
    }
    if (request.logGroupName() != null) {
      throw Ec2Error.INVALID_PARAMETER.with("Please only provide LogGroupName or only provide LogDestination.");
    }
    Matcher matcher = GROUP.matcher(request.logDestination());
    if (!matcher.matches() || !matcher.group(1).equals(caller.region())) {
      throw invalid(request.logDestination());
    }
    return new FlowLog.LogGroup(matcher.group(2), matcher.group(1), name(matcher.group(3)), role);
  }

  private static String name(String given) {
    if (!GROUP_NAME.matcher(given).matches()) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + given + ") for parameter logGroupName is invalid.");
    }
    return given;
  }

  /** Flow logs take the role when they begin. */
  private static void requireRole(Snapshot snapshot, Caller caller, String arn) {
    Matcher matcher = ROLE.matcher(arn);
    boolean there =
        matcher.matches()
            && matcher.group(1).equals(caller.account())
            && snapshot
                .find(IamRole.class, new ResourceKey(caller.account(), ResourceKey.GLOBAL, Kind.IAM_ROLE, matcher.group(2)))
                .filter(r -> r.assumeRolePolicyDocument().contains("vpc-flow-logs.amazonaws.com"))
                .isPresent();
    if (!there) {
      throw Ec2Error.INVALID_PARAMETER.with("Unable to assume given IAM role: '" + arn + "'");
    }
  }

  private static AwsException invalid(String destination) {
    return Ec2Error.INVALID_PARAMETER.with("LogDestination: " + destination + " is invalid.");
  }
}
