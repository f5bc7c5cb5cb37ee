package dev.postern.core.action.ec2.vpc;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Kind;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;

/**
 * Makes a VPC with its main route table, default network ACL and default security group.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html">AWS</a>
 *
 * <p>Errors: {@code InvalidParameterValue}, {@code MissingParameter}, {@code InvalidVpc.Range}, {@code TagLimitExceeded}.
 */
public final class CreateVpc implements Action<CreateVpcRequest, CreateVpcResponse> {
  /** What no host may have as its address: this network, loopback, link-local, multicast and beyond (RFC 6890). */
  private static final List<Cidr> NEVER = Stream.of("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3").map(Cidr::parse).toList();

  public static final Operation<CreateVpcRequest, CreateVpcResponse> OPERATION =
      Operation.of("CreateVpc", CreateVpcRequest.class, new CreateVpc(), "CidrBlock", "InstanceTenancy", "TagSpecification");

  @Override
  public Applied<CreateVpcResponse> apply(Snapshot snapshot, Caller caller, CreateVpcRequest request, Facts facts) {
    TreePMap<String, String> tags = Tags.of(request.tagSpecifications(), Kind.VPC);
    Cidr cidr = block(request.cidrBlock());
    requireDefaultTenancy(request.instanceTenancyAsString());
    NewVpc made = NewVpc.make(snapshot, caller, cidr, false, facts);
    Snapshot next = made.snapshot().withTags(made.vpc().key(), tags);
    return Applied.of(next, CreateVpcResponse.builder().vpc(VpcView.of(next, made.vpc())).build());
  }

  /** An IPv4 block that a VPC may have: /16 to /28, of addresses that hosts may have. */
  static Cidr block(@Nullable String text) {
    if (text == null) {
      throw Ec2Error.MISSING_PARAMETER.saying("Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.");
    }
    Cidr cidr = Lookup.cidr(text, "cidrBlock");
    if (cidr.length() < 16 || cidr.length() > 28 || NEVER.stream().anyMatch(n -> n.overlaps(cidr))) {
      throw Ec2Error.VPC_RANGE.with(text);
    }
    return cidr;
  }

  /** Postern has no dedicated hardware. */
  static void requireDefaultTenancy(@Nullable String tenancy) {
    if (tenancy != null && !tenancy.equals("default")) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + tenancy + ") for parameter instanceTenancy is invalid. Only default is supported.");
    }
  }
}
