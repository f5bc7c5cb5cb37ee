package dev.postern.core.authorize.ask;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What STS's calls ask for. Whoever has credentials may ask who they are and renew them, even against a Deny; and who may take a role, its
 * action decides by the role's trust policy. So of these the way alone is judged here: an endpoint's policy binds them too.
 * <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html">AWS</a>
 */
public final class StsAsks {
  private StsAsks() {}

  /** As {@link Asking} says. */
  public static List<Ask> of(String operation, SdkPojo request, Snapshot snapshot, Caller caller) {
    String action = "sts:" + operation;
    return switch (operation) {
      case "GetCallerIdentity", "GetSessionToken" -> List.of(Ask.of(action, "*").needingNoPermission());
      case "AssumeRole" -> List.of(Ask.of(action, Members.text(request, "RoleArn").orElse("*")).needingNoPermission());
      default -> List.of(Ask.of(action, "*"));
    };
  }
}
