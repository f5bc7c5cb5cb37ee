package dev.postern.core.action.organizations;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.OrganizationsError;
import dev.postern.core.model.AccountCreation;
import dev.postern.core.model.Kind;
import dev.postern.core.model.OrganizationAccount;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.organizations.model.CreateAccountRequest;
import software.amazon.awssdk.services.organizations.model.CreateAccountResponse;
import software.amazon.awssdk.services.organizations.model.DescribeAccountRequest;
import software.amazon.awssdk.services.organizations.model.DescribeAccountResponse;
import software.amazon.awssdk.services.organizations.model.DescribeCreateAccountStatusRequest;
import software.amazon.awssdk.services.organizations.model.DescribeCreateAccountStatusResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.organizations.model.MoveAccountRequest;
import software.amazon.awssdk.services.organizations.model.MoveAccountResponse;
import software.amazon.awssdk.services.organizations.model.RemoveAccountFromOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.RemoveAccountFromOrganizationResponse;

/**
 * The operations on an organization's accounts. A new account is there at once; the role by which AWS lets the management account into it is not made.
 * <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html">AWS</a>
 */
final class Accounts {
  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of("CreateAccount", CreateAccountRequest.class, Accounts::create, "Email", "AccountName"),
          Operation.of("DescribeCreateAccountStatus", DescribeCreateAccountStatusRequest.class, Accounts::status, "CreateAccountRequestId"),
          Operation.of("ListAccounts", ListAccountsRequest.class, Accounts::list, "NextToken", "MaxResults"),
          Operation.of("DescribeAccount", DescribeAccountRequest.class, Accounts::describe, "AccountId"),
          Operation.of("MoveAccount", MoveAccountRequest.class, Accounts::move, "AccountId", "SourceParentId", "DestinationParentId"),
          Operation.of("RemoveAccountFromOrganization", RemoveAccountFromOrganizationRequest.class, Accounts::remove, "AccountId"));

  private Accounts() {}

  private static Applied<CreateAccountResponse> create(Snapshot snapshot, Caller caller, CreateAccountRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    String email = Given.text(request.email(), "Email", 6, 64);
    String name = Given.text(request.accountName(), "AccountName", 1, 50);
    if (!email.matches("[^\\s@]+@[^\\s@]+\\.[^\\s@]+")) {
      throw OrganizationsError.INVALID_PATTERN.with("Email");
    }
    boolean isTaken = tree.accounts().stream().anyMatch(a -> a.email().equalsIgnoreCase(email));
    Optional<String> id = isTaken ? Optional.empty() : Optional.of(String.valueOf(100_000_000_000L + facts.seed().below(900_000_000_000L)));
    String requestId = "car-" + facts.seed().text(Organizations.LETTERS, 32);
    AccountCreation creation =
        new AccountCreation(tree.key(Kind.ACCOUNT_CREATION, requestId), tree.organization().id(), name, id, facts.now());
    Snapshot next =
        id.map(account ->
                tree.joined(
                    new OrganizationAccount(
                        OrganizationAccount.key(account),
                        tree.organization().id(),
                        tree.organization().rootId(),
                        name,
                        email,
                        OrganizationAccount.Joined.CREATED,
                        facts.now(),
                        tree.initial())))
            .orElse(snapshot)
            .with(creation);
    return Applied.of(next, CreateAccountResponse.builder().createAccountStatus(Views.creation(creation)).build());
  }

  private static Applied<DescribeCreateAccountStatusResponse> status(
      Snapshot snapshot, Caller caller, DescribeCreateAccountStatusRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    AccountCreation creation =
        snapshot
            .find(AccountCreation.class, tree.key(Kind.ACCOUNT_CREATION, Given.required(request.createAccountRequestId(), "CreateAccountRequestId")))
            .orElseThrow(OrganizationsError.CREATE_ACCOUNT_STATUS_NOT_FOUND::with);
    return Applied.of(snapshot, DescribeCreateAccountStatusResponse.builder().createAccountStatus(Views.creation(creation)).build());
  }

  private static Applied<ListAccountsResponse> list(Snapshot snapshot, Caller caller, ListAccountsRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    ListPage<OrganizationAccount> page = ListPage.of(tree.accounts(), OrganizationAccount::id, request.nextToken(), request.maxResults());
    return Applied.of(
        snapshot,
        ListAccountsResponse.builder().accounts(page.items().stream().map(a -> Views.account(tree, a)).toList()).nextToken(page.next()).build());
  }

  private static Applied<DescribeAccountResponse> describe(Snapshot snapshot, Caller caller, DescribeAccountRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    return Applied.of(
        snapshot, DescribeAccountResponse.builder().account(Views.account(tree, tree.requireAccount(request.accountId()))).build());
  }

  private static Applied<MoveAccountResponse> move(Snapshot snapshot, Caller caller, MoveAccountRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    OrganizationAccount account = tree.requireAccount(request.accountId());
    String destination = Given.required(request.destinationParentId(), "DestinationParentId");
    if (!account.parentId().equals(Given.required(request.sourceParentId(), "SourceParentId"))) {
      throw OrganizationsError.SOURCE_PARENT_NOT_FOUND.with();
    }
    if (!tree.hasParent(destination)) {
      throw OrganizationsError.DESTINATION_PARENT_NOT_FOUND.with();
    }
    if (destination.equals(account.parentId())) {
      throw OrganizationsError.DUPLICATE_ACCOUNT.with();
    }
    return Applied.of(snapshot.with(account.withParent(destination)), MoveAccountResponse.builder().build());
  }

  private static Applied<RemoveAccountFromOrganizationResponse> remove(
      Snapshot snapshot, Caller caller, RemoveAccountFromOrganizationRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    OrganizationAccount account = tree.requireAccount(request.accountId());
    if (account.id().equals(caller.account())) {
      throw OrganizationsError.MASTER_CANNOT_LEAVE.with();
    }
    return Applied.of(tree.left(account), RemoveAccountFromOrganizationResponse.builder().build());
  }
}
