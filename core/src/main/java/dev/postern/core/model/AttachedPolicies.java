package dev.postern.core.model;

import java.util.List;

/** The policies attached to a root, an organizational unit or an account of an organization, by id, in the order in which they were attached. */
public record AttachedPolicies(List<String> serviceControl, List<String> resourceControl) {
  public static final AttachedPolicies NONE = new AttachedPolicies(List.of(), List.of());

  public AttachedPolicies {
    serviceControl = List.copyOf(serviceControl);
    resourceControl = List.copyOf(resourceControl);
  }

  public List<String> of(OrganizationPolicy.Type type) {
    return switch (type) {
      case SERVICE_CONTROL_POLICY -> serviceControl;
      case RESOURCE_CONTROL_POLICY -> resourceControl;
    };
  }

  public AttachedPolicies with(OrganizationPolicy.Type type, List<String> ids) {
    return switch (type) {
      case SERVICE_CONTROL_POLICY -> new AttachedPolicies(ids, resourceControl);
      case RESOURCE_CONTROL_POLICY -> new AttachedPolicies(serviceControl, ids);
    };
  }
}
