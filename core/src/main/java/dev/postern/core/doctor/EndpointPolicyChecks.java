package dev.postern.core.doctor;

import dev.postern.core.authorize.Documents;
import dev.postern.core.explain.Fix;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.policy.Effect;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.json.JsonText;
import dev.postern.core.policy.lint.Linter;
import dev.postern.core.policy.lint.Rule;
import dev.postern.core.policy.lint.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The policies of the endpoints themselves. */
final class EndpointPolicyChecks {
  private EndpointPolicyChecks() {}

  static List<Finding> look(ExaminedVpc vpc) {
    List<Finding> findings = new ArrayList<>();
    for (VpcEndpoint endpoint : vpc.endpoints()) {
      if (!endpoint.policyDocument().isEmpty()) {
        look(vpc, endpoint, Documents.of(PolicyType.VPC_ENDPOINT, endpoint.policyDocument()), findings);
      }
    }
    return findings;
  }

  private static void look(ExaminedVpc vpc, VpcEndpoint endpoint, PolicyDocument document, List<Finding> findings) {
    List<Statement> statements = document.statements();
    Optional<Statement> denies = statements.stream().filter(s -> s.effect() == Effect.DENY && isEverything(s)).findFirst();
    boolean allows = statements.stream().anyMatch(s -> s.effect() == Effect.ALLOW);
    Optional<Fix> reset = vpc.modify(endpoint, m -> m.resetPolicy(true));
    if (denies.isPresent()) {
      String name = denies.get().sid().orElse("statement " + (denies.get().index() + 1));
      findings.add(
          Finding.of(
              Cause.POLICY_DENIES, Severity.ERROR, endpoint.key(), endpoint.vpcId(), name + " of the policy of " + endpoint.id() + " denies everything to everybody",
              "every request through it is answered 403, with an explicit deny in a VPC endpoint policy", reset));
    } else if (!allows) {
      findings.add(
          Finding.of(
              Cause.POLICY_ALLOWS_NOTHING, Severity.ERROR, endpoint.key(), endpoint.vpcId(), "no statement of the policy of " + endpoint.id() + " allows anything",
              "every request through it is answered 403, because no VPC endpoint policy allows it", reset));
    } else if (endpoint.type() == VpcEndpoint.Type.GATEWAY && !(statements.size() == 1 && isEverything(statements.getFirst()))) {
      gateway(vpc, endpoint, document, findings);
    }
  }

  private static boolean isEverything(Statement statement) {
    return statement.conditions().isEmpty()
        && statement.principals().isEveryone()
        && statement.resources().isAll()
        && !statement.resources().isExcept()
        && !statement.actions().isExcept()
        && statement.actions().written().contains("*");
  }

  private static void gateway(ExaminedVpc vpc, VpcEndpoint endpoint, PolicyDocument document, List<Finding> findings) {
    Scene scene =
        new Scene(
            new Policy(endpoint.id(), document), true, endpoint.key().account(), endpoint.key().region(), Optional.empty(), Optional.empty(), List.of(), false, List.of(),
            List.of(), Optional.empty(), Optional.empty());
    boolean images = vpc.interfaceEndpoints().stream().map(ExaminedVpc::service).anyMatch(s -> s.startsWith("ecr.") || s.equals("ssm"));
    for (dev.postern.core.policy.lint.Finding found : Linter.lint(scene)) {
      Optional<Fix> repair = found.repaired().flatMap(r -> vpc.modify(endpoint, m -> m.policyDocument(JsonText.print(r))));
      if (found.rule() == Rule.VPCE024) {
        findings.add(
            Finding.of(
                Cause.GATEWAY_PRINCIPAL, Severity.ERROR, endpoint.key(), endpoint.vpcId(), "the policy of " + endpoint.id() + " names " + found.subject() + " as principal",
                "at a gateway endpoint that is the account's root user alone: everybody else is denied", repair));
      } else if (found.rule() == Rule.VPCE027 && images) {
        findings.add(
            Finding.of(
                Cause.AWS_BUCKETS_LEFT_OUT, Severity.WARNING, endpoint.key(), endpoint.vpcId(),
                "the policy of " + endpoint.id() + " leaves out " + found.subject() + ", and the VPC has endpoints for ECR or Systems Manager",
                "image layers and agents are fetched from these buckets, and answered 403", repair));
      }
    }
  }
}
