package dev.postern.app.observe;

import dev.postern.core.policy.PolicyType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests that came through endpoints in the shape of CloudTrail's network activity events, which the endpoint's owner gets. Postern adds, below
 * {@code additionalEventData}, the statements that decided.
 * <a href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-network-events-with-cloudtrail.html">AWS</a>
 */
final class NetworkActivity {
  /** Services that have no such events. */
  private static final Set<String> WITHOUT = Set.of("sts", "logs", "ecr.api", "ecr.dkr");

  private static final Set<String> READING = Set.of("Get", "List", "Describe", "Head", "Query", "Scan", "Batch");

  private NetworkActivity() {}

  /** The event; empty for a request that came another way, or asked for nothing that has a name. */
  static Optional<ObjectNode> of(AccessRecord record) {
    if (record.vpce().isEmpty() || record.deciding().isEmpty() || WITHOUT.contains(record.service())) {
      return Optional.empty();
    }
    return Optional.of(event(record, record.deciding().get()));
  }

  private static ObjectNode event(AccessRecord record, AccessRecord.Judged judged) {
    String name = judged.action().substring(judged.action().indexOf(':') + 1);
    ObjectNode event = JsonMapper.shared().createObjectNode().put("eventVersion", "1.09");
    event.putObject("userIdentity").put("type", "AWSAccount").put("principalId", record.caller()).put("accountId", record.account());
    event.put("eventTime", record.time().toString())
        .put("eventSource", record.service() + ".amazonaws.com")
        .put("eventName", name)
        .put("awsRegion", record.region())
        .put("sourceIPAddress", record.source());
    record.userAgent().ifPresent(agent -> event.put("userAgent", agent));
    if (isByEndpointPolicy(judged)) {
      event.put("errorCode", "VpceAccessDenied").put("errorMessage", "The request was denied due to a VPC endpoint policy");
    } else if (!judged.isAllowed()) {
      event.put("errorCode", "AccessDenied").put("errorMessage", judged.reason());
    }
    event.put("requestID", record.requestId())
        .put("eventID", UUID.nameUUIDFromBytes((record.requestId() + record.number()).getBytes(StandardCharsets.UTF_8)).toString())
        .put("readOnly", READING.stream().anyMatch(name::startsWith) && !name.contains("Write"));
    ObjectNode resource = event.putArray("resources").addObject().put("ARN", judged.resource());
    if (!judged.account().isEmpty()) {
      resource.put("accountId", judged.account());
    }
    event.put("eventType", "AwsVpceEvent")
        .put("recipientAccountId", record.vpceAccount().orElseThrow())
        .put("vpcEndpointId", record.vpce().orElseThrow())
        .put("vpcEndpointAccountId", record.vpceAccount().orElseThrow())
        .put("eventCategory", "NetworkActivity");
    ArrayNode deciders = event.putObject("additionalEventData").put("reason", judged.reason()).putArray("decidedBy");
    judged.decidedBy().forEach(d -> deciders.addObject().put("policy", d.policy()).put("statement", d.statement()).put("sid", d.sid().orElse(null)));
    return event;
  }

  private static boolean isByEndpointPolicy(AccessRecord.Judged judged) {
    return !judged.isAllowed()
        && List.of(PolicyType.VPC_ENDPOINT.explicitReason(), PolicyType.VPC_ENDPOINT.implicitReason(judged.action())).contains(judged.reason());
  }
}
