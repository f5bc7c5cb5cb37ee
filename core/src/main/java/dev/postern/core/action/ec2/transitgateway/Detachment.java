package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.ec2.networkinterface.InterfaceAttachments;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;

/** Takes an attachment off its transit gateway: its interfaces, association and propagations go with it, static routes to it become blackholes. */
public final class Detachment {
  private Detachment() {}

  /** Without the attachment and whatever hangs on it. */
  public static Snapshot of(Snapshot snapshot, TransitGatewayAttachment attachment) {
    Snapshot next = snapshot;
    for (TransitGatewayRouteTable table : snapshot.inNetwork(TransitGatewayRouteTable.class, attachment.transitGatewayId())) {
      if (table.associations().contains(attachment.id()) || table.propagations().contains(attachment.id())) {
        next =
            next.with(
                table.withAssociations(minus(table.associations(), attachment)).withPropagations(minus(table.propagations(), attachment)));
      }
    }
    return withoutInterfaces(next, attachment.networkInterfaceIds()).without(attachment.key());
  }

  static Snapshot withoutInterfaces(Snapshot snapshot, List<String> networkInterfaceIds) {
    Snapshot next = snapshot;
    for (String id : networkInterfaceIds) {
      Optional<NetworkInterface> held = next.located(NetworkInterface.class, id);
      if (held.isPresent()) {
        next = InterfaceAttachments.deleted(next, held.get());
      }
    }
    return next;
  }

  static List<String> minus(List<String> attachmentIds, TransitGatewayAttachment attachment) {
    return attachmentIds.stream().filter(id -> !id.equals(attachment.id())).toList();
  }
}
