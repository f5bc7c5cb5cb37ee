package dev.postern.core.authorize;

import dev.postern.core.model.OrganizationPolicy;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.request.Context;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * What follows from whose a resource is alone, in one state: it is the same for all that the account has.
 *
 * @param keys the condition keys of the resource's account and its organization
 * @param rcps the resource control policies that bind it, by level
 */
record OwnerSide(Context keys, List<List<Policy>> rcps) {
  static OwnerSide of(Snapshot snapshot, String account) {
    Optional<Membership> membership = Membership.of(snapshot, account);
    Context.Builder keys = Context.builder().put("aws:ResourceAccount", account);
    membership.ifPresent(m -> m.put(keys, "aws:Resource"));
    return new OwnerSide(keys.build(), membership.map(m -> m.policies(snapshot, OrganizationPolicy.Type.RESOURCE_CONTROL_POLICY)).orElse(List.of()));
  }
}
