package dev.postern.core.action.route53.recordset;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.route53.Given;
import dev.postern.core.action.route53.ZoneChanges;
import dev.postern.core.error.Route53Error;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.ZoneChange;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.route53.model.ChangeBatch;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;

/**
 * Creates, replaces and deletes record sets: all changes of the batch or none. Simple routing alone; policies such as weights are refused by name.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html">AWS</a>
 *
 * <p>Errors: {@code NoSuchHostedZone}, {@code InvalidInput}, {@code InvalidChangeBatch}.
 */
public final class ChangeResourceRecordSets implements Action<ChangeResourceRecordSetsRequest, ChangeResourceRecordSetsResponse> {
  public static final Operation<ChangeResourceRecordSetsRequest, ChangeResourceRecordSetsResponse> OPERATION =
      Operation.of(
          "ChangeResourceRecordSets",
          ChangeResourceRecordSetsRequest.class,
          new ChangeResourceRecordSets(),
          "Id",
          "ChangeBatch.Comment",
          "ChangeBatch.Changes.Action",
          "ChangeBatch.Changes.ResourceRecordSet.Name",
          "ChangeBatch.Changes.ResourceRecordSet.Type",
          "ChangeBatch.Changes.ResourceRecordSet.TTL",
          "ChangeBatch.Changes.ResourceRecordSet.ResourceRecords",
          "ChangeBatch.Changes.ResourceRecordSet.AliasTarget");

  private static final int MOST = 1000;

  @Override
  public Applied<ChangeResourceRecordSetsResponse> apply(
      Snapshot snapshot, Caller caller, ChangeResourceRecordSetsRequest request, Facts facts) {
    HostedZone zone = Given.zone(snapshot, caller, request.hostedZoneId());
    ChangeBatch batch = Given.required(request.changeBatch(), "changeBatch");
    if (batch.changes().isEmpty()) {
      throw Given.violated("'[]'", "changeBatch.changes", "Member must have length greater than or equal to 1");
    }
    if (batch.changes().size() > MOST) {
      throw Route53Error.INVALID_CHANGE_BATCH.with("Number of changes limit of " + MOST + " exceeded.");
    }
    RecordChanges changes = new RecordChanges(snapshot, zone);
    batch.changes().forEach(changes::apply);
    ZoneChange change = ZoneChanges.made(caller, Given.comment(batch.comment()), facts);
    return Applied.of(
        ZoneChanges.noted(snapshot, change).with(changes.changed()),
        ChangeResourceRecordSetsResponse.builder().changeInfo(ZoneChanges.shown(change)).build());
  }
}
