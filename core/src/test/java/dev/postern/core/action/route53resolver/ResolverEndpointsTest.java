package dev.postern.core.action.route53resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.Seed;
import dev.postern.core.action.ec2.networkinterface.DeleteNetworkInterface;
import dev.postern.core.error.AwsException;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.route53resolver.model.AssociateResolverEndpointIpAddressRequest;
import software.amazon.awssdk.services.route53resolver.model.CreateResolverEndpointRequest;
import software.amazon.awssdk.services.route53resolver.model.DeleteResolverEndpointRequest;
import software.amazon.awssdk.services.route53resolver.model.DisassociateResolverEndpointIpAddressRequest;
import software.amazon.awssdk.services.route53resolver.model.Filter;
import software.amazon.awssdk.services.route53resolver.model.GetResolverEndpointRequest;
import software.amazon.awssdk.services.route53resolver.model.IpAddressRequest;
import software.amazon.awssdk.services.route53resolver.model.IpAddressResponse;
import software.amazon.awssdk.services.route53resolver.model.ListResolverEndpointIpAddressesRequest;
import software.amazon.awssdk.services.route53resolver.model.ListResolverEndpointsRequest;
import software.amazon.awssdk.services.route53resolver.model.ListResolverEndpointsResponse;
import software.amazon.awssdk.services.route53resolver.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.route53resolver.model.ResolverEndpoint;
import software.amazon.awssdk.services.route53resolver.model.Tag;
import software.amazon.awssdk.services.route53resolver.model.UntagResourceRequest;
import software.amazon.awssdk.services.route53resolver.model.UpdateResolverEndpointRequest;

class ResolverEndpointsTest {
  private static final String A = "subnet-0000000000000000a";
  private static final String B = "subnet-0000000000000000b";
  private static final String OTHER = "subnet-0000000000000000c";
  private static final String GROUP = "sg-00000000000000001";
  private static final CreateResolverEndpointRequest TWO =
      CreateResolverEndpointRequest.builder().creatorRequestId("c1").direction("INBOUND").name("in").securityGroupIds(GROUP)
          .ipAddresses(IpAddressRequest.builder().subnetId(A).build(), IpAddressRequest.builder().subnetId(B).ip("10.0.2.53").build()).build();

  private Snapshot snapshot =
      Snapshot.EMPTY
          .with(vpc("vpc-00000000000000001", "10.0.0.0/16")).with(vpc("vpc-00000000000000002", "10.1.0.0/16"))
          .with(subnet(A, "vpc-00000000000000001", "10.0.1.0/24")).with(subnet(B, "vpc-00000000000000001", "10.0.2.0/24"))
          .with(subnet(OTHER, "vpc-00000000000000002", "10.1.1.0/24")).with(group(GROUP, "vpc-00000000000000001"))
          .with(group("sg-00000000000000002", "vpc-00000000000000002"));
  private final Caller caller = Caller.root("000000000000", "us-east-1");
  private Observed observed = Observed.NOTHING;
  private byte calls;

  @Test
  void anInboundEndpointHasAnInterfaceForEachAddressThatAwsManages() {
    ResolverEndpoint made = call(CreateResolverEndpoint.OPERATION, TWO).resolverEndpoint();
    assertThat(made.id()).matches("rslvr-in-[0-9a-f]{17}");
    assertThat(made.arn()).isEqualTo("arn:aws:route53resolver:us-east-1:000000000000:resolver-endpoint/" + made.id());
    assertThat(made.hostVPCId()).isEqualTo("vpc-00000000000000001");
    assertThat(made.ipAddressCount()).isEqualTo(2);
    assertThat(made.statusAsString()).isEqualTo("CREATING");
    assertThat(addresses(made)).extracting(IpAddressResponse::ip).containsExactly("10.0.1.4", "10.0.2.53");
    List<NetworkInterface> interfaces = interfaces();
    assertThat(interfaces).hasSize(2).allSatisfy(eni -> {
      assertThat(eni.description()).matches("Route 53 Resolver: " + made.id() + ":rni-[0-9a-f]{17}");
      assertThat(eni.interfaceType()).isEqualTo("interface");
      assertThat(eni.requesterManaged()).isTrue();
      assertThat(eni.hostId()).contains(made.id());
      assertThat(eni.groupIds()).containsExactly(GROUP);
    });
    assertThatThrownBy(() -> call(DeleteNetworkInterface.OPERATION, DeleteNetworkInterfaceRequest.builder().networkInterfaceId(interfaces.getFirst().id()).build()))
        .isInstanceOf(AwsException.class);
  }

