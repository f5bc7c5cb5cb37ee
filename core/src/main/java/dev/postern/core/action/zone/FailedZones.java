package dev.postern.core.action.zone;

import dev.postern.core.action.sts.Callers;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.ZoneFault;
import dev.postern.core.region.Region;
import dev.postern.core.region.Zone;
import dev.postern.core.state.Snapshot;
import java.util.List;

/** The zones whose AWS side is down, in the order of their names. */
public record FailedZones(List<Zone> zones) {
  public static FailedZones of(Snapshot snapshot) {
    return new FailedZones(
        Region.all().stream()
            .flatMap(region -> snapshot.all(ZoneFault.class, Kind.ZONE_FAULT, Callers.NOBODYS_ACCOUNT, region.name()).stream())
            .flatMap(fault -> Region.zone(fault.zone()).stream())
            .toList());
  }

  /** The fault of a zone, given by name or id: it is nobody's, because all accounts share the zone. */
  static ZoneFault fault(String nameOrId) {
    Zone zone = Region.zone(nameOrId).orElseThrow(() -> Ec2Error.INVALID_PARAMETER_VALUE.with("Invalid availability zone: [" + nameOrId + "]"));
    return new ZoneFault(new ResourceKey(Callers.NOBODYS_ACCOUNT, zone.region(), Kind.ZONE_FAULT, zone.name()));
  }
}
