package dev.postern.core.action.route53;

import dev.postern.core.action.Caller;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.Route53Error;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.HostedZone.AssociatedVpc;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.model.VPC;

/** What requests name, found and checked as Route 53 does. */
public final class Given {
  private Given() {}

  /** A required member, by its name as Route 53 prints it ({@code callerReference}). */
  public static <T> T required(@Nullable T value, String member) {
    if (value == null) {
      throw violated("null", member, "Member must not be null");
    }
    return value;
  }

  public static AwsException violated(String value, String member, String constraint) {
    return Route53Error.INVALID_INPUT.with(
        "1 validation error detected: Value " + value + " at '" + member + "' failed to satisfy constraint: " + constraint);
  }

  /** A comment: empty when left out. */
  public static String comment(@Nullable String comment) {
    String text = comment == null ? "" : comment;
    if (text.length() > 256) {
      throw violated("'" + text + "'", "comment", "Member must have length less than or equal to 256");
    }
    return text;
  }

  /** The id of a zone, which clients also give as {@code /hostedzone/Z…}. */
  public static String zoneId(@Nullable String id) {
    String text = required(id, "id");
    return text.startsWith("/hostedzone/") ? text.substring("/hostedzone/".length()) : text;
  }

  /** A zone of the caller's account. */
  public static HostedZone zone(Snapshot snapshot, Caller caller, @Nullable String id) {
    String zoneId = zoneId(id);
    return snapshot
        .find(HostedZone.class, new ResourceKey(caller.account(), ResourceKey.GLOBAL, Kind.HOSTED_ZONE, zoneId))
        .orElseThrow(() -> Route53Error.NO_SUCH_HOSTED_ZONE.with(zoneId));
  }

  /** A VPC of whatever account. */
  public static Vpc vpc(Snapshot snapshot, @Nullable VPC vpc) {
    VPC given = required(vpc, "vPC");
    return vpc(snapshot, given.vpcId(), given.vpcRegionAsString());
  }

  public static Vpc vpc(Snapshot snapshot, @Nullable String givenId, @Nullable String givenRegion) {
    String id = required(givenId, "vPC.vPCId");
    String region = required(givenRegion, "vPC.vPCRegion");
    return snapshot.located(Vpc.class, id).filter(v -> v.key().region().equals(region)).orElseThrow(() -> Route53Error.INVALID_VPC_ID.with(id, region));
  }

  public static AssociatedVpc associated(Vpc vpc) {
    return new AssociatedVpc(vpc.key().region(), vpc.id());
  }

  /** {@code MaxItems}, which Route 53's classes hold as text. */
  public static int items(@Nullable String text, int most) {
    if (text == null) {
      return most;
    }
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < 1) {
      throw Route53Error.INVALID_INPUT.with("The specified value for max items is invalid: " + text);
    }
    return Math.min(Integer.parseInt(text), most);
  }
}
