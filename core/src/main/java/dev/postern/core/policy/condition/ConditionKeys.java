package dev.postern.core.policy.condition;

import java.util.Set;

/**
 * What is known of condition keys beside their values. Names are in lower case.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">AWS</a>
 */
public final class ConditionKeys {
  private static final Set<String> MULTIVALUED =
      Set.of(
          "aws:principalorgpaths",
          "aws:resourceorgpaths",
          "aws:sourceorgpaths",
          "aws:vpceorgpaths",
          "aws:calledvia",
          "aws:tagkeys",
          "aws:principalservicenameslist",
          "dynamodb:attributes",
          "dynamodb:leadingkeys",
          "lambda:layer",
          "lambda:securitygroupids",
          "lambda:subnetids",
          "route53:changeresourcerecordsetsactions",
          "route53:changeresourcerecordsetsnormalizedrecordnames",
          "route53:changeresourcerecordsetsrecordtypes",
          "route53:vpcs",
          "sts:transitivetagkeys",
          "s3:requestobjecttagkeys");

  /** Ids that AWS makes: a wildcard in one means nothing that anybody could intend. */
  private static final Set<String> SYSTEM_IDS =
      Set.of(
          "aws:principalaccount",
          "aws:principalorgid",
          "aws:resourceaccount",
          "aws:resourceorgid",
          "aws:sourceaccount",
          "aws:sourceorgid",
          "aws:sourcevpc",
          "aws:sourcevpce",
          "aws:vpceaccount",
          "aws:vpceorgid");

  private ConditionKeys() {}

  /** Whether a request may carry several values of it, so that an operator without a set matches none. */
  public static boolean isMultivalued(String folded) {
    return MULTIVALUED.contains(folded);
  }

  public static boolean isSystemId(String folded) {
    return SYSTEM_IDS.contains(folded);
  }
}
