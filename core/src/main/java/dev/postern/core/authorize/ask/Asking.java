package dev.postern.core.authorize.ask;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.core.SdkPojo;

/** What the calls of one service ask for. */
public interface Asking {
  /**
   * Everything that must be allowed; the first that is not is what the caller is told.
   *
   * @param operation as the API names it, such as {@code CreateVpcEndpoint}
   */
  List<Ask> of(String operation, SdkPojo request, Snapshot snapshot, Caller caller);
}
