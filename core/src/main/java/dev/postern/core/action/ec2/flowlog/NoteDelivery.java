package dev.postern.core.action.ec2.flowlog;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.model.FlowLog;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.Optional;

/** Notes whether a flow log's records could be delivered; it is no operation of AWS's. */
public final class NoteDelivery implements Action<NoteDelivery.Outcome, NoteDelivery.Outcome> {
  /** @param error in AWS's words; empty when the records were delivered */
  public record Outcome(ResourceKey log, Optional<String> error) {}

  @Override
  public Applied<Outcome> apply(Snapshot snapshot, Caller caller, Outcome outcome, Facts facts) {
    Optional<FlowLog> changed = snapshot.find(FlowLog.class, outcome.log).filter(l -> !l.deliveryError().equals(outcome.error));
    return Applied.of(changed.map(l -> snapshot.with(l.withDeliveryError(outcome.error))).orElse(snapshot), outcome);
  }
}
