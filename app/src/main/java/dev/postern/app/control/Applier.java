package dev.postern.app.control;

import dev.postern.core.action.Action;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.state.Snapshot;
import java.util.function.UnaryOperator;

/** Applies actions to a state: {@link Control} to the cloud's own, others to copies of it. */
public interface Applier {
  /**
   * Applies an action.
   *
   * @param prepare makes what must be there before, such as the Region's default VPC; kept together with the action's own changes
   * @param dryRun decide only, and throw {@link dev.postern.core.error.Ec2Error#DRY_RUN_OPERATION} when it would succeed
   * @throws dev.postern.core.error.AwsException what the action refused; the state is untouched then
   */
  <Q, R> R execute(Action<Q, R> action, Caller caller, Q request, UnaryOperator<Snapshot> prepare, boolean dryRun);

  /** Fresh facts for an action or a preparation. */
  Facts facts();
}