  @Test
  void anEndpointIsOperationalWhenTheKernelCarriesIt() {
    String id = call(CreateResolverEndpoint.OPERATION, TWO).resolverEndpoint().id();
    observed = new Observed(Map.of("vpc-00000000000000001", Set.of(id)));
    ResolverEndpoint shown = get(id);
    assertThat(shown.statusAsString()).isEqualTo("OPERATIONAL");
    assertThat(addresses(shown)).extracting(IpAddressResponse::statusAsString).containsOnly("ATTACHED");
  }

  @Test
  void theSameCreatorAsksOnce() {
    ResolverEndpoint made = call(CreateResolverEndpoint.OPERATION, TWO).resolverEndpoint();
    assertThat(call(CreateResolverEndpoint.OPERATION, TWO).resolverEndpoint().id()).isEqualTo(made.id());
    assertThat(interfaces()).hasSize(2);
    refused("ResourceExistsException", () -> call(CreateResolverEndpoint.OPERATION, TWO.toBuilder().ipAddresses(ip(B, null), ip(A, null)).build()));
  }

  @Test
  void whatCannotBeIsRefusedAndLeavesNothing() {
    Snapshot before = snapshot;
    refused("InvalidRequestException", () -> call(CreateResolverEndpoint.OPERATION, TWO.toBuilder().direction("OUTBOUND").build()));
    refused("InvalidRequestException", () -> call(CreateResolverEndpoint.OPERATION, TWO.toBuilder().ipAddresses(ip(A, null)).build()));
    refused("InvalidRequestException", () -> call(CreateResolverEndpoint.OPERATION, TWO.toBuilder().securityGroupIds(List.of()).build()));
    refused("InvalidRequestException", () -> call(CreateResolverEndpoint.OPERATION, TWO.toBuilder().resolverEndpointType("DUALSTACK").build()));
    refused("InvalidRequestException", () -> call(CreateResolverEndpoint.OPERATION, TWO.toBuilder().protocolsWithStrings("DoH").build()));
    refused("InvalidParameterException", () -> call(CreateResolverEndpoint.OPERATION, TWO.toBuilder().creatorRequestId(null).build()));
    refused("InvalidParameterException", () -> call(CreateResolverEndpoint.OPERATION, TWO.toBuilder().name("12345").build()));
    refused("InvalidParameterException", () -> call(CreateResolverEndpoint.OPERATION, TWO.toBuilder().ipAddresses(ip(A, null), ip(OTHER, null)).build()));
    refused("InvalidParameterException", () -> call(CreateResolverEndpoint.OPERATION, TWO.toBuilder().securityGroupIds("sg-00000000000000002").build()));
    refused("InvalidParameterException", () -> call(CreateResolverEndpoint.OPERATION, TWO.toBuilder().ipAddresses(ip(A, "10.0.1.9"), ip(A, "10.0.1.9")).build()));
    refused("InvalidParameterException", () -> call(CreateResolverEndpoint.OPERATION, TWO.toBuilder().ipAddresses(ip(A, "10.0.1.1"), ip(A, null)).build()));
    refused("ResourceNotFoundException", () -> get("rslvr-in-00000000000000009"));
    assertThat(snapshot).isSameAs(before);
  }

  @Test
  void addressesComeAndGoAndTwoStay() {
    String id = call(CreateResolverEndpoint.OPERATION, TWO).resolverEndpoint().id();
    refused("InvalidRequestException", () -> call(DisassociateResolverEndpointIpAddress.OPERATION,
        DisassociateResolverEndpointIpAddressRequest.builder().resolverEndpointId(id).ipAddress(i -> i.subnetId(B).ip("10.0.2.53")).build()));
    call(AssociateResolverEndpointIpAddress.OPERATION,
        AssociateResolverEndpointIpAddressRequest.builder().resolverEndpointId(id).ipAddress(i -> i.subnetId(A).ip("10.0.1.53")).build());
    assertThat(addresses(get(id))).extracting(IpAddressResponse::ip).containsExactly("10.0.1.4", "10.0.2.53", "10.0.1.53");
    String first = addresses(get(id)).getFirst().ipId();
    call(DisassociateResolverEndpointIpAddress.OPERATION,
        DisassociateResolverEndpointIpAddressRequest.builder().resolverEndpointId(id).ipAddress(i -> i.ipId(first)).build());
    assertThat(addresses(get(id))).extracting(IpAddressResponse::ip).containsExactly("10.0.2.53", "10.0.1.53");
    assertThat(interfaces()).extracting(NetworkInterface::primaryIp).containsExactlyInAnyOrder("10.0.2.53", "10.0.1.53");
  }

  @Test
  void deletionTakesTheInterfacesAlong() {
    String id = call(CreateResolverEndpoint.OPERATION, TWO).resolverEndpoint().id();
    assertThat(call(DeleteResolverEndpoint.OPERATION, DeleteResolverEndpointRequest.builder().resolverEndpointId(id).build()).resolverEndpoint().statusAsString())
        .isEqualTo("DELETING");
    assertThat(interfaces()).isEmpty();
    refused("ResourceNotFoundException", () -> get(id));
  }

