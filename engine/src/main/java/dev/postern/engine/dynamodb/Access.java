package dev.postern.engine.dynamodb;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.core.authorize.Gate;
import dev.postern.core.authorize.Origin;
import java.util.List;

/** One request before the gate: who sent it and how it came. */
record Access(Gate gate, Caller caller, Origin origin) {

  /** Returns when all is allowed. @throws dev.postern.core.authorize.AccessDenied for the first thing that is not */
  void admit(List<Ask> asks) {
    gate.admit(caller, origin, caller.region(), asks);
  }

  /** Whether the same caller, coming the same way, may do this. */
  boolean allows(Ask ask) {
    return gate.allows(caller, origin, caller.region(), ask);
  }
}
