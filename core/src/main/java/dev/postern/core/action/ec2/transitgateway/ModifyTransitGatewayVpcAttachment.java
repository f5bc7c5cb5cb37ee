package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.error.IdError;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.ModifyTransitGatewayVpcAttachmentRequest;
import software.amazon.awssdk.services.ec2.model.ModifyTransitGatewayVpcAttachmentRequestOptions;
import software.amazon.awssdk.services.ec2.model.ModifyTransitGatewayVpcAttachmentResponse;

/**
 * Adds subnets to a VPC attachment and takes others away, with their interfaces; one must stay.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyTransitGatewayVpcAttachment.html">AWS</a>
 *
 * <p>Errors: {@code InvalidTransitGatewayAttachmentID.NotFound}, {@code InvalidSubnetID.NotFound}, {@code DuplicateSubnetsInSameZone},
 * {@code InsufficientFreeAddressesInSubnet}, {@code InvalidParameterValue}, {@code UnsupportedOperation}.
 */
public final class ModifyTransitGatewayVpcAttachment
    implements Action<ModifyTransitGatewayVpcAttachmentRequest, ModifyTransitGatewayVpcAttachmentResponse> {
  public static final Operation<ModifyTransitGatewayVpcAttachmentRequest, ModifyTransitGatewayVpcAttachmentResponse> OPERATION =
      Operation.of(
          "ModifyTransitGatewayVpcAttachment",
          ModifyTransitGatewayVpcAttachmentRequest.class,
          new ModifyTransitGatewayVpcAttachment(),
          "TransitGatewayAttachmentId",
          "AddSubnetIds",
          "RemoveSubnetIds",
          "Options.DnsSupport",
          "Options.SecurityGroupReferencingSupport",
          "Options.Ipv6Support",
          "Options.ApplianceModeSupport");

  @Override
  public Applied<ModifyTransitGatewayVpcAttachmentResponse> apply(
      Snapshot snapshot, Caller caller, ModifyTransitGatewayVpcAttachmentRequest request, Facts facts) {
    TransitGatewayAttachment old = VpcAttachments.require(snapshot, caller, request.transitGatewayAttachmentId());
    Optional.ofNullable(request.options()).ifPresent(ModifyTransitGatewayVpcAttachment::requireDefaults);
    NewAttachment less = without(snapshot, old, request.removeSubnetIds());
    List<Subnet> added =
        AttachedSubnets.require(snapshot, caller, old.resourceId(), request.addSubnetIds(), less.attachment().subnetIds());
    NewAttachment changed = less.withSubnets(caller, added, facts);
    if (changed.attachment().subnetIds().isEmpty()) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("At least one subnet must remain in " + old.id() + ".");
    }
    Snapshot next = changed.snapshot();
    return new Applied<>(
        next,
        observed ->
            ModifyTransitGatewayVpcAttachmentResponse.builder()
                .transitGatewayVpcAttachment(
                    AttachmentView.ofVpc(next, changed.attachment(), AttachmentView.state(next, changed.attachment(), observed)))
                .build());
  }

  private static NewAttachment without(Snapshot snapshot, TransitGatewayAttachment old, List<String> removed) {
    for (String id : removed) {
      if (!old.subnetIds().contains(id)) {
        throw IdError.SUBNET.notFound(id);
      }
    }
    List<String> subnetIds = new ArrayList<>();
    List<String> interfaceIds = new ArrayList<>();
    List<String> removedInterfaces = new ArrayList<>();
    for (int n = 0; n < old.subnetIds().size(); n++) {
      if (removed.contains(old.subnetIds().get(n))) {
        removedInterfaces.add(old.networkInterfaceIds().get(n));
      } else {
        subnetIds.add(old.subnetIds().get(n));
        interfaceIds.add(old.networkInterfaceIds().get(n));
      }
    }
    TransitGatewayAttachment left = old.withSubnets(List.copyOf(subnetIds), List.copyOf(interfaceIds));
    return new NewAttachment(Detachment.withoutInterfaces(snapshot, removedInterfaces).with(left), left);
  }

  private static void requireDefaults(ModifyTransitGatewayVpcAttachmentRequestOptions options) {
    String operation = "ModifyTransitGatewayVpcAttachment";
    FixedOption.require(operation, "DnsSupport", options.dnsSupportAsString(), "enable");
    FixedOption.require(operation, "SecurityGroupReferencingSupport", options.securityGroupReferencingSupportAsString(), "enable");
    FixedOption.require(operation, "Ipv6Support", options.ipv6SupportAsString(), "disable");
    FixedOption.require(operation, "ApplianceModeSupport", options.applianceModeSupportAsString(), "disable");
  }
}
