package dev.postern.core.action.route53.recordset;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.route53.DomainNames;
import dev.postern.core.action.route53.Given;
import dev.postern.core.error.Route53Error;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.HostedZone.RecordSet;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;

/**
 * Lists a zone's record sets by name, the labels read backwards, and type, from a name and type on.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html">AWS</a>
 *
 * <p>Errors: {@code NoSuchHostedZone}, {@code InvalidInput}.
 */
public final class ListResourceRecordSets implements Action<ListResourceRecordSetsRequest, ListResourceRecordSetsResponse> {
  public static final Operation<ListResourceRecordSetsRequest, ListResourceRecordSetsResponse> OPERATION =
      Operation.of(
          "ListResourceRecordSets",
          ListResourceRecordSetsRequest.class,
          new ListResourceRecordSets(),
          "Id",
          "name",
          "type",
          "maxitems");

  @Override
  public Applied<ListResourceRecordSetsResponse> apply(Snapshot snapshot, Caller caller, ListResourceRecordSetsRequest request, Facts facts) {
    HostedZone zone = Given.zone(snapshot, caller, request.hostedZoneId());
    int most = Given.items(request.maxItems(), 300);
    if (request.startRecordName() == null && request.startRecordTypeAsString() != null) {
      throw Route53Error.INVALID_INPUT.with("The type parameter needs the name parameter.");
    }
    RecordKey from =
        new RecordKey(
            request.startRecordName() == null ? "" : DomainNames.order(DomainNames.plain(request.startRecordName())),
            request.startRecordTypeAsString() == null ? "" : request.startRecordTypeAsString());
    List<RecordSet> left = zone.records().stream().filter(set -> RecordKey.of(set).compareTo(from) >= 0).toList();
    ListResourceRecordSetsResponse.Builder page =
        ListResourceRecordSetsResponse.builder()
            .resourceRecordSets(left.stream().limit(most).map(RecordView::of).toList())
            .maxItems(String.valueOf(most))
            .isTruncated(left.size() > most);
    if (left.size() > most) {
      page.nextRecordName(DomainNames.shown(left.get(most).name())).nextRecordType(left.get(most).type());
    }
    return Applied.of(snapshot, page.build());
  }
}
