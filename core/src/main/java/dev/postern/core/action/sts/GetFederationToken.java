package dev.postern.core.action.sts;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.AccessKey;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.sts.model.GetFederationTokenRequest;
import software.amazon.awssdk.services.sts.model.GetFederationTokenResponse;

/**
 * Gives out a session in which somebody acts for the calling user under a name of its own: it may what both the user's policies and those of
 * the session allow, and what policies of resources give it by its name.
 * <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html">AWS</a>
 */
final class GetFederationToken {
  static final Operation<GetFederationTokenRequest, GetFederationTokenResponse> OPERATION =
      Operation.of(
          "GetFederationToken", GetFederationTokenRequest.class, GetFederationToken::apply, "Name", "Policy", "PolicyArns", "DurationSeconds", "Tags");

  private GetFederationToken() {}

  private static Applied<GetFederationTokenResponse> apply(Snapshot snapshot, Caller caller, GetFederationTokenRequest request, Facts facts) {
    Credential.of(caller).requireFor("GetFederationToken");
    String name = Given.text(Given.required(request.name(), "name"), "name", 2, 32, "[\\w+=,.@-]");
    AccessKey.Session session = SessionParameters.of(snapshot, caller, request);
    String arn = "arn:aws:sts::" + caller.account() + ":federated-user/" + name;
    String id = caller.account() + ":" + name;
    AccessKey key = Sessions.of(caller.account(), arn, id, Given.lasting(caller, request.durationSeconds()), facts).withSession(session);
    return Applied.of(
        Sessions.pruned(snapshot, caller.account(), facts).with(key),
        GetFederationTokenResponse.builder()
            .credentials(Sessions.shown(key))
            .federatedUser(u -> u.arn(arn).federatedUserId(id))
            .packedPolicySize(PackedPolicy.percentage(session).orElse(0))
            .build());
  }
}
