package dev.postern.core.action.accessanalyzer;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.AccessAnalyzerError;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.json.JsonText;
import dev.postern.core.policy.proof.Proof;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.accessanalyzer.model.Access;
import software.amazon.awssdk.services.accessanalyzer.model.CheckAccessNotGrantedRequest;
import software.amazon.awssdk.services.accessanalyzer.model.CheckAccessNotGrantedResponse;

/**
 * Whether a policy gives none of the actions on any of the resources that are listed.
 * <a href="https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckAccessNotGranted.html">AWS</a>
 */
public final class CheckAccessNotGranted implements Action<CheckAccessNotGrantedRequest, CheckAccessNotGrantedResponse> {
  public static final Operation<CheckAccessNotGrantedRequest, CheckAccessNotGrantedResponse> OPERATION =
      Operation.of("CheckAccessNotGranted", CheckAccessNotGrantedRequest.class, new CheckAccessNotGranted(), "policyDocument", "access", "policyType");

  private CheckAccessNotGranted() {}

  @Override
  public Applied<CheckAccessNotGrantedResponse> apply(Snapshot snapshot, Caller caller, CheckAccessNotGrantedRequest request, Facts facts) {
    PolicyType type = Checked.type(request.policyTypeAsString());
    Policy policy = Checked.policy(type, request.policyDocument(), "policyDocument");
    Policy asked = Checked.policy(PolicyType.RESOURCE, asked(request), "access");
    Checked checked = Checked.of(type, policy, asked);
    Proof proof = checked.prover(policy).notGranted(asked);
    boolean passes = Checked.passes(proof);
    return Applied.of(
        snapshot,
        CheckAccessNotGrantedResponse.builder()
            .result(passes ? "PASS" : "FAIL")
            .message("The policy document " + (passes ? "does not grant" : "grants") + " access to perform one or more of the listed actions or resources.")
            .reasons(checked.reasons(proof, "One or more of the listed actions or resources"))
            .build());
  }

  /** What is asked about as a policy that would allow it: each entry's actions on its resources, where one that is not said is every one. */
  private static String asked(CheckAccessNotGrantedRequest request) {
    List<Access> entries = request.access();
    if (entries.isEmpty()) {
      throw AccessAnalyzerError.VALIDATION.with("Value null at 'access' failed to satisfy constraint: Member must not be null");
    }
    List<Json> statements = new ArrayList<>();
    for (Access entry : entries) {
      if (entry.actions().isEmpty() && entry.resources().isEmpty()) {
        throw AccessAnalyzerError.VALIDATION.with("An entry of 'access' names actions, resources or both");
      }
      statements.add(
          Json.members(
              List.of(Json.member("Effect", Json.text("Allow")), Json.member("Principal", Json.text("*")), Json.member("Action", texts(entry.actions())),
                  Json.member("Resource", texts(entry.resources())))));
    }
    return JsonText.print(Json.members(List.of(Json.member("Statement", Json.items(statements)))));
  }

  private static Json texts(List<String> values) {
    return Json.items((values.isEmpty() ? List.of("*") : values).stream().map(Json::text).toList());
  }
}
