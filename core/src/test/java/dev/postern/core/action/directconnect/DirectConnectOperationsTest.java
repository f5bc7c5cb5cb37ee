package dev.postern.core.action.directconnect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.Network;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Site;
import dev.postern.core.model.VpnGateway;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.directconnect.model.Connection;
import software.amazon.awssdk.services.directconnect.model.CreateConnectionRequest;
import software.amazon.awssdk.services.directconnect.model.CreateConnectionResponse;
import software.amazon.awssdk.services.directconnect.model.CreatePrivateVirtualInterfaceRequest;
import software.amazon.awssdk.services.directconnect.model.CreatePrivateVirtualInterfaceResponse;
import software.amazon.awssdk.services.directconnect.model.DeleteConnectionRequest;
import software.amazon.awssdk.services.directconnect.model.DeleteVirtualInterfaceRequest;
import software.amazon.awssdk.services.directconnect.model.DescribeConnectionsRequest;
import software.amazon.awssdk.services.directconnect.model.DescribeLocationsRequest;
import software.amazon.awssdk.services.directconnect.model.DescribeVirtualGatewaysRequest;
import software.amazon.awssdk.services.directconnect.model.DescribeVirtualInterfacesRequest;
import software.amazon.awssdk.services.directconnect.model.NewPrivateVirtualInterface;
import software.amazon.awssdk.services.directconnect.model.Tag;
import software.amazon.awssdk.services.directconnect.model.VirtualGateway;
import software.amazon.awssdk.services.directconnect.model.VirtualInterface;

class DirectConnectOperationsTest {
  private final Cloud cloud = new Cloud();
  private final Network network = new Network(cloud, "1");
  private final VpnGateway gateway = network.put(new VpnGateway(network.key(Kind.VPN_GATEWAY, "1"), 64513, Optional.of(network.vpc.id())));

  private static CreateConnectionRequest.Builder line() {
    return CreateConnectionRequest.builder().location("Postern").bandwidth("10Gbps").connectionName("office");
  }

  private CreateConnectionResponse connection() {
    return cloud.run(CreateConnection.OPERATION, line().build());
  }

  private CreatePrivateVirtualInterfaceRequest asked(String connectionId, Consumer<NewPrivateVirtualInterface.Builder> how) {
    NewPrivateVirtualInterface.Builder line =
        NewPrivateVirtualInterface.builder().virtualInterfaceName("vif").vlan(101).asn(65001).virtualGatewayId(gateway.id());
    how.accept(line);
    return CreatePrivateVirtualInterfaceRequest.builder().connectionId(connectionId).newPrivateVirtualInterface(line.build()).build();
  }

  private CreatePrivateVirtualInterfaceResponse made(String connectionId, Consumer<NewPrivateVirtualInterface.Builder> how) {
    return cloud.run(CreatePrivateVirtualInterface.OPERATION, asked(connectionId, how));
  }

  private AwsException refused(String connectionId, Consumer<NewPrivateVirtualInterface.Builder> how) {
    AwsException refusal = cloud.refused(CreatePrivateVirtualInterface.OPERATION, asked(connectionId, how));
    assertThat(refusal.code()).isEqualTo("DirectConnectClientException");
    return refusal;
  }

  private List<VirtualInterface> lines(Consumer<DescribeVirtualInterfacesRequest.Builder> how) {
    DescribeVirtualInterfacesRequest.Builder request = DescribeVirtualInterfacesRequest.builder();
    how.accept(request);
    return cloud.run(DescribeVirtualInterfaces.OPERATION, request.build()).virtualInterfaces();
  }

  @Test
  void aConnectionIsAvailableAtOnceAndAnsweredUnwrapped() {
    CreateConnectionResponse made =
        cloud.run(CreateConnection.OPERATION, line().tags(Tag.builder().key("a").value("b").build()).requestMACSec(false).build());
    assertThat(made.connectionId()).matches("dxcon-[0-9a-f]{8}");
    assertThat(made.connectionStateAsString()).isEqualTo("available");
    assertThat(made.bandwidth()).isEqualTo("10Gbps");
    assertThat(made.tags()).singleElement().returns("b", Tag::value);
    List<Connection> described = cloud.run(DescribeConnections.OPERATION, DescribeConnectionsRequest.builder().build()).connections();
    assertThat(described).singleElement().returns("office", Connection::connectionName).returns("us-east-1", Connection::region);
  }

