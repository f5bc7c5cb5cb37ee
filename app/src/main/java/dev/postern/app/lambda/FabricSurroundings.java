package dev.postern.app.lambda;

import dev.postern.app.control.Control;
import dev.postern.app.process.HostProcesses;
import dev.postern.app.process.Place;
import dev.postern.core.action.lambda.FunctionView;
import dev.postern.core.dns.Host;
import dev.postern.core.model.Function;
import java.util.Map;

/** Functions in the fabric: each on its own host, which is in its VPC or on the Region's public side. */
public record FabricSurroundings(Control control, HostProcesses processes) implements Surroundings {

  @Override
  public Place place(Function function) {
    return processes.sealed(host(function));
  }

  @Override
  public Map<String, String> variables(Function function) {
    return processes.environment(host(function));
  }

  @Override
  public boolean isReady(Function function) {
    return FunctionView.isActive(function, control.observed());
  }

  private Host host(Function function) {
    return Host.of(control.current(), function);
  }
}
