package dev.postern.core.action.zone;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.model.ZoneFault;
import dev.postern.core.state.Snapshot;

/**
 * Takes AWS's side of a zone down: interfaces of endpoints, NAT gateways, resolver endpoints and transit gateways there carry nothing until
 * {@link RestoreZone}. A zone that is down already stays so.
 *
 * <p>Errors: {@code InvalidParameterValue} for a zone that AWS does not have.
 */
public final class FailZone implements Action<FailZone.Request, FailedZones> {
  /** @param zone its name or id */
  public record Request(String zone) {}

  @Override
  public Applied<FailedZones> apply(Snapshot snapshot, Caller caller, Request request, Facts facts) {
    ZoneFault fault = FailedZones.fault(request.zone());
    Snapshot next = snapshot.find(fault.key()).isPresent() ? snapshot : snapshot.with(fault);
    return Applied.of(next, FailedZones.of(next));
  }
}
