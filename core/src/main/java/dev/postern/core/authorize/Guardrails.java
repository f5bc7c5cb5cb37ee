package dev.postern.core.authorize;

import dev.postern.core.model.OrganizationPolicy;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * What an organization puts around one of its accounts; each list is of the levels from the root to the account.
 *
 * @param organization its id
 * @param serviceControl bind the account's principals
 * @param resourceControl bind who asks for the account's resources
 */
public record Guardrails(String organization, List<List<OrganizationPolicy>> serviceControl, List<List<OrganizationPolicy>> resourceControl) {

  /** Empty for an account in no organization. */
  public static Optional<Guardrails> of(Snapshot snapshot, String account) {
    return Membership.of(snapshot, account).map(m ->
        new Guardrails(
            m.organization().id(), m.bound(snapshot, OrganizationPolicy.Type.SERVICE_CONTROL_POLICY), m.bound(snapshot, OrganizationPolicy.Type.RESOURCE_CONTROL_POLICY)));
  }
}
