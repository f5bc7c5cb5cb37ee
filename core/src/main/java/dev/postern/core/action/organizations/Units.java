package dev.postern.core.action.organizations;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.OrganizationsError;
import dev.postern.core.model.Kind;
import dev.postern.core.model.OrganizationalUnit;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationalUnitResponse;
import software.amazon.awssdk.services.organizations.model.DeleteOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.DeleteOrganizationalUnitResponse;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationalUnitResponse;

/**
 * The operations on organizational units.
 * <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganizationalUnit.html">AWS</a>
 */
final class Units {
  /** Units under one another; <a href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html">AWS</a>. */
  private static final int DEEPEST = 5;

  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of("CreateOrganizationalUnit", CreateOrganizationalUnitRequest.class, Units::create, "ParentId", "Name"),
          Operation.of("DescribeOrganizationalUnit", DescribeOrganizationalUnitRequest.class, Units::describe, "OrganizationalUnitId"),
          Operation.of("DeleteOrganizationalUnit", DeleteOrganizationalUnitRequest.class, Units::delete, "OrganizationalUnitId"));

  private Units() {}

  private static Applied<CreateOrganizationalUnitResponse> create(
      Snapshot snapshot, Caller caller, CreateOrganizationalUnitRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    String parent = tree.requireParent(request.parentId());
    String name = Given.text(request.name(), "Name", 1, 128);
    if (tree.unitsOf(parent).stream().anyMatch(u -> u.name().equals(name))) {
      throw OrganizationsError.DUPLICATE_UNIT.with();
    }
    List<String> parents = new ArrayList<>();
    tree.unit(parent).ifPresent(unit -> parents.addAll(unit.parents()));
    parents.add(parent);
    // The root among them is no unit.
    if (parents.size() > DEEPEST) {
      throw OrganizationsError.UNIT_DEPTH.with();
    }
    String id = "ou-" + tree.organization().rootId().substring(2) + "-" + facts.seed().text(Organizations.LETTERS, 8);
    OrganizationalUnit unit =
        new OrganizationalUnit(tree.key(Kind.ORGANIZATIONAL_UNIT, id), tree.organization().id(), name, parents, tree.initial());
    return Applied.of(
        snapshot.with(unit), CreateOrganizationalUnitResponse.builder().organizationalUnit(Views.unit(tree, unit)).build());
  }

  private static Applied<DescribeOrganizationalUnitResponse> describe(
      Snapshot snapshot, Caller caller, DescribeOrganizationalUnitRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    OrganizationalUnit unit = tree.requireUnit(request.organizationalUnitId());
    return Applied.of(snapshot, DescribeOrganizationalUnitResponse.builder().organizationalUnit(Views.unit(tree, unit)).build());
  }

  private static Applied<DeleteOrganizationalUnitResponse> delete(
      Snapshot snapshot, Caller caller, DeleteOrganizationalUnitRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    OrganizationalUnit unit = tree.requireUnit(request.organizationalUnitId());
    if (!tree.accountsOf(unit.id()).isEmpty() || !tree.unitsOf(unit.id()).isEmpty()) {
      throw OrganizationsError.UNIT_NOT_EMPTY.with();
    }
    return Applied.of(snapshot.without(unit.key()), DeleteOrganizationalUnitResponse.builder().build());
  }
}