  @Test
  void endpointsAreListedByFiltersInPages() {
    for (String creator : List.of("c1", "c2", "c3")) {
      call(CreateResolverEndpoint.OPERATION, TWO.toBuilder().creatorRequestId(creator).name("n" + creator).ipAddresses(ip(A, null), ip(B, null)).build());
    }
    ListResolverEndpointsResponse page = call(ListResolverEndpoints.OPERATION, ListResolverEndpointsRequest.builder().maxResults(2).build());
    assertThat(page.resolverEndpoints()).hasSize(2);
    assertThat(call(ListResolverEndpoints.OPERATION, ListResolverEndpointsRequest.builder().maxResults(2).nextToken(page.nextToken()).build()).resolverEndpoints())
        .hasSize(1);
    assertThat(listed("CreatorRequestId", "c2")).extracting(ResolverEndpoint::name).containsExactly("nc2");
    assertThat(listed("HOST_VPC_ID", "vpc-00000000000000002")).isEmpty();
    assertThat(listed("Status", "CREATING")).hasSize(3);
    refused("InvalidParameterException", () -> listed("Colour", "red"));
    refused("InvalidNextTokenException", () -> call(ListResolverEndpoints.OPERATION, ListResolverEndpointsRequest.builder().nextToken("x").build()));
  }

  @Test
  void namesAndTagsChange() {
    ResolverEndpoint made = call(CreateResolverEndpoint.OPERATION, TWO.toBuilder().tags(Tag.builder().key("a").value("b").build()).build()).resolverEndpoint();
    call(UpdateResolverEndpoint.OPERATION, UpdateResolverEndpointRequest.builder().resolverEndpointId(made.id()).name("other").build());
    assertThat(get(made.id()).name()).isEqualTo("other");
    ListTagsForResourceRequest list = ListTagsForResourceRequest.builder().resourceArn(made.arn()).build();
    assertThat(call(ListTagsForResource.OPERATION, list).tags()).hasSize(1);
    call(UntagResource.OPERATION, UntagResourceRequest.builder().resourceArn(made.arn()).tagKeys("a").build());
    assertThat(call(ListTagsForResource.OPERATION, list).tags()).isEmpty();
  }

  private List<ResolverEndpoint> listed(String filter, String value) {
    return call(ListResolverEndpoints.OPERATION, ListResolverEndpointsRequest.builder().filters(Filter.builder().name(filter).values(value).build()).build())
        .resolverEndpoints();
  }

  private ResolverEndpoint get(String id) {
    return call(GetResolverEndpoint.OPERATION, GetResolverEndpointRequest.builder().resolverEndpointId(id).build()).resolverEndpoint();
  }

  private List<IpAddressResponse> addresses(ResolverEndpoint endpoint) {
    return call(ListResolverEndpointIpAddresses.OPERATION, ListResolverEndpointIpAddressesRequest.builder().resolverEndpointId(endpoint.id()).build()).ipAddresses();
  }

  private List<NetworkInterface> interfaces() {
    return snapshot.inNetwork(NetworkInterface.class, "vpc-00000000000000001");
  }

  private static IpAddressRequest ip(String subnet, String ip) {
    return IpAddressRequest.builder().subnetId(subnet).ip(ip).build();
  }

  private <Q, R> R call(Operation<Q, R> operation, Q request) {
    Facts facts = new Facts(Instant.parse("2026-11-25T09:00:00Z"), new Seed(new byte[] {calls++}), observed);
    Applied<R> applied = operation.action().apply(snapshot, caller, request, facts);
    R response = applied.response().apply(observed);
    snapshot = applied.next();
    return response;
  }

  private static void refused(String code, Runnable call) {
    assertThatThrownBy(call::run).isInstanceOfSatisfying(AwsException.class, e -> assertThat(e.code()).as(e.text()).isEqualTo(code));
  }

  private static Vpc vpc(String id, String block) {
    return new Vpc(key(Kind.VPC, id), List.of(new Vpc.CidrAssociation("a", Cidr.parse(block))), true, true, "dopt-1", "default", false);
  }

  private static Subnet subnet(String id, String vpc, String block) {
    return new Subnet(key(Kind.SUBNET, id), vpc, Cidr.parse(block), "us-east-1a", false, false);
  }

  private static SecurityGroup group(String id, String vpc) {
    return new SecurityGroup(key(Kind.SECURITY_GROUP, id), vpc, "dns", "dns", List.of());
  }

  private static ResourceKey key(Kind kind, String id) {
    return new ResourceKey("000000000000", "us-east-1", kind, id);
  }
}
