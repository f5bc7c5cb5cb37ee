package dev.postern.core.action.accessanalyzer;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.AccessAnalyzerError;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.proof.Proof;
import dev.postern.core.state.Snapshot;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.accessanalyzer.model.CheckNoPublicAccessRequest;
import software.amazon.awssdk.services.accessanalyzer.model.CheckNoPublicAccessResponse;

/**
 * Whether a resource policy gives nothing to the public.
 * <a href="https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckNoPublicAccess.html">AWS</a>
 */
public final class CheckNoPublicAccess implements Action<CheckNoPublicAccessRequest, CheckNoPublicAccessResponse> {
  public static final Operation<CheckNoPublicAccessRequest, CheckNoPublicAccessResponse> OPERATION =
      Operation.of("CheckNoPublicAccess", CheckNoPublicAccessRequest.class, new CheckNoPublicAccess(), "policyDocument", "resourceType");

  /** The services whose resources of a type have a policy in the usual form. */
  private static final Map<String, String> SERVICES =
      Map.ofEntries(
          Map.entry("AWS::S3::Bucket", "s3"),
          Map.entry("AWS::S3::AccessPoint", "s3"),
          Map.entry("AWS::DynamoDB::Table", "dynamodb"),
          Map.entry("AWS::DynamoDB::Stream", "dynamodb"),
          Map.entry("AWS::KMS::Key", "kms"),
          Map.entry("AWS::Lambda::Function", "lambda"),
          Map.entry("AWS::SecretsManager::Secret", "secretsmanager"),
          Map.entry("AWS::SNS::Topic", "sns"),
          Map.entry("AWS::SQS::Queue", "sqs"),
          Map.entry("AWS::EFS::FileSystem", "elasticfilesystem"),
          Map.entry("AWS::Kinesis::Stream", "kinesis"));

  private CheckNoPublicAccess() {}

  @Override
  public Applied<CheckNoPublicAccessResponse> apply(Snapshot snapshot, Caller caller, CheckNoPublicAccessRequest request, Facts facts) {
    String type = Checked.required(request.resourceTypeAsString(), "resourceType");
    String service =
        Optional.ofNullable(SERVICES.get(type))
            .orElseThrow(() -> AccessAnalyzerError.UNPROCESSABLE.with("checks of policies of the resource type " + type + " are not built in Postern"));
    Policy policy = Checked.policy(PolicyType.RESOURCE, request.policyDocument(), "policyDocument");
    Checked checked = Checked.of(service, policy);
    Proof proof = checked.prover(policy).notPublic();
    boolean passes = Checked.passes(proof);
    return Applied.of(
        snapshot,
        CheckNoPublicAccessResponse.builder()
            .result(passes ? "PASS" : "FAIL")
            .message("The resource policy " + (passes ? "does not grant" : "grants") + " public access for the given resource type.")
            .reasons(checked.reasons(proof, "Public access granted"))
            .build());
  }
}