  @Test
  void aConnectionNeedsWhatAwsNeeds() {
    assertThat(cloud.refused(CreateConnection.OPERATION, line().bandwidth("7Gbps").build()).text()).contains("7Gbps");
    assertThat(cloud.refused(CreateConnection.OPERATION, line().location(null).build()).text()).contains("location");
    assertThat(cloud.refused(CreateConnection.OPERATION, line().requestMACSec(true).build()).text()).contains("requestMACSec");
    Tag tag = Tag.builder().key("a").build();
    assertThat(cloud.refused(CreateConnection.OPERATION, line().tags(tag, tag).build()).code()).isEqualTo("DuplicateTagKeysException");
    assertThat(cloud.refused(DescribeConnections.OPERATION, DescribeConnectionsRequest.builder().connectionId("dxcon-00000000").build()).code())
        .isEqualTo("DirectConnectClientException");
  }

  @Test
  void aVirtualInterfaceIsDownUntilASiteStandsAtItsOtherEnd() {
    CreateConnectionResponse connection = connection();
    CreatePrivateVirtualInterfaceResponse made = made(connection.connectionId(), l -> l.mtu(1500).addressFamily("ipv4").enableSiteLink(false));
    assertThat(made.virtualInterfaceStateAsString()).isEqualTo("down");
    assertThat(made.virtualInterfaceType()).isEqualTo("private");
    assertThat(made.amazonSideAsn()).isEqualTo(64513);
    assertThat(made.location()).isEqualTo("Postern");
    network.put(
        new Site(network.key(Kind.SITE, "1"), "office", List.of(), List.of(), List.of(made.virtualInterfaceId()), List.of(), List.of(), List.of()));
    assertThat(lines(r -> r.virtualInterfaceId(made.virtualInterfaceId())))
        .singleElement()
        .returns("available", VirtualInterface::virtualInterfaceStateAsString)
        .returns("up", v -> v.bgpPeers().getFirst().bgpStatusAsString());
  }

  @Test
  void aVirtualInterfaceHasAFreeVlanAnAsnAndAGateway() {
    String connection = connection().connectionId();
    made(connection, l -> l.vlan(7));
    assertThat(refused(connection, l -> l.vlan(7)).text()).contains("VLAN 7");
    refused(connection, l -> l.vlan(4095));
    refused(connection, l -> l.vlan(null));
    refused(connection, l -> l.asn(0));
    refused(connection, l -> l.asn(null));
    refused(connection, l -> l.asnLong(65002L));
    refused(connection, l -> l.virtualGatewayId("vgw-00000000"));
    refused(connection, l -> l.mtu(9001));
    refused("dxcon-00000000", _ -> {});
    assertThat(made(connection, l -> l.asn(null).asnLong(4_200_000_000L)).asnLong()).isEqualTo(4_200_000_000L);
    assertThat(made(connection().connectionId(), l -> l.vlan(7)).vlan()).isEqualTo(7);
  }

  @Test
  void aDirectConnectGatewayIsNotHonoured() {
    assertThat(CreatePrivateVirtualInterface.OPERATION.honours("newPrivateVirtualInterface.directConnectGatewayId")).isFalse();
    assertThat(CreatePrivateVirtualInterface.OPERATION.honours("newPrivateVirtualInterface.virtualGatewayId")).isTrue();
  }

  @Test
  void interfacesAreListedByConnectionAndGoBeforeIt() {
    String first = connection().connectionId();
    String second = connection().connectionId();
    String line = made(first, _ -> {}).virtualInterfaceId();
    assertThat(lines(r -> r.connectionId(first))).hasSize(1);
    assertThat(lines(r -> r.connectionId(second))).isEmpty();
    DeleteConnectionRequest delete = DeleteConnectionRequest.builder().connectionId(first).build();
    assertThat(cloud.refused(DeleteConnection.OPERATION, delete).text()).contains(first);
    assertThat(
            cloud.run(DeleteVirtualInterface.OPERATION, DeleteVirtualInterfaceRequest.builder().virtualInterfaceId(line).build())
                .virtualInterfaceStateAsString())
        .isEqualTo("deleted");
    assertThat(cloud.run(DeleteConnection.OPERATION, delete).connectionStateAsString()).isEqualTo("deleted");
    assertThat(cloud.refused(DeleteConnection.OPERATION, delete).code()).isEqualTo("DirectConnectClientException");
  }

  @Test
  void locationsAndGatewaysAreListed() {
    assertThat(cloud.run(DescribeLocations.OPERATION, DescribeLocationsRequest.builder().build()).locations())
        .singleElement()
        .returns("us-east-1", l -> l.region())
        .satisfies(l -> assertThat(l.availablePortSpeeds()).contains("10Gbps"));
    assertThat(cloud.run(DescribeVirtualGateways.OPERATION, DescribeVirtualGatewaysRequest.builder().build()).virtualGateways())
        .extracting(VirtualGateway::virtualGatewayId)
        .containsExactly(gateway.id());
  }
}
