package dev.postern.core.authorize.ask;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.core.model.Handshake;
import dev.postern.core.model.Organization;
import dev.postern.core.model.OrganizationAccount;
import dev.postern.core.model.OrganizationPolicy;
import dev.postern.core.state.Snapshot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What the calls of Organizations ask for: the operation on each policy, account, unit and root that they name, or on everything where they name
 * none. The ARNs say the management account; what matters for permission is the caller's own account, whose policies decide.
 * <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html">AWS</a>
 */
public final class OrganizationsAsks {
  /** The members that name what is in an organization; a target that is invited is the account itself. */
  private static final List<String> NAMED =
      List.of(
          "PolicyId",
          "TargetId",
          "AccountId",
          "SourceParentId",
          "DestinationParentId",
          "OrganizationalUnitId",
          "ParentId",
          "ChildId",
          "RootId",
          "HandshakeId",
          "Target.Id");

  private OrganizationsAsks() {}

  /** As {@link Asking} says. */
  public static List<Ask> of(String operation, SdkPojo request, Snapshot snapshot, Caller caller) {
    Optional<Organization> organization =
        snapshot
            .find(OrganizationAccount.class, OrganizationAccount.key(caller.account()))
            .flatMap(member -> snapshot.located(Organization.class, member.organizationId()));
    Set<String> arns = new LinkedHashSet<>();
    for (String member : NAMED) {
      Members.text(request, member).map(id -> arn(snapshot, organization, id)).ifPresent(arns::add);
    }
    if (arns.isEmpty()) {
      arns.add("*");
    }
    Optional<String> type = type(request, snapshot, organization);
    return arns.stream()
        .map(arn -> Ask.of("organizations:" + operation, arn).of(caller.account(), Optional.empty()))
        .map(ask -> type.map(t -> ask.with("organizations:PolicyType", t)).orElse(ask))
        .toList();
  }

  /** Of the policy that is named, or else what the request says. */
  private static Optional<String> type(SdkPojo request, Snapshot snapshot, Optional<Organization> organization) {
    return Members.text(request, "PolicyId")
        .flatMap(id -> policy(snapshot, organization, id))
        .map(policy -> policy.type().name())
        .or(() -> Members.text(request, "Type"))
        .or(() -> Members.text(request, "PolicyType"))
        .or(() -> Members.text(request, "Filter"));
  }

  private static Optional<OrganizationPolicy> policy(Snapshot snapshot, Optional<Organization> organization, String id) {
    return OrganizationPolicy.ofAws(id)
        .or(() -> organization.flatMap(o -> snapshot.find(OrganizationPolicy.class, OrganizationPolicy.key(o, id))));
  }

  /** The ids tell by their beginning what they are of; one that nothing has is judged as if it were there. */
  private static String arn(Snapshot snapshot, Optional<Organization> organization, String id) {
    if (id.startsWith("h-")) {
      Optional<Handshake> handshake = snapshot.located(Handshake.class, id);
      return "arn:aws:organizations::" + handshake.map(h -> h.key().account() + ":handshake/" + h.organizationId()).orElse("*:handshake/*") + "/invite/" + id;
    }
    if (id.startsWith("p-")) {
      return policy(snapshot, organization, id).map(OrganizationPolicy::arn).orElseGet(() -> in(organization, "policy", "*/" + id));
    }
    return in(organization, id.startsWith("r-") ? "root" : id.startsWith("ou-") ? "ou" : "account", id);
  }

  private static String in(Optional<Organization> organization, String noun, String id) {
    return "arn:aws:organizations::" + organization.map(o -> o.managementAccount() + ":" + noun + "/" + o.id()).orElse("*:" + noun + "/*") + "/" + id;
  }
}
