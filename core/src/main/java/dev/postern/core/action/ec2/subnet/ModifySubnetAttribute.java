package dev.postern.core.action.ec2.subnet;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Subnet;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeResponse;

/**
 * Says whether new interfaces of instances in a subnet get a public address.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySubnetAttribute.html">AWS</a>
 *
 * <p>Errors: {@code InvalidSubnetID.NotFound}, {@code MissingParameter}.
 */
public final class ModifySubnetAttribute implements Action<ModifySubnetAttributeRequest, ModifySubnetAttributeResponse> {
  public static final Operation<ModifySubnetAttributeRequest, ModifySubnetAttributeResponse> OPERATION =
      Operation.of("ModifySubnetAttribute", ModifySubnetAttributeRequest.class, new ModifySubnetAttribute(), "SubnetId", "MapPublicIpOnLaunch");

  @Override
  public Applied<ModifySubnetAttributeResponse> apply(Snapshot snapshot, Caller caller, ModifySubnetAttributeRequest request, Facts facts) {
    Subnet subnet = Lookup.require(snapshot, caller, Subnet.class, Kind.SUBNET, request.subnetId());
    boolean mapPublicIp = Lookup.given(Lookup.given(request.mapPublicIpOnLaunch(), "MapPublicIpOnLaunch").value(), "MapPublicIpOnLaunch.Value");
    Subnet changed = new Subnet(subnet.key(), subnet.vpcId(), subnet.cidr(), subnet.availabilityZone(), mapPublicIp, subnet.defaultForAz());
    return Applied.of(snapshot.with(changed), ModifySubnetAttributeResponse.builder().build());
  }
}
