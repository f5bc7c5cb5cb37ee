package dev.postern.core.action.sts;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.iam.AccessKeyId;
import dev.postern.core.error.StsError;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
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
          Operation.of("AssumeRole", AssumeRoleRequest.class, StsOperations::assumeRole, "RoleArn", "RoleSessionName", "DurationSeconds"),
          Operation.of("GetAccessKeyInfo", GetAccessKeyInfoRequest.class, StsOperations::accessKeyInfo, "AccessKeyId"),
          Operation.of("GetCallerIdentity", GetCallerIdentityRequest.class, StsOperations::callerIdentity),
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

  /** The trust policy is stored and not evaluated: whoever names a role that exists gets it. */
  private static Applied<AssumeRoleResponse> assumeRole(Snapshot snapshot, Caller caller, AssumeRoleRequest request, Facts facts) {
    String arn = required(request.roleArn(), "roleArn");
    if (arn.length() < 20) {
      throw violated("'" + arn + "'", "roleArn", "Member must have length greater than or equal to 20");
    }
    if (!arn.matches("arn:aws:iam::\\d{12}:role/.+")) {
      throw StsError.VALIDATION_ERROR.with(arn + " is invalid");
    }
    String session = required(request.roleSessionName(), "roleSessionName");
    if (!session.matches("[\\w+=,.@-]{2,64}")) {
      throw violated("'" + session + "'", "roleSessionName", "Member must satisfy regular expression pattern: [\\w+=,.@-]*");
    }
    IamRole role =
        snapshot
            .find(IamRole.class, new ResourceKey(arn.split(":")[4], ResourceKey.GLOBAL, Kind.IAM_ROLE, arn.substring(arn.lastIndexOf('/') + 1)))
            .filter(r -> r.arn().equals(arn))
            .orElseThrow(() -> StsError.ACCESS_DENIED.with(caller.principalArn(), "sts:AssumeRole", arn));
    boolean chained = caller.principalArn().contains(":assumed-role/");
    Duration lasting = lasting(request.durationSeconds(), 3600, 43200);
    if (chained && lasting.toSeconds() > 3600) {
      throw StsError.VALIDATION_ERROR.with(
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
    }
    if (lasting.toSeconds() > role.maxSessionDuration()) {
      throw StsError.VALIDATION_ERROR.with("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
    AccessKey key = Sessions.of(role, session, lasting, facts);
    return Applied.of(
        Sessions.pruned(snapshot, role.key().account(), facts).with(key),
        AssumeRoleResponse.builder()
            .credentials(view(key))
            .assumedRoleUser(u -> u.arn(key.principalArn()).assumedRoleId(key.userId()))
            .build());
  }

  private static Applied<GetSessionTokenResponse> sessionToken(
      Snapshot snapshot, Caller caller, GetSessionTokenRequest request, Facts facts) {
    if (caller.principalArn().contains(":assumed-role/")) {
      throw StsError.ACCESS_DENIED.saying("Cannot call GetSessionToken with session credentials");
    }
    boolean root = caller.principalArn().endsWith(":root");
    Duration asked = lasting(request.durationSeconds(), 43200, 129600);
    Duration lasting = root && asked.toSeconds() > 3600 ? Duration.ofHours(1) : asked;
    AccessKey key = Sessions.of(caller.account(), caller.principalArn(), caller.userId(), lasting, facts);
    return Applied.of(
        Sessions.pruned(snapshot, caller.account(), facts).with(key), GetSessionTokenResponse.builder().credentials(view(key)).build());
  }

  private static Applied<GetAccessKeyInfoResponse> accessKeyInfo(
      Snapshot snapshot, Caller caller, GetAccessKeyInfoRequest request, Facts facts) {
    String id = required(request.accessKeyId(), "accessKeyId");
    String account =
        new AccessKeyId(id).account().orElseThrow(() -> StsError.VALIDATION_ERROR.with("Invalid Access Key ID: the key id is malformed"));
    return Applied.of(snapshot, GetAccessKeyInfoResponse.builder().account(account).build());
  }

  private static Duration lasting(@Nullable Integer seconds, int usual, int longest) {
    int value = seconds == null ? usual : seconds;
    if (value < 900) {
      throw violated("'" + value + "'", "durationSeconds", "Member must have value greater than or equal to 900");
    }
    if (value > longest) {
      throw violated("'" + value + "'", "durationSeconds", "Member must have value less than or equal to " + longest);
    }
    return Duration.ofSeconds(value);
  }

  private static Credentials view(AccessKey key) {
    return Credentials.builder()
        .accessKeyId(key.id())
        .secretAccessKey(key.secretAccessKey())
        .sessionToken(key.sessionToken().orElseThrow())
        .expiration(key.expiration().orElseThrow())
        .build();
  }

  private static <T> T required(@Nullable T value, String member) {
    if (value == null) {
      throw violated("null", member, "Member must not be null");
    }
    return value;
  }

  private static RuntimeException violated(String value, String member, String constraint) {
    return StsError.VALIDATION_ERROR.with(
        "1 validation error detected: Value " + value + " at '" + member + "' failed to satisfy constraint: " + constraint);
  }
}
