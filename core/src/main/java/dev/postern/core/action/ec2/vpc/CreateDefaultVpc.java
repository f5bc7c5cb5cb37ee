package dev.postern.core.action.ec2.vpc;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcResponse;

/**
 * Makes the Region's default VPC anew after its owner deleted it.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDefaultVpc.html">AWS</a>
 *
 * <p>Errors: {@code DefaultVpcAlreadyExists}.
 */
public final class CreateDefaultVpc implements Action<CreateDefaultVpcRequest, CreateDefaultVpcResponse> {
  public static final Operation<CreateDefaultVpcRequest, CreateDefaultVpcResponse> OPERATION =
      Operation.of("CreateDefaultVpc", CreateDefaultVpcRequest.class, new CreateDefaultVpc());

  @Override
  public Applied<CreateDefaultVpcResponse> apply(Snapshot snapshot, Caller caller, CreateDefaultVpcRequest request, Facts facts) {
    if (DefaultVpc.find(snapshot, caller).isPresent()) {
      throw Ec2Error.DEFAULT_VPC_ALREADY_EXISTS.with();
    }
    NewVpc made = DefaultVpc.make(snapshot, caller, facts);
    return Applied.of(made.snapshot(), CreateDefaultVpcResponse.builder().vpc(VpcView.of(made.snapshot(), made.vpc())).build());
  }
}
