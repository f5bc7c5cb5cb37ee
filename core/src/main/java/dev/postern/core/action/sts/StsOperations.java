package dev.postern.core.action.sts;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.iam.AccessKeyId;
import dev.postern.core.error.StsError;
import dev.postern.core.model.AccessKey;
import dev.postern.core.state.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoRequest;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;

/** Every operation of the STS API (version 2011-06-15) that Postern has. <a href="https://docs.aws.amazon.com/STS/latest/APIReference/">AWS</a> */
public final class StsOperations {
  private static final List<Operation<?, ?>> ALL =
      List.of(
          AssumeRole.OPERATION,
          Operation.of("GetAccessKeyInfo", GetAccessKeyInfoRequest.class, StsOperations::accessKeyInfo, "AccessKeyId"),
          Operation.of("GetCallerIdentity", GetCallerIdentityRequest.class, StsOperations::callerIdentity),
          GetFederationToken.OPERATION,
          Operation.of("GetSessionToken", GetSessionTokenRequest.class, StsOperations::sessionToken, "DurationSeconds"));

  private StsOperations() {}

  public static Optional<Operation<?, ?>> find(String name) {
    return ALL.stream().filter(o -> o.name().equals(name)).<Operation<?, ?>>map(o -> o).findFirst();
  }

  public static List<Operation<?, ?>> all() {
    return ALL;
  }

  private static Applied<GetCallerIdentityResponse> callerIdentity(
      Snapshot snapshot, Caller caller, GetCallerIdentityRequest request, Facts facts) {
    return Applied.of(
        snapshot,
        GetCallerIdentityResponse.builder().account(caller.account()).arn(caller.principalArn()).userId(caller.userId()).build());
  }

  private static Applied<GetSessionTokenResponse> sessionToken(
      Snapshot snapshot, Caller caller, GetSessionTokenRequest request, Facts facts) {
    Credential.of(caller).requireFor("GetSessionToken");
    Duration lasting = Given.lasting(caller, request.durationSeconds());
    AccessKey key = Sessions.of(caller.account(), caller.principalArn(), caller.userId(), lasting, facts);
    return Applied.of(
        Sessions.pruned(snapshot, caller.account(), facts).with(key), GetSessionTokenResponse.builder().credentials(Sessions.shown(key)).build());
  }

  private static Applied<GetAccessKeyInfoResponse> accessKeyInfo(
      Snapshot snapshot, Caller caller, GetAccessKeyInfoRequest request, Facts facts) {
    Credential.of(caller).requireFor("GetAccessKeyInfo");
    String id = Given.required(request.accessKeyId(), "accessKeyId");
    String account =
        new AccessKeyId(id).account().orElseThrow(() -> StsError.VALIDATION_ERROR.with("Invalid Access Key ID: the key id is malformed"));
    return Applied.of(snapshot, GetAccessKeyInfoResponse.builder().account(account).build());
  }
}
