package dev.postern.core.action.ec2.instance;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.model.Instance;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMetadataOptionsResponse;

/**
 * Says whether an instance's metadata service answers only with a session token.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataOptions.html">AWS</a>
 */
public final class ModifyInstanceMetadataOptions
    implements Action<ModifyInstanceMetadataOptionsRequest, ModifyInstanceMetadataOptionsResponse> {
  public static final Operation<ModifyInstanceMetadataOptionsRequest, ModifyInstanceMetadataOptionsResponse> OPERATION =
      Operation.of(
          "ModifyInstanceMetadataOptions",
          ModifyInstanceMetadataOptionsRequest.class,
          new ModifyInstanceMetadataOptions(),
          "InstanceId",
          "HttpTokens",
          "HttpEndpoint");

  @Override
  public Applied<ModifyInstanceMetadataOptionsResponse> apply(
      Snapshot snapshot, Caller caller, ModifyInstanceMetadataOptionsRequest request, Facts facts) {
    Instance old = Instances.require(snapshot, caller, facts, Lookup.given(request.instanceId(), "InstanceId"));
    boolean asked = LaunchOptions.httpTokensRequired(request.httpTokensAsString(), request.httpEndpointAsString());
    Instance changed = old.withHttpTokensRequired(request.httpTokensAsString() == null ? old.httpTokensRequired() : asked);
    Snapshot next = snapshot.with(changed);
    return new Applied<>(
        next,
        observed ->
            ModifyInstanceMetadataOptionsResponse.builder()
                .instanceId(old.id())
                .instanceMetadataOptions(InstanceView.of(next, changed, observed).metadataOptions())
                .build());
  }
}
