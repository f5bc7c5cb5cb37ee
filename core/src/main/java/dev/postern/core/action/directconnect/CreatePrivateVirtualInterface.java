package dev.postern.core.action.directconnect;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.DirectConnectError;
import dev.postern.core.model.DirectConnectConnection;
import dev.postern.core.model.Kind;
import dev.postern.core.model.VirtualInterface;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.state.Snapshot;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.directconnect.model.CreatePrivateVirtualInterfaceRequest;
import software.amazon.awssdk.services.directconnect.model.CreatePrivateVirtualInterfaceResponse;
import software.amazon.awssdk.services.directconnect.model.NewPrivateVirtualInterface;

/**
 * Makes a private virtual interface from a connection to a virtual private gateway; the site at its other end announces its blocks (BGP).
 * <a href="https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreatePrivateVirtualInterface.html">AWS</a>
 *
 * <p>Errors: {@code DirectConnectClientException}, {@code DuplicateTagKeysException}, {@code TooManyTagsException}.
 */
public final class CreatePrivateVirtualInterface
    implements Action<CreatePrivateVirtualInterfaceRequest, CreatePrivateVirtualInterfaceResponse> {
  static final int MTU = 1500;
  private static final int LAST_VLAN = 4094;
  private static final long LAST_ASN = 4_294_967_294L;

  public static final Operation<CreatePrivateVirtualInterfaceRequest, CreatePrivateVirtualInterfaceResponse> OPERATION =
      Operation.of(
          "CreatePrivateVirtualInterface",
          CreatePrivateVirtualInterfaceRequest.class,
          new CreatePrivateVirtualInterface(),
          "connectionId",
          "newPrivateVirtualInterface.virtualInterfaceName",
          "newPrivateVirtualInterface.vlan",
          "newPrivateVirtualInterface.asn",
          "newPrivateVirtualInterface.asnLong",
          "newPrivateVirtualInterface.mtu",
          "newPrivateVirtualInterface.addressFamily",
          "newPrivateVirtualInterface.virtualGatewayId",
          "newPrivateVirtualInterface.tags",
          "newPrivateVirtualInterface.enableSiteLink");

  @Override
  public Applied<CreatePrivateVirtualInterfaceResponse> apply(
      Snapshot snapshot, Caller caller, CreatePrivateVirtualInterfaceRequest request, Facts facts) {
    DirectConnectConnection connection = Require.connection(snapshot, caller, request.connectionId());
    NewPrivateVirtualInterface asked = Require.given(request.newPrivateVirtualInterface(), "newPrivateVirtualInterface");
    TreePMap<String, String> tags = Tagging.of(asked.tags());
    Require.only(MTU, asked.mtu(), "mtu");
    Require.only("ipv4", asked.addressFamilyAsString(), "addressFamily");
    Require.only(false, asked.enableSiteLink(), "enableSiteLink");
    VirtualInterface made =
        new VirtualInterface(
            Lookup.key(caller, Kind.VIRTUAL_INTERFACE, Kind.VIRTUAL_INTERFACE.prefix() + "-" + facts.seed().hex(8)),
            connection.id(),
            Require.given(asked.virtualInterfaceName(), "virtualInterfaceName"),
            vlan(snapshot, connection, Require.given(asked.vlan(), "vlan")),
            asn(asked),
            gateway(snapshot, caller, asked.virtualGatewayId()));
    Snapshot next = snapshot.with(made).withTags(made.key(), tags);
    return Applied.of(
        next, SameMembers.copied(VirtualInterfaceView.of(next, made), CreatePrivateVirtualInterfaceResponse.builder()).build());
  }

  private static int vlan(Snapshot snapshot, DirectConnectConnection connection, int vlan) {
    if (vlan < 1 || vlan > LAST_VLAN) {
      throw DirectConnectError.CLIENT.with("VLAN " + vlan + " is not valid: it must be between 1 and " + LAST_VLAN);
    }
    boolean taken =
        snapshot.all(VirtualInterface.class, Kind.VIRTUAL_INTERFACE, connection.key().account(), connection.key().region()).stream()
            .anyMatch(v -> v.connectionId().equals(connection.id()) && v.vlan() == vlan);
    if (taken) {
      throw DirectConnectError.CLIENT.with("The VLAN " + vlan + " is already in use on connection [" + connection.id() + "]");
    }
    return vlan;
  }

  private static long asn(NewPrivateVirtualInterface asked) {
    if (asked.asn() != null && asked.asnLong() != null && asked.asn().longValue() != asked.asnLong()) {
      throw DirectConnectError.CLIENT.with("asn and asnLong are given and differ");
    }
    long asn = asked.asnLong() != null ? asked.asnLong() : Require.given(asked.asn(), "asn");
    if (asn < 1 || asn > LAST_ASN) {
      throw DirectConnectError.CLIENT.with("ASN " + asn + " is not valid: it must be between 1 and " + LAST_ASN);
    }
    return asn;
  }

  private static String gateway(Snapshot snapshot, Caller caller, @Nullable String id) {
    String given = Require.given(id, "virtualGatewayId");
    return snapshot
        .find(VpnGateway.class, Lookup.key(caller, Kind.VPN_GATEWAY, given))
        .map(VpnGateway::id)
        .orElseThrow(() -> DirectConnectError.CLIENT.with("Virtual Gateway with ID [" + given + "] cannot be found"));
  }
}
