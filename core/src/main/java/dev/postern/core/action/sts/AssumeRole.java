package dev.postern.core.action.sts;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.StsError;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.time.Duration;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/**
 * Gives out a session of a role. Whether the caller may was judged before, by the role's trust policy and all others that the way of the
 * request brings in: see {@code StsAsks}.
 * <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AWS</a>
 */
final class AssumeRole {
  static final Operation<AssumeRoleRequest, AssumeRoleResponse> OPERATION =
      Operation.of(
          "AssumeRole",
          AssumeRoleRequest.class,
          AssumeRole::apply,
          "RoleArn",
          "RoleSessionName",
          "DurationSeconds",
          "ExternalId",
          "Policy",
          "PolicyArns",
          "SourceIdentity",
          "Tags",
          "TransitiveTagKeys");

  private static final int CHAINED_SECONDS = 3600;

  private AssumeRole() {}

  private static Applied<AssumeRoleResponse> apply(Snapshot snapshot, Caller caller, AssumeRoleRequest request, Facts facts) {
    Credential credential = Credential.of(caller);
    credential.requireFor("AssumeRole");
    String arn = arn(request);
    String name = Given.text(Given.required(request.roleSessionName(), "roleSessionName"), "roleSessionName", 2, 64, "[\\w+=,.@-]");
    if (request.externalId() != null) {
      Given.text(request.externalId(), "externalId", 2, 1224, "[\\w+=,.@:\\/-]");
    }
    IamRole role =
        snapshot
            .find(IamRole.class, new ResourceKey(arn.split(":")[4], ResourceKey.GLOBAL, Kind.IAM_ROLE, arn.substring(arn.lastIndexOf('/') + 1)))
            .filter(r -> r.arn().equals(arn))
            .orElseThrow(() -> StsError.ACCESS_DENIED.with(caller.principalArn(), "sts:AssumeRole", arn));
    AccessKey.Session session = SessionParameters.of(snapshot, caller, role, request);
    AccessKey key = Sessions.of(role, name, lasting(credential, role, request), facts).withSession(session);
    return Applied.of(
        Sessions.pruned(snapshot, role.key().account(), facts).with(key),
        AssumeRoleResponse.builder()
            .credentials(Sessions.shown(key))
            .assumedRoleUser(u -> u.arn(key.principalArn()).assumedRoleId(key.userId()))
            .sourceIdentity(session.sourceIdentity().orElse(null))
            .packedPolicySize(PackedPolicy.percentage(session).orElse(null))
            .build());
  }

  private static String arn(AssumeRoleRequest request) {
    String arn = Given.required(request.roleArn(), "roleArn");
    if (arn.length() < 20) {
      throw Given.violated("'" + arn + "'", "roleArn", "Member must have length greater than or equal to 20");
    }
    if (!arn.matches("arn:aws:iam::\\d{12}:role/.+")) {
      throw StsError.VALIDATION_ERROR.with(arn + " is invalid");
    }
    return arn;
  }

  private static Duration lasting(Credential credential, IamRole role, AssumeRoleRequest request) {
    Duration lasting = Given.lasting(request.durationSeconds(), 3600, 43200);
    if (credential == Credential.ROLE_SESSION && lasting.toSeconds() > CHAINED_SECONDS) {
      throw StsError.VALIDATION_ERROR.with(
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
    }
    if (lasting.toSeconds() > role.maxSessionDuration()) {
      throw StsError.VALIDATION_ERROR.with("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
    return lasting;
  }
}
