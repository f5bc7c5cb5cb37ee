package dev.postern.core.action.route53.recordset;

import dev.postern.core.action.route53.DomainNames;
import dev.postern.core.model.HostedZone;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** A record set as responses show it. */
final class RecordView {
  private RecordView() {}

  static ResourceRecordSet of(HostedZone.RecordSet set) {
    ResourceRecordSet.Builder shown = ResourceRecordSet.builder().name(DomainNames.shown(set.name())).type(set.type());
    if (set.alias().isPresent()) {
      HostedZone.AliasTarget target = set.alias().get();
      return shown
          .aliasTarget(
              a -> a.hostedZoneId(target.hostedZoneId()).dnsName(DomainNames.shown(target.dnsName())).evaluateTargetHealth(target.evaluateTargetHealth()))
          .build();
    }
    return shown.ttl(set.ttl()).resourceRecords(set.values().stream().map(value -> ResourceRecord.builder().value(value).build()).toList()).build();
  }
}
