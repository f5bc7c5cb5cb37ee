package dev.postern.core.action.ec2.elasticip;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.Kind;
import dev.postern.core.state.Snapshot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;

/**
 * Allocates an Elastic IP out of the Region's public block.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AllocateAddress.html">AWS</a>
 *
 * <p>Errors: {@code InsufficientAddressCapacity}, {@code InvalidParameterValue}, {@code TagLimitExceeded}.
 */
public final class AllocateAddress implements Action<AllocateAddressRequest, AllocateAddressResponse> {
  public static final Operation<AllocateAddressRequest, AllocateAddressResponse> OPERATION =
      Operation.of(
          "AllocateAddress",
          AllocateAddressRequest.class,
          new AllocateAddress(),
          "Domain",
          "NetworkBorderGroup",
          "PublicIpv4Pool",
          "TagSpecification");

  @Override
  public Applied<AllocateAddressResponse> apply(Snapshot snapshot, Caller caller, AllocateAddressRequest request, Facts facts) {
    TreePMap<String, String> tags = Tags.of(request.tagSpecifications(), Kind.ELASTIC_IP);
    requireOnly(request.domainAsString(), "domain", "vpc");
    requireOnly(request.networkBorderGroup(), "networkBorderGroup", caller.region());
    requireOnly(request.publicIpv4Pool(), "publicIpv4Pool", "amazon");
    String publicIp = PublicAddresses.pick(snapshot, caller.region(), facts.seed());
    ElasticIp address = new ElasticIp(Lookup.key(caller, Kind.ELASTIC_IP, facts.seed().id("eipalloc")), publicIp, Optional.empty());
    return Applied.of(
        snapshot.with(address).withTags(address.key(), tags),
        AllocateAddressResponse.builder()
            .allocationId(address.id())
            .publicIp(publicIp)
            .publicIpv4Pool("amazon")
            .domain("vpc")
            .networkBorderGroup(caller.region())
            .build());
  }

  private static void requireOnly(@Nullable String given, String parameter, String possible) {
    if (given != null && !given.equals(possible)) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with(
          "Value (" + given + ") for parameter " + parameter + " is invalid. Only " + possible + " is supported.");
    }
  }
}
