package dev.postern.core.policy.lint;

import dev.postern.core.policy.PolicyType;
import java.util.Comparator;
import java.util.List;

/** Looks at a policy by every rule. */
public final class Linter {
  private Linter() {}

  /** What the rules find, by statement and rule. */
  public static List<Finding> lint(Scene scene) {
    Report report = new Report(scene);
    OperatorChecks.look(scene, report);
    IdChecks.look(scene, report);
    AddressChecks.look(scene, report);
    CoverageChecks.look(scene, report);
    ExemptionChecks.look(scene, report);
    if (scene.type() == PolicyType.VPC_ENDPOINT) {
      EndpointPolicyChecks.look(scene, report);
    }
    return report.findings().stream().sorted(Comparator.comparing(Finding::rule).thenComparing(Finding::statement)).toList();
  }
}
