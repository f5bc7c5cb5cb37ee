package dev.postern.core.services;

import dev.postern.core.model.IamPolicy;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pcollections.TreePMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/**
 * The managed policies of AWS's own that Postern has, each in its default version: only those whose document is known to the letter.
 * <a href="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html">AWS</a>
 */
public final class AwsPolicies {
  /** What stands in their ARNs for an account. */
  public static final String ACCOUNT = "aws";

  private static final Map<String, IamPolicy> BY_ARN =
      new TreeMap<>(
          Tables.read("aws-policies.json", new TypeReference<List<JsonNode>>() {}).stream()
              .map(AwsPolicies::policy)
              .collect(Collectors.toMap(IamPolicy::arn, p -> p)));

  private AwsPolicies() {}

  public static Optional<IamPolicy> find(String arn) {
    return Optional.ofNullable(BY_ARN.get(arn));
  }

  /** All of them, by ARN. */
  public static List<IamPolicy> all() {
    return List.copyOf(BY_ARN.values());
  }

  private static IamPolicy policy(JsonNode row) {
    String name = row.get("name").asString();
    String version = row.get("version").asString();
    Instant updated = Instant.parse(row.get("updated").asString());
    return new IamPolicy(
        new ResourceKey(ACCOUNT, ResourceKey.GLOBAL, Kind.IAM_POLICY, name),
        name,
        row.get("id").asString(),
        row.get("path").asString(),
        "",
        Instant.parse(row.get("created").asString()),
        updated,
        version,
        Integer.parseInt(version.substring(1)),
        TreePMap.singleton(version, new IamPolicy.Version(row.get("document").toString(), updated)));
  }
}
