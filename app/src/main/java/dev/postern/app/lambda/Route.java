package dev.postern.app.lambda;

import dev.postern.core.action.Action;
import dev.postern.core.action.Caller;
import dev.postern.wire.rest.RestBinding;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;

/**
 * One operation of the Lambda API as a row: its path, what it honours, and what answers it.
 *
 * @param honoured names of the parameters, as the API spells them; a name covers everything below it
 */
record Route<Q>(RestBinding<Q> binding, Set<String> honoured, Answer<Q> answer) {

  /** Answers a request. */
  interface Answer<Q> {
    SdkPojo to(Caller caller, Q request, String requestId) throws InterruptedException;
  }

  /** Commits an action. */
  interface Commit {
    <Q, R> R execute(Action<Q, R> action, Caller caller, Q request);
  }

  static <Q> Route<Q> of(RestBinding<Q> binding, Answer<Q> answer, String... honoured) {
    return new Route<>(binding, Set.of(honoured), answer);
  }

  /** An operation that is an action and nothing more. */
  static <Q, R extends SdkPojo> Route<Q> of(RestBinding<Q> binding, Commit commit, Action<Q, R> action, String... honoured) {
    return of(binding, (caller, request, _) -> commit.execute(action, caller, request), honoured);
  }
}
