package dev.postern.core.flowlog;

import dev.postern.core.model.FlowLog;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The names of the objects that a flow log leaves in a bucket. */
public final class FlowLogFile {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy/MM/dd/");
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH/");
  private static final DateTimeFormatter HIVE_DAY = DateTimeFormatter.ofPattern("'year='yyyy'/month='MM'/day='dd'/'");
  private static final DateTimeFormatter HIVE_HOUR = DateTimeFormatter.ofPattern("'hour='HH'/'");
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'");

  private FlowLogFile() {}

  /**
   * The key of an object.
   * <a href="https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-path.html">AWS</a>
   *
   * @param start of the records
   * @param hash eight hexadecimal digits of the content
   */
  public static String key(FlowLog log, FlowLog.Bucket bucket, Instant start, String hash) {
    OffsetDateTime time = start.atOffset(ZoneOffset.UTC);
    String account = log.key().account();
    String region = log.key().region();
    String folder =
        bucket.hivePartitions()
            ? "AWSLogs/aws-account-id=" + account + "/aws-service=vpcflowlogs/aws-region=" + region + "/" + HIVE_DAY.format(time)
                + (bucket.hourPartitions() ? HIVE_HOUR.format(time) : "")
            : "AWSLogs/" + account + "/vpcflowlogs/" + region + "/" + DAY.format(time) + (bucket.hourPartitions() ? HOUR.format(time) : "");
    return bucket.folder() + folder + account + "_vpcflowlogs_" + region + "_" + log.id() + "_" + MINUTE.format(time) + "_" + hash + ".log.gz";
  }

  /** The stream of a log group that an interface's records are in. */
  public static String stream(FlowLog log, LoggedInterface at) {
    String which =
        switch (log.traffic()) {
          case ALL -> "all";
          case ACCEPT -> "accept";
          case REJECT -> "reject";
        };
    return at.id() + "-" + which;
  }
}
