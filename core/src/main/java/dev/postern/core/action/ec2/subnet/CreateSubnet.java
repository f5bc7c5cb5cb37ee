package dev.postern.core.action.ec2.subnet;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Vpc;
import dev.postern.core.region.Region;
import dev.postern.core.region.Zone;
import dev.postern.core.state.Snapshot;
import java.util.List;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;

/**
 * Makes a subnet of a VPC's block in one zone; without a zone, in the Region's first.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcID.NotFound}, {@code InvalidParameterValue}, {@code InvalidSubnet.Range}, {@code InvalidSubnet.Conflict},
 * {@code TagLimitExceeded}, {@code MissingParameter}, {@code InvalidParameterCombination}.
 */
public final class CreateSubnet implements Action<CreateSubnetRequest, CreateSubnetResponse> {
  public static final Operation<CreateSubnetRequest, CreateSubnetResponse> OPERATION =
      Operation.of(
          "CreateSubnet",
          CreateSubnetRequest.class,
          new CreateSubnet(),
          "AvailabilityZone",
          "AvailabilityZoneId",
          "CidrBlock",
          "TagSpecification",
          "VpcId");

  @Override
  public Applied<CreateSubnetResponse> apply(Snapshot snapshot, Caller caller, CreateSubnetRequest request, Facts facts) {
    TreePMap<String, String> tags = Tags.of(request.tagSpecifications(), Kind.SUBNET);
    Vpc vpc = Lookup.require(snapshot, caller, Vpc.class, Kind.VPC, request.vpcId());
    if (request.cidrBlock() == null) {
      throw Ec2Error.MISSING_PARAMETER.saying("Either 'cidrBlock' or 'ipv6CidrBlock' should be provided.");
    }
    Cidr cidr = Lookup.cidr(request.cidrBlock(), "cidrBlock");
    if (cidr.length() < 16 || cidr.length() > 28) {
      throw Ec2Error.SUBNET_RANGE.with(request.cidrBlock());
    }
    NewSubnet made = NewSubnet.make(snapshot, caller, vpc, cidr, zone(caller, request), false, facts);
    Snapshot next = made.snapshot().withTags(made.subnet().key(), tags);
    return Applied.of(next, CreateSubnetResponse.builder().subnet(SubnetView.of(next, made.subnet())).build());
  }

  private static Zone zone(Caller caller, CreateSubnetRequest request) {
    List<Zone> zones = Region.require(caller.region()).zones();
    if (request.availabilityZone() != null && request.availabilityZoneId() != null) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with("The parameters availabilityZone and availabilityZoneId cannot be used together");
    }
    if (request.availabilityZone() != null) {
      return zones.stream()
          .filter(z -> z.name().equals(request.availabilityZone()))
          .findFirst()
          .orElseThrow(() -> unknownZone(request.availabilityZone(), "availabilityZone", zones.stream().map(Zone::name).toList()));
    }
    if (request.availabilityZoneId() != null) {
      return zones.stream()
          .filter(z -> z.id().equals(request.availabilityZoneId()))
          .findFirst()
          .orElseThrow(() -> unknownZone(request.availabilityZoneId(), "availabilityZoneId", zones.stream().map(Zone::id).toList()));
    }
    return zones.getFirst();
  }

  private static AwsException unknownZone(String given, String parameter, List<String> known) {
    return Ec2Error.INVALID_PARAMETER_VALUE.with(
        "Value (" + given + ") for parameter " + parameter + " is invalid. Subnets can currently only be created in the following availability"
            + " zones: " + String.join(", ", known) + ".");
  }
}
