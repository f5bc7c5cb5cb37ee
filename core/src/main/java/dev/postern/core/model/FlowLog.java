package dev.postern.core.model;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A flow log of a VPC, a subnet or a network interface.
 *
 * @param resourceId of the VPC, subnet or network interface
 * @param format as AWS writes it: fields such as {@code ${srcaddr}}, a space between each
 * @param interval the longest time in seconds that one record covers: 60 or 600
 * @param deliveryError why the last delivery failed, in AWS's words
 */
public record FlowLog(
    ResourceKey key,
    String vpcId,
    String resourceId,
    Traffic traffic,
    Destination destination,
    String format,
    int interval,
    Instant created,
    Optional<String> deliveryError)
    implements Resource {

  /** Which traffic is logged. */
  public enum Traffic {
    ACCEPT,
    REJECT,
    ALL
  }

  /** Where records go. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
  public sealed interface Destination {}

  /**
   * A bucket.
   *
   * @param folder what stands before {@code AWSLogs} in a key: empty, or with a slash at its end
   * @param arn as the request gave it
   */
  public record Bucket(String bucket, String folder, String arn, boolean hivePartitions, boolean hourPartitions) implements Destination {}

  /** A group of CloudWatch Logs, and the role that may write to it. */
  public record LogGroup(String account, String region, String name, String roleArn) implements Destination {}

  /** Whether a network interface is one of those that are logged. */
  public boolean covers(NetworkInterface eni) {
    return resourceId.equals(eni.id()) || resourceId.equals(eni.subnetId()) || resourceId.equals(eni.vpcId());
  }

  public FlowLog withDeliveryError(Optional<String> newDeliveryError) {
    return new FlowLog(key, vpcId, resourceId, traffic, destination, format, interval, created, newDeliveryError);
  }

  @Override
  public Set<String> networks() {
    return Set.of(vpcId);
  }
}
