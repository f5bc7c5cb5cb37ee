package dev.postern.app.process;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.model.Instance;
import dev.postern.core.model.Kind;
import dev.postern.core.state.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;

/**
 * Shows what an instance's user data has printed; it is here and not with the other actions because it reads a file.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetConsoleOutput.html">AWS</a>
 */
public record GetConsoleOutput(Instances instances) implements Action<GetConsoleOutputRequest, GetConsoleOutputResponse> {

  public Operation<GetConsoleOutputRequest, GetConsoleOutputResponse> operation() {
    return Operation.of("GetConsoleOutput", GetConsoleOutputRequest.class, this, "InstanceId", "Latest");
  }

  @Override
  public Applied<GetConsoleOutputResponse> apply(Snapshot snapshot, Caller caller, GetConsoleOutputRequest request, Facts facts) {
    Instance instance = Lookup.require(snapshot, caller, Instance.class, Kind.INSTANCE, request.instanceId());
    Optional<Instances.Console> console = instances.console(instance.id());
    GetConsoleOutputResponse.Builder response = GetConsoleOutputResponse.builder().instanceId(instance.id());
    console.ifPresent(
        c -> response.output(Base64.getEncoder().encodeToString(c.text().getBytes(StandardCharsets.UTF_8))).timestamp(c.at()));
    return Applied.of(snapshot, response.build());
  }
}
