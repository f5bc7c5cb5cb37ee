package dev.postern.core.action;

import dev.postern.core.state.Snapshot;

/**
 * One AWS operation as a pure function: the same snapshot, caller, request and facts always give the same result.
 *
 * @param <Q> the AWS SDK's request class
 * @param <R> the AWS SDK's response class
 */
public interface Action<Q, R> {
  /** Decides; throws {@link dev.postern.core.error.AwsException} and nothing else, and then the snapshot is untouched. */
  Applied<R> apply(Snapshot snapshot, Caller caller, Q request, Facts facts);
}
