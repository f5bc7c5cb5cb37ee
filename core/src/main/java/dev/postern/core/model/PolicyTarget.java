package dev.postern.core.model;

/** A node of an organization's tree, to which policies are attached. */
public sealed interface PolicyTarget permits Organization, OrganizationalUnit, OrganizationAccount {
  /** The id of the root, of the unit, or of the account. */
  String targetId();

  AttachedPolicies attached();

  /** The same node with other policies. */
  Resource withAttached(AttachedPolicies policies);
}
