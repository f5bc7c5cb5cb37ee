package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.CreateTransitGatewayVpcAttachmentRequest;
import software.amazon.awssdk.services.ec2.model.CreateTransitGatewayVpcAttachmentRequestOptions;
import software.amazon.awssdk.services.ec2.model.CreateTransitGatewayVpcAttachmentResponse;

/**
 * Attaches a VPC to a transit gateway of the same account and Region by a network interface in one subnet of each zone.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachment.html">AWS</a>
 *
 * <p>Errors: {@code InvalidTransitGatewayID.NotFound}, {@code InvalidVpcID.NotFound}, {@code InvalidSubnetID.NotFound},
 * {@code MissingParameter}, {@code DuplicateSubnetsInSameZone}, {@code DuplicateTransitGatewayAttachment},
 * {@code InsufficientFreeAddressesInSubnet}, {@code InvalidParameterValue}, {@code UnsupportedOperation}, {@code TagLimitExceeded}.
 */
public final class CreateTransitGatewayVpcAttachment
    implements Action<CreateTransitGatewayVpcAttachmentRequest, CreateTransitGatewayVpcAttachmentResponse> {
  public static final Operation<CreateTransitGatewayVpcAttachmentRequest, CreateTransitGatewayVpcAttachmentResponse> OPERATION =
      Operation.of(
          "CreateTransitGatewayVpcAttachment",
          CreateTransitGatewayVpcAttachmentRequest.class,
          new CreateTransitGatewayVpcAttachment(),
          "TransitGatewayId",
          "VpcId",
          "SubnetIds",
          "Options.DnsSupport",
          "Options.SecurityGroupReferencingSupport",
          "Options.Ipv6Support",
          "Options.ApplianceModeSupport",
          "TagSpecifications");

  @Override
  public Applied<CreateTransitGatewayVpcAttachmentResponse> apply(
      Snapshot snapshot, Caller caller, CreateTransitGatewayVpcAttachmentRequest request, Facts facts) {
    TreePMap<String, String> tags = Tags.of(request.tagSpecifications(), Kind.TRANSIT_GATEWAY_ATTACHMENT);
    TransitGateway gateway = Lookup.require(snapshot, caller, TransitGateway.class, Kind.TRANSIT_GATEWAY, request.transitGatewayId());
    Vpc vpc = Lookup.require(snapshot, caller, Vpc.class, Kind.VPC, request.vpcId());
    Optional.ofNullable(request.options()).ifPresent(CreateTransitGatewayVpcAttachment::requireDefaults);
    if (request.subnetIds().isEmpty()) {
      throw Ec2Error.MISSING_PARAMETER.with("SubnetIds");
    }
    if (snapshot.inNetwork(TransitGatewayAttachment.class, vpc.id()).stream().anyMatch(a -> a.transitGatewayId().equals(gateway.id()))) {
      throw Ec2Error.DUPLICATE_TRANSIT_GATEWAY_ATTACHMENT.with(gateway.id());
    }
    List<Subnet> subnets = AttachedSubnets.require(snapshot, caller, vpc.id(), request.subnetIds(), List.of());
    NewAttachment made = NewAttachment.ofVpc(snapshot, caller, gateway, vpc.id(), subnets, facts);
    Snapshot next = made.snapshot().withTags(made.attachment().key(), tags);
    return new Applied<>(
        next,
        observed ->
            CreateTransitGatewayVpcAttachmentResponse.builder()
                .transitGatewayVpcAttachment(
                    AttachmentView.ofVpc(next, made.attachment(), AttachmentView.state(next, made.attachment(), observed)))
                .build());
  }

  private static void requireDefaults(CreateTransitGatewayVpcAttachmentRequestOptions options) {
    String operation = "CreateTransitGatewayVpcAttachment";
    FixedOption.require(operation, "DnsSupport", options.dnsSupportAsString(), "enable");
    FixedOption.require(operation, "SecurityGroupReferencingSupport", options.securityGroupReferencingSupportAsString(), "enable");
    FixedOption.require(operation, "Ipv6Support", options.ipv6SupportAsString(), "disable");
    FixedOption.require(operation, "ApplianceModeSupport", options.applianceModeSupportAsString(), "disable");
  }
}
