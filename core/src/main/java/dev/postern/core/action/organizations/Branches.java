package dev.postern.core.action.organizations;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.OrganizationsError;
import dev.postern.core.model.OrganizationAccount;
import dev.postern.core.model.OrganizationalUnit;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.organizations.model.Child;
import software.amazon.awssdk.services.organizations.model.ChildType;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListChildrenRequest;
import software.amazon.awssdk.services.organizations.model.ListChildrenResponse;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListParentsRequest;
import software.amazon.awssdk.services.organizations.model.ListParentsResponse;
import software.amazon.awssdk.services.organizations.model.ListRootsRequest;
import software.amazon.awssdk.services.organizations.model.ListRootsResponse;
import software.amazon.awssdk.services.organizations.model.Parent;
import software.amazon.awssdk.services.organizations.model.ParentType;

/**
 * The operations that show what is under what in an organization.
 * <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListChildren.html">AWS</a>
 */
final class Branches {
  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of("ListRoots", ListRootsRequest.class, Branches::roots, "NextToken", "MaxResults"),
          Operation.of(
              "ListOrganizationalUnitsForParent",
              ListOrganizationalUnitsForParentRequest.class,
              Branches::units,
              "ParentId",
              "NextToken",
              "MaxResults"),
          Operation.of("ListAccountsForParent", ListAccountsForParentRequest.class, Branches::accounts, "ParentId", "NextToken", "MaxResults"),
          Operation.of("ListChildren", ListChildrenRequest.class, Branches::children, "ParentId", "ChildType", "NextToken", "MaxResults"),
          Operation.of("ListParents", ListParentsRequest.class, Branches::parents, "ChildId", "NextToken", "MaxResults"));

  private Branches() {}

  private static Applied<ListRootsResponse> roots(Snapshot snapshot, Caller caller, ListRootsRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    var page = ListPage.of(List.of(Views.root(tree.organization())), r -> r.id(), request.nextToken(), request.maxResults());
    return Applied.of(snapshot, ListRootsResponse.builder().roots(page.items()).nextToken(page.next()).build());
  }

  private static Applied<ListOrganizationalUnitsForParentResponse> units(
      Snapshot snapshot, Caller caller, ListOrganizationalUnitsForParentRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    List<OrganizationalUnit> units = tree.unitsOf(tree.requireParent(request.parentId()));
    ListPage<OrganizationalUnit> page = ListPage.of(units, OrganizationalUnit::id, request.nextToken(), request.maxResults());
    return Applied.of(
        snapshot,
        ListOrganizationalUnitsForParentResponse.builder()
            .organizationalUnits(page.items().stream().map(u -> Views.unit(tree, u)).toList())
            .nextToken(page.next())
            .build());
  }

  private static Applied<ListAccountsForParentResponse> accounts(
      Snapshot snapshot, Caller caller, ListAccountsForParentRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    List<OrganizationAccount> accounts = tree.accountsOf(tree.requireParent(request.parentId()));
    ListPage<OrganizationAccount> page = ListPage.of(accounts, OrganizationAccount::id, request.nextToken(), request.maxResults());
    return Applied.of(
        snapshot,
        ListAccountsForParentResponse.builder()
            .accounts(page.items().stream().map(a -> Views.account(tree, a)).toList())
            .nextToken(page.next())
            .build());
  }

  private static Applied<ListChildrenResponse> children(Snapshot snapshot, Caller caller, ListChildrenRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    String parent = tree.requireParent(request.parentId());
    ChildType type = Given.required(request.childType(), "ChildType");
    List<String> ids =
        switch (type) {
          case ACCOUNT -> tree.accountsOf(parent).stream().map(OrganizationAccount::id).toList();
          case ORGANIZATIONAL_UNIT -> tree.unitsOf(parent).stream().map(OrganizationalUnit::id).toList();
          case UNKNOWN_TO_SDK_VERSION -> throw OrganizationsError.INVALID_ENUM.with("ChildType", request.childTypeAsString());
        };
    ListPage<String> page = ListPage.of(ids, id -> id, request.nextToken(), request.maxResults());
    return Applied.of(
        snapshot,
        ListChildrenResponse.builder()
            .children(page.items().stream().map(id -> Child.builder().id(id).type(type).build()).toList())
            .nextToken(page.next())
            .build());
  }

  /** There is one. */
  private static Applied<ListParentsResponse> parents(Snapshot snapshot, Caller caller, ListParentsRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    String child = Given.required(request.childId(), "ChildId");
    Optional<String> found = tree.unit(child).map(OrganizationalUnit::parentId).or(() -> tree.account(child).map(OrganizationAccount::parentId));
    String id = found.orElseThrow(OrganizationsError.CHILD_NOT_FOUND::with);
    ParentType type = id.equals(tree.organization().rootId()) ? ParentType.ROOT : ParentType.ORGANIZATIONAL_UNIT;
    ListPage<String> page = ListPage.of(List.of(id), p -> p, request.nextToken(), request.maxResults());
    return Applied.of(
        snapshot,
        ListParentsResponse.builder()
            .parents(page.items().stream().map(p -> Parent.builder().id(p).type(type).build()).toList())
            .nextToken(page.next())
            .build());
  }
}
