package dev.postern.core.action.route53;

import dev.postern.core.model.HostedZone;
import software.amazon.awssdk.services.route53.model.VPC;

/** A hosted zone as responses show it. */
public final class ZoneView {
  private ZoneView() {}

  public static software.amazon.awssdk.services.route53.model.HostedZone of(HostedZone zone) {
    return software.amazon.awssdk.services.route53.model.HostedZone.builder()
        .id("/hostedzone/" + zone.id())
        .name(DomainNames.shown(zone.name()))
        .callerReference(zone.callerReference())
        .config(c -> c.comment(zone.comment().isEmpty() ? null : zone.comment()).privateZone(true))
        .resourceRecordSetCount((long) zone.records().size())
        .build();
  }

  public static VPC of(HostedZone.AssociatedVpc vpc) {
    return VPC.builder().vpcRegion(vpc.region()).vpcId(vpc.vpcId()).build();
  }
}
