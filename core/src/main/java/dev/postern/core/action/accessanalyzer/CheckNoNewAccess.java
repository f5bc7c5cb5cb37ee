package dev.postern.core.action.accessanalyzer;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.proof.Proof;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.accessanalyzer.model.CheckNoNewAccessRequest;
import software.amazon.awssdk.services.accessanalyzer.model.CheckNoNewAccessResponse;

/**
 * Whether a changed policy gives nothing that the one before did not.
 * <a href="https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckNoNewAccess.html">AWS</a>
 */
public final class CheckNoNewAccess implements Action<CheckNoNewAccessRequest, CheckNoNewAccessResponse> {
  public static final Operation<CheckNoNewAccessRequest, CheckNoNewAccessResponse> OPERATION =
      Operation.of("CheckNoNewAccess", CheckNoNewAccessRequest.class, new CheckNoNewAccess(), "newPolicyDocument", "existingPolicyDocument", "policyType");

  private CheckNoNewAccess() {}

  @Override
  public Applied<CheckNoNewAccessResponse> apply(Snapshot snapshot, Caller caller, CheckNoNewAccessRequest request, Facts facts) {
    PolicyType type = Checked.type(request.policyTypeAsString());
    Policy now = Checked.policy(type, request.newPolicyDocument(), "newPolicyDocument");
    Policy before = Checked.policy(type, request.existingPolicyDocument(), "existingPolicyDocument");
    Checked checked = Checked.of(type, now, before);
    Proof proof = checked.prover(now).noNewAccess(checked.setting(before));
    boolean passes = Checked.passes(proof);
    return Applied.of(
        snapshot,
        CheckNoNewAccessResponse.builder()
            .result(passes ? "PASS" : "FAIL")
            .message("The modified permissions " + (passes ? "do not grant" : "grant") + " new access compared to your existing policy.")
            .reasons(checked.reasons(proof, "New access"))
            .build());
  }
}
