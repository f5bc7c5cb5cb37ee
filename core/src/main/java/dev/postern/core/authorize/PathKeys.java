package dev.postern.core.authorize;

import dev.postern.core.plan.Door;
import dev.postern.core.policy.request.Context;
import dev.postern.core.state.Snapshot;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys that follow from the way of a request. The socket that accepted the connection says which way that was; nothing that a
 * client sends changes it. Through an endpoint {@code aws:SourceIp} is absent, and elsewhere all keys of endpoints are.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-network-properties">AWS</a>
 */
final class PathKeys {
  /** The services that set {@code aws:SourceVpcArn} and all keys of the endpoint's owner; more do, of those without their own engine. */
  private static final Set<String> ALL = Set.of("s3", "kms", "lambda", "ecr", "ecs", "athena", "cloudformation", "firehose", "iam", "ebs", "transfer");

  /** Those that set {@code aws:VpceAccount}, {@code aws:VpceOrgID} and {@code aws:VpceOrgPaths}. */
  private static final Set<String> ACCOUNT = Set.of("dynamodb");

  /** Those that set {@code aws:VpceOrgID} alone. */
  private static final Set<String> ORGANIZATION = Set.of("sqs", "ses", "cognito-identity", "dms", "cassandra");

  private PathKeys() {}

  /**
   * A way to a service in one second: all requests that come by it have these keys alike.
   *
   * @param second of the epoch: IAM's times have no fractions
   */
  record Way(Door door, String peer, boolean tls, long second, String service, String region) {
    static Way of(Origin origin, String service, String region) {
      return new Way(origin.door(), origin.peer(), origin.tls(), origin.time().getEpochSecond(), service, region);
    }

    /** Every request looks its way up, and the door of a listener is one object. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Way that
          && second == that.second
          && tls == that.tls
          && peer.equals(that.peer)
          && service.equals(that.service)
          && region.equals(that.region)
          && (door == that.door || door.equals(that.door));
    }

    @Override
    public int hashCode() {
      return 31 * (31 * peer.hashCode() + service.hashCode()) + Long.hashCode(second);
    }
  }

  static void put(Context.Builder keys, Snapshot snapshot, Way way) {
    switch (way.door()) {
      case Door.Endpoint endpoint -> {
        keys.put("aws:SourceVpce", endpoint.endpointId()).put("aws:SourceVpc", endpoint.vpcId()).put("aws:VpcSourceIp", way.peer());
        if (ALL.contains(way.service())) {
          keys.put("aws:SourceVpcArn", "arn:aws:ec2:" + endpoint.region() + ":" + endpoint.account() + ":vpc/" + endpoint.vpcId());
        }
        if (ALL.contains(way.service()) || ACCOUNT.contains(way.service())) {
          keys.put("aws:VpceAccount", endpoint.account());
          Membership.of(snapshot, endpoint.account()).ifPresent(owner -> owner.put(keys, "aws:Vpce"));
        } else if (ORGANIZATION.contains(way.service())) {
          Membership.of(snapshot, endpoint.account()).ifPresent(owner -> owner.putId(keys, "aws:Vpce"));
        }
      }
      case Door.Api _, Door.Public _, Door.Resolver _, Door.PublicResolver _, Door.Metadata _, Door.Balancer _ -> keys.put("aws:SourceIp", way.peer());
    }
    keys.put("aws:SecureTransport", String.valueOf(way.tls()))
        .put("aws:CurrentTime", Instant.ofEpochSecond(way.second()).toString())
        .put("aws:EpochTime", String.valueOf(way.second()))
        .put("aws:ViaAWSService", "false")
        .put("aws:RequestedRegion", way.region());
  }

  /** What a client says of itself. */
  static Context said(Origin origin) {
    if (origin.userAgent().isEmpty() && origin.referer().isEmpty()) {
      return Context.EMPTY;
    }
    Context.Builder keys = Context.builder();
    origin.userAgent().ifPresent(agent -> keys.put("aws:UserAgent", agent));
    origin.referer().ifPresent(referer -> keys.put("aws:Referer", referer));
    return keys.build();
  }
}
