package dev.postern.app.policy;

import dev.postern.core.authorize.Guardrails;
import dev.postern.core.doctor.Clues;
import dev.postern.core.model.OrganizationPolicy;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.engine.s3.BucketAccessPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The policies of buckets and VPC endpoints, each as an object with the endpoints around it, as {@code postern policy lint} and {@code prove} read them.
 *
 * @param points all access points; empty if they are not known
 * @param guardrails of an account's organization; empty for one in none, or of which that is not known
 * @param whole whether there is nothing else: no other endpoints, no service that calls for a principal, or in a role of its own from elsewhere
 */
public record Scenes(
    List<Clues.Bucket> buckets,
    Optional<List<BucketAccessPoint>> points,
    List<VpcEndpoint> endpoints,
    Function<String, Optional<Guardrails>> guardrails,
    boolean whole) {
  public Scenes {
    points = points.map(List::copyOf);
    buckets = List.copyOf(buckets);
    endpoints = List.copyOf(endpoints);
  }

  /** One object a line; of one bucket, or of everything. */
  public List<String> lines(Optional<String> bucket) {
    List<String> lines = new ArrayList<>();
    for (Clues.Bucket one : buckets) {
      if (bucket.isEmpty() || bucket.get().equals(one.name())) {
        ObjectNode scene = scene(one.account(), one.region()).put("bucket", one.name());
        scene.putObject("resourcePolicy").put("name", "the policy of bucket " + one.name()).put("policy", one.policy());
        lines.add(scene.toString());
      }
    }
    if (bucket.isEmpty()) {
      for (VpcEndpoint endpoint : endpoints) {
        if (!endpoint.policyDocument().isEmpty()) {
          ObjectNode scene = scene(endpoint.key().account(), endpoint.key().region()).put("vpcEndpointType", type(endpoint));
          scene.putArray("vpcEndpointPolicies").addObject().put("name", "the policy of " + endpoint.id()).put("policy", endpoint.policyDocument());
          lines.add(scene.toString());
        }
      }
    }
    return lines;
  }

  private ObjectNode scene(String account, String region) {
    ObjectNode scene = JsonMapper.shared().createObjectNode().put("account", account).put("region", region).put("endpointsComplete", whole);
    if (whole) {
      scene.putArray("forwardingServices");
      scene.putArray("serviceRoles");
    }
    guardrails.apply(account).ifPresent(around -> {
      scene.put("organization", around.organization());
      levels(scene.putArray("scps"), around.serviceControl());
      levels(scene.putArray("rcps"), around.resourceControl());
    });
    points.ifPresent(all -> {
      ArrayNode rows = scene.putArray("accessPoints");
      all.stream().filter(point -> point.region().equals(region)).forEach(point -> add(rows.addObject(), point));
    });
    ArrayNode rows = scene.putArray("endpoints");
    for (VpcEndpoint endpoint : endpoints) {
      ObjectNode row = rows.addObject().put("id", endpoint.id()).put("vpc", endpoint.vpcId()).put("vpcEndpointType", type(endpoint));
      row.put("service", endpoint.serviceName().substring(endpoint.serviceName().lastIndexOf('.') + 1)).put("account", endpoint.key().account());
      guardrails.apply(endpoint.key().account()).ifPresent(around -> row.put("organization", around.organization()));
      if (!endpoint.policyDocument().isEmpty()) {
        row.putObject("policy").put("name", "the policy of " + endpoint.id()).put("policy", endpoint.policyDocument());
      }
    }
    return scene;
  }

  private static void add(ObjectNode row, BucketAccessPoint point) {
    row.put("arn", point.arn()).put("bucket", point.bucket());
    point.vpc().ifPresent(vpc -> row.put("vpc", vpc));
    point.document().ifPresent(text -> row.putObject("policy").put("name", "the policy of " + point.arn()).put("policy", text));
  }

  private static void levels(ArrayNode node, List<List<OrganizationPolicy>> levels) {
    for (List<OrganizationPolicy> level : levels) {
      ArrayNode policies = node.addArray();
      level.forEach(policy -> policies.addObject().put("name", policy.arn()).put("policy", policy.content()));
    }
  }

  private static String type(VpcEndpoint endpoint) {
    return switch (endpoint.type()) {
      case GATEWAY -> "Gateway";
      case INTERFACE -> "Interface";
    };
  }
}
