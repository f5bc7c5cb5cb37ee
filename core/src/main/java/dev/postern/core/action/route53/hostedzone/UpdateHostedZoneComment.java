package dev.postern.core.action.route53.hostedzone;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.route53.Given;
import dev.postern.core.action.route53.ZoneView;
import dev.postern.core.model.HostedZone;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.route53.model.UpdateHostedZoneCommentRequest;
import software.amazon.awssdk.services.route53.model.UpdateHostedZoneCommentResponse;

/**
 * Sets a zone's comment; without one it is taken away.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_UpdateHostedZoneComment.html">AWS</a>
 *
 * <p>Errors: {@code NoSuchHostedZone}, {@code InvalidInput}.
 */
public final class UpdateHostedZoneComment implements Action<UpdateHostedZoneCommentRequest, UpdateHostedZoneCommentResponse> {
  public static final Operation<UpdateHostedZoneCommentRequest, UpdateHostedZoneCommentResponse> OPERATION =
      Operation.of("UpdateHostedZoneComment", UpdateHostedZoneCommentRequest.class, new UpdateHostedZoneComment(), "Id", "Comment");

  @Override
  public Applied<UpdateHostedZoneCommentResponse> apply(Snapshot snapshot, Caller caller, UpdateHostedZoneCommentRequest request, Facts facts) {
    HostedZone zone = Given.zone(snapshot, caller, request.id()).withComment(Given.comment(request.comment()));
    return Applied.of(snapshot.with(zone), UpdateHostedZoneCommentResponse.builder().hostedZone(ZoneView.of(zone)).build());
  }
}
