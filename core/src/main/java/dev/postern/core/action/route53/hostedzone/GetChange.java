package dev.postern.core.action.route53.hostedzone;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.route53.Given;
import dev.postern.core.action.route53.ZoneChanges;
import dev.postern.core.error.Route53Error;
import dev.postern.core.model.ZoneChange;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.route53.model.GetChangeRequest;
import software.amazon.awssdk.services.route53.model.GetChangeResponse;

/**
 * Shows a change; it is in sync from the moment it was made.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetChange.html">AWS</a>
 *
 * <p>Errors: {@code NoSuchChange}.
 */
public final class GetChange implements Action<GetChangeRequest, GetChangeResponse> {
  public static final Operation<GetChangeRequest, GetChangeResponse> OPERATION =
      Operation.of("GetChange", GetChangeRequest.class, new GetChange(), "Id");

  @Override
  public Applied<GetChangeResponse> apply(Snapshot snapshot, Caller caller, GetChangeRequest request, Facts facts) {
    String id = Given.required(request.id(), "id");
    String changeId = id.startsWith("/change/") ? id.substring("/change/".length()) : id;
    ZoneChange change = snapshot.find(ZoneChange.class, ZoneChanges.key(caller, changeId)).orElseThrow(() -> Route53Error.NO_SUCH_CHANGE.with(changeId));
    return Applied.of(snapshot, GetChangeResponse.builder().changeInfo(ZoneChanges.shown(change)).build());
  }
}
