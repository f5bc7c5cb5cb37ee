package dev.postern.core.model;

import java.util.Locale;
import java.util.Optional;

/** A policy of an organization: it limits what accounts may do, or what may be done to what they own. */
public record OrganizationPolicy(ResourceKey key, String organizationId, Type type, String name, String description, String content)
    implements Resource {
  private static final String AWS = "aws";

  /** What is attached to every node that a type of policy is enabled for, until something else is in its place. */
  private static final OrganizationPolicy FULL_AWS_ACCESS =
      new OrganizationPolicy(
          new ResourceKey(AWS, ResourceKey.GLOBAL, Kind.ORGANIZATION_POLICY, "p-FullAWSAccess"),
          "",
          Type.SERVICE_CONTROL_POLICY,
          "FullAWSAccess",
          "Allows access to every operation",
          "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      \"Action\": \"*\",\n"
              + "      \"Resource\": \"*\"\n    }\n  ]\n}");

  private static final OrganizationPolicy RCP_FULL_AWS_ACCESS =
      new OrganizationPolicy(
          new ResourceKey(AWS, ResourceKey.GLOBAL, Kind.ORGANIZATION_POLICY, "p-RCPFullAWSAccess"),
          "",
          Type.RESOURCE_CONTROL_POLICY,
          "RCPFullAWSAccess",
          "Allows access to every resource",
          "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      \"Principal\": \"*\",\n"
              + "      \"Action\": \"*\",\n      \"Resource\": \"*\"\n    }\n  ]\n}");

  /** The types of policy that decide about requests; AWS has more, which do not. */
  public enum Type {
    SERVICE_CONTROL_POLICY,
    RESOURCE_CONTROL_POLICY;

    /** AWS's own policy of this type, which allows everything. */
    public OrganizationPolicy fullAccess() {
      return switch (this) {
        case SERVICE_CONTROL_POLICY -> FULL_AWS_ACCESS;
        case RESOURCE_CONTROL_POLICY -> RCP_FULL_AWS_ACCESS;
      };
    }
  }

  /** AWS's own policy with this id. */
  public static Optional<OrganizationPolicy> ofAws(String id) {
    for (Type type : Type.values()) {
      if (type.fullAccess().id().equals(id)) {
        return Optional.of(type.fullAccess());
      }
    }
    return Optional.empty();
  }

  /** Where the policy of an organization is. */
  public static ResourceKey key(Organization organization, String id) {
    return new ResourceKey(organization.managementAccount(), ResourceKey.GLOBAL, Kind.ORGANIZATION_POLICY, id);
  }

  /** Whether AWS wrote it, so that nobody changes it. */
  public boolean belongsToAws() {
    return key.account().equals(AWS);
  }

  public String arn() {
    String owner = belongsToAws() ? "aws:policy" : key.account() + ":policy/" + organizationId;
    return "arn:aws:organizations::" + owner + "/" + type.name().toLowerCase(Locale.ROOT) + "/" + id();
  }

  public OrganizationPolicy with(String newName, String newDescription, String newContent) {
    return new OrganizationPolicy(key, organizationId, type, newName, newDescription, newContent);
  }
}
