package dev.postern.core.action.organizations;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.OrganizationsError;
import dev.postern.core.model.Handshake;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Organization;
import dev.postern.core.model.OrganizationAccount;
import dev.postern.core.state.Snapshot;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.organizations.model.AcceptHandshakeRequest;
import software.amazon.awssdk.services.organizations.model.AcceptHandshakeResponse;
import software.amazon.awssdk.services.organizations.model.HandshakeParty;
import software.amazon.awssdk.services.organizations.model.HandshakePartyType;
import software.amazon.awssdk.services.organizations.model.HandshakeState;
import software.amazon.awssdk.services.organizations.model.InviteAccountToOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.InviteAccountToOrganizationResponse;

/**
 * The operations by which an account that is there joins an organization: its management account invites it, and it accepts.
 * <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_InviteAccountToOrganization.html">AWS</a>
 */
final class Invitations {
  private static final Duration OPEN = Duration.ofDays(15);

  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of("InviteAccountToOrganization", InviteAccountToOrganizationRequest.class, Invitations::invite, "Target", "Notes"),
          Operation.of("AcceptHandshake", AcceptHandshakeRequest.class, Invitations::accept, "HandshakeId"));

  private Invitations() {}

  private static Applied<InviteAccountToOrganizationResponse> invite(
      Snapshot snapshot, Caller caller, InviteAccountToOrganizationRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    HandshakeParty target = Given.required(request.target(), "Target");
    if (Given.required(target.type(), "Target.Type") != HandshakePartyType.ACCOUNT) {
      throw OrganizationsError.INVALID_INPUT.with("A target of the type " + target.typeAsString() + " is not built in Postern: name the account");
    }
    String account = Given.account(target.id(), "Target.Id");
    String notes = request.notes() == null ? "" : Given.text(request.notes(), "Notes", 0, 1024);
    if (Tree.member(snapshot, account).isPresent()) {
      throw OrganizationsError.HANDSHAKE_MEMBER.with();
    }
    boolean isOpen =
        tree.all(Handshake.class).stream()
            .anyMatch(h -> h.account().equals(account) && Views.state(h, facts.now()) == HandshakeState.REQUESTED);
    if (isOpen) {
      throw OrganizationsError.DUPLICATE_HANDSHAKE.with();
    }
    Handshake handshake =
        new Handshake(
            tree.key(Kind.HANDSHAKE, "h-" + facts.seed().text(Organizations.LETTERS, 32)),
            tree.organization().id(),
            account,
            notes,
            false,
            facts.now(),
            facts.now().plus(OPEN));
    return Applied.of(
        snapshot.with(handshake),
        InviteAccountToOrganizationResponse.builder().handshake(Views.handshake(tree, handshake, facts.now())).build());
  }

  private static Applied<AcceptHandshakeResponse> accept(Snapshot snapshot, Caller caller, AcceptHandshakeRequest request, Facts facts) {
    Handshake handshake =
        snapshot
            .located(Handshake.class, Given.required(request.handshakeId(), "HandshakeId"))
            .orElseThrow(OrganizationsError.HANDSHAKE_NOT_FOUND::with);
    if (!handshake.account().equals(caller.account())) {
      throw OrganizationsError.ACCESS_DENIED.with();
    }
    HandshakeState state = Views.state(handshake, facts.now());
    if (state == HandshakeState.ACCEPTED) {
      throw OrganizationsError.HANDSHAKE_IN_STATE.with(state);
    }
    if (state != HandshakeState.REQUESTED) {
      throw OrganizationsError.HANDSHAKE_TRANSITION.with(state);
    }
    if (Tree.member(snapshot, caller.account()).isPresent()) {
      throw OrganizationsError.HANDSHAKE_MEMBER.with();
    }
    Organization organization = snapshot.located(Organization.class, handshake.organizationId()).orElseThrow();
    Tree tree = new Tree(snapshot, organization);
    OrganizationAccount account =
        new OrganizationAccount(
            OrganizationAccount.key(caller.account()),
            organization.id(),
            organization.rootId(),
            caller.account(),
            Organizations.email(caller.account()),
            OrganizationAccount.Joined.INVITED,
            facts.now(),
            tree.initial());
    Handshake accepted = handshake.asAccepted();
    return Applied.of(
        tree.joined(account).with(accepted), AcceptHandshakeResponse.builder().handshake(Views.handshake(tree, accepted, facts.now())).build());
  }
}
