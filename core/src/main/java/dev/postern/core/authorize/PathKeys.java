package dev.postern.core.authorize;

import dev.postern.core.plan.Door;
import dev.postern.core.policy.request.Context;
import java.util.Set;

/**
 * The condition keys that follow from the way of a request. The socket that accepted the connection says which way that was; nothing that a
 * client sends changes it. Through an endpoint {@code aws:SourceIp} is absent, and elsewhere all keys of endpoints are.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-network-properties">AWS</a>
 */
final class PathKeys {
  /** The services that set all of {@code aws:SourceVpcArn}, {@code aws:VpceAccount} and {@code aws:VpceOrgID}; more do, of those without their own engine. */
  private static final Set<String> ALL = Set.of("s3", "kms", "lambda", "ecr", "ecs", "athena", "cloudformation", "firehose", "iam", "ebs", "transfer");

  private static final Set<String> ACCOUNT = Set.of("dynamodb");

  private PathKeys() {}

  static void put(Context.Builder keys, Origin origin, String service) {
    switch (origin.door()) {
      case Door.Endpoint endpoint -> {
        keys.put("aws:SourceVpce", endpoint.endpointId()).put("aws:SourceVpc", endpoint.vpcId()).put("aws:VpcSourceIp", origin.peer());
        if (ALL.contains(service)) {
          keys.put("aws:SourceVpcArn", "arn:aws:ec2:" + endpoint.region() + ":" + endpoint.account() + ":vpc/" + endpoint.vpcId());
        }
        if (ALL.contains(service) || ACCOUNT.contains(service)) {
          keys.put("aws:VpceAccount", endpoint.account());
        }
      }
      case Door.Api _, Door.Public _, Door.Resolver _, Door.PublicResolver _, Door.Metadata _ -> keys.put("aws:SourceIp", origin.peer());
    }
    keys.put("aws:SecureTransport", String.valueOf(origin.tls()))
        .put("aws:CurrentTime", origin.time().toString())
        .put("aws:EpochTime", String.valueOf(origin.time().getEpochSecond()))
        .put("aws:ViaAWSService", "false");
    origin.userAgent().ifPresent(agent -> keys.put("aws:UserAgent", agent));
    origin.referer().ifPresent(referer -> keys.put("aws:Referer", referer));
  }
}
