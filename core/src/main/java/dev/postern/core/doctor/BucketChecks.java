package dev.postern.core.doctor;

import dev.postern.core.authorize.Documents;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.lint.Linter;
import dev.postern.core.policy.lint.Rule;
import dev.postern.core.policy.lint.Scene;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bucket policies that ask for endpoints or addresses, as the policy linter reads them beside all endpoints of the cloud. */
final class BucketChecks {
  private static final Map<Rule, Cause> CAUSES =
      Map.of(
          Rule.VPCE003, Cause.BUCKET_POLICY_NAMES_NOBODY,
          Rule.VPCE004, Cause.BUCKET_POLICY_NAMES_NOBODY,
          Rule.VPCE032, Cause.BUCKET_POLICY_NAMES_NOBODY,
          Rule.VPCE011, Cause.BUCKET_POLICY_BY_ADDRESS,
          Rule.VPCE012, Cause.BUCKET_POLICY_BY_ADDRESS,
          Rule.VPCE019, Cause.SERVICES_SHUT_OUT);

  private BucketChecks() {}

  static List<Finding> look(List<VpcEndpoint> endpoints, List<Clues.Bucket> buckets) {
    List<Scene.Endpoint> known =
        endpoints.stream()
            .map(
                e ->
                    new Scene.Endpoint(
                        e.id(), Optional.of(e.vpcId()), e.type() == VpcEndpoint.Type.GATEWAY, ExaminedVpc.service(e), e.key().account(), Optional.empty(), false,
                        Optional.of(e.policyDocument()).filter(t -> !t.isEmpty()).map(t -> new Policy(e.id(), Documents.of(PolicyType.VPC_ENDPOINT, t)))))
            .toList();
    return buckets.stream().flatMap(b -> look(known, b).stream()).toList();
  }

  private static List<Finding> look(List<Scene.Endpoint> known, Clues.Bucket bucket) {
    Policy policy = new Policy("the policy of bucket " + bucket.name(), Documents.of(PolicyType.RESOURCE, bucket.policy()));
    Scene scene =
        new Scene(policy, false, bucket.account(), bucket.region(), Optional.of(bucket.name()), Optional.empty(), known, true, List.of(), List.of(), Optional.empty(), Optional.empty());
    return Linter.lint(scene).stream().filter(f -> CAUSES.containsKey(f.rule())).map(f -> finding(bucket, f)).toList();
  }

  private static Finding finding(Clues.Bucket bucket, dev.postern.core.policy.lint.Finding found) {
    String statement = found.sid().orElse("statement " + (found.statement() + 1));
    Severity severity =
        switch (found.rule().severity()) {
          case ERROR -> Severity.ERROR;
          case WARNING -> Severity.WARNING;
          case INFO -> Severity.INFO;
        };
    return new Finding(
        Optional.ofNullable(CAUSES.get(found.rule())).orElseThrow(), severity, bucket.name(), bucket.account(), bucket.region(), "",
        statement + " of the policy of bucket " + bucket.name() + ": " + found.rule().problem() + " (" + found.subject() + ")",
        found.rule().because() + ". 'postern policy lint --bucket " + bucket.name() + "' prints the policy repaired", Optional.empty());
  }
}
