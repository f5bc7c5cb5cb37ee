package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.IdError;
import dev.postern.core.model.Kind;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.state.Snapshot;
import org.jspecify.annotations.Nullable;

/** Finds the attachments that the operations on VPC attachments know: those of VPN connections do not exist for them. */
final class VpcAttachments {
  private VpcAttachments() {}

  static TransitGatewayAttachment require(Snapshot snapshot, Caller caller, @Nullable String id) {
    TransitGatewayAttachment found =
        Lookup.require(snapshot, caller, TransitGatewayAttachment.class, Kind.TRANSIT_GATEWAY_ATTACHMENT, id);
    if (found.vpcId().isEmpty()) {
      throw IdError.TRANSIT_GATEWAY_ATTACHMENT.notFound(found.id());
    }
    return found;
  }
}
