package dev.postern.app;

import dev.postern.app.control.Control;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.engine.s3.BucketPolicy;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.http.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /_postern/policies[?bucket=]}: the policies of buckets and VPC endpoints, one a line, each with the endpoints around it, as
 * {@code postern policy lint} and {@code prove} read them.
 */
final class PolicyPaths {
  private final Control control;
  private final Supplier<List<BucketPolicy>> buckets;

  PolicyPaths(Control control, Supplier<List<BucketPolicy>> buckets) {
    this.control = control;
    this.buckets = buckets;
  }

  HttpReply handle(HttpCall call) {
    Optional<String> bucket = Parameters.parse(call.query()).flatMap(parameters -> parameters.first("bucket"));
    List<VpcEndpoint> endpoints = control.current().resources().values().stream().filter(VpcEndpoint.class::isInstance).map(VpcEndpoint.class::cast).toList();
    StringBuilder lines = new StringBuilder();
    boolean found = bucket.isEmpty();
    for (BucketPolicy policy : buckets.get()) {
      if (bucket.isEmpty() || bucket.get().equals(policy.bucket())) {
        found = true;
        ObjectNode scene = scene(policy.account(), policy.region(), endpoints).put("bucket", policy.bucket());
        scene.putObject("resourcePolicy").put("name", "the policy of bucket " + policy.bucket()).put("policy", policy.document());
        lines.append(scene).append('\n');
      }
    }
    if (!found) {
      return HttpReply.of(404, "text/plain", "bucket " + bucket.get() + " has no policy, or there is none of that name\n");
    }
    if (bucket.isEmpty()) {
      for (VpcEndpoint endpoint : endpoints) {
        if (!endpoint.policyDocument().isEmpty()) {
          ObjectNode scene = scene(endpoint.key().account(), endpoint.key().region(), endpoints).put("vpcEndpointType", type(endpoint));
          scene.putArray("vpcEndpointPolicies").addObject().put("name", "the policy of " + endpoint.id()).put("policy", endpoint.policyDocument());
          lines.append(scene).append('\n');
        }
      }
    }
    return HttpReply.of(200, "application/x-ndjson", lines.toString());
  }

  /** No service of Postern calls another for a principal, or in a role of its own from elsewhere. */
  private static ObjectNode scene(String account, String region, List<VpcEndpoint> endpoints) {
    ObjectNode scene = JsonMapper.shared().createObjectNode().put("account", account).put("region", region).put("endpointsComplete", true);
    scene.putArray("forwardingServices");
    scene.putArray("serviceRoles");
    ArrayNode rows = scene.putArray("endpoints");
    for (VpcEndpoint endpoint : endpoints) {
      ObjectNode row = rows.addObject().put("id", endpoint.id()).put("vpc", endpoint.vpcId()).put("vpcEndpointType", type(endpoint));
      row.put("service", endpoint.serviceName().substring(endpoint.serviceName().lastIndexOf('.') + 1)).put("account", endpoint.key().account());
      if (!endpoint.policyDocument().isEmpty()) {
        row.putObject("policy").put("name", "the policy of " + endpoint.id()).put("policy", endpoint.policyDocument());
      }
    }
    return scene;
  }

  private static String type(VpcEndpoint endpoint) {
    return switch (endpoint.type()) {
      case GATEWAY -> "Gateway";
      case INTERFACE -> "Interface";
    };
  }
}
