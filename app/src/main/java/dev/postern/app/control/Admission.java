package dev.postern.app.control;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.core.authorize.Gate;
import dev.postern.core.authorize.ask.Asking;
import dev.postern.core.state.Snapshot;
import dev.postern.wire.http.HttpCall;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/** Where the fronts of control planes ask whether a call may be carried out, before it is. */
public final class Admission {
  private final Gate gate;
  private final Supplier<Snapshot> current;
  private final Clock clock;

  public Admission(Gate gate, Supplier<Snapshot> current, Clock clock) {
    this.gate = gate;
    this.current = current;
    this.clock = clock;
  }

  /**
   * Returns when the caller may.
   *
   * @param request of AWS's model
   * @throws dev.postern.core.authorize.AccessDenied when not
   */
  public void admit(HttpCall call, Caller caller, Asking asking, String operation, Object request) {
    if (!(request instanceof SdkPojo members)) {
      throw new IllegalArgumentException(operation + " asks with " + request);
    }
    List<Ask> asks = asking.of(operation, members, current.get(), caller);
    gate.admit(caller, call.origin(clock.instant()), caller.region(), asks);
  }
}
