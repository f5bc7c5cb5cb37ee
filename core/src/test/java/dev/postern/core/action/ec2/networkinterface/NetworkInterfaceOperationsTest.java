package dev.postern.core.action.ec2.networkinterface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.Network;
import dev.postern.core.action.ec2.elasticip.AddressAssociations;
import dev.postern.core.action.ec2.instance.RunInstances;
import dev.postern.core.action.ec2.instance.TerminateInstances;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AssignPrivateIpAddressesRequest;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.PrivateIpAddressSpecification;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.UnassignPrivateIpAddressesRequest;

class NetworkInterfaceOperationsTest {
  private final Network network = new Network();
  private final Cloud cloud = network.cloud;

  @Test
  void anInterfaceGetsTheLowestFreeAddressAndTheDefaultGroup() {
    NetworkInterface made = made(r -> r.description("d"));
    assertThat(made.networkInterfaceId()).matches("eni-[0-9a-f]{17}");
    assertThat(made.privateIpAddress()).isEqualTo("10.0.0.4");
    assertThat(made.macAddress()).matches("02(:[0-9a-f]{2}){5}");
    assertThat(made.statusAsString()).isEqualTo("available");
    assertThat(made.requesterManaged()).isFalse();
    assertThat(made.sourceDestCheck()).isTrue();
    assertThat(made.attachment()).isNull();
    assertThat(made.groups()).singleElement().satisfies(g -> assertThat(g.groupId()).isEqualTo(network.defaultGroup.id()));
    assertThat(made(_ -> {}).privateIpAddress()).isEqualTo("10.0.0.5");
  }

  @Test
  void addressesAreNamedOrCounted() {
    assertThat(addresses(made(r -> r.privateIpAddresses(ip("10.0.0.30", false), ip("10.0.0.20", true))))).containsExactly("10.0.0.20", "10.0.0.30");
    assertThat(addresses(made(r -> r.privateIpAddress("10.0.0.40").secondaryPrivateIpAddressCount(2))))
        .containsExactly("10.0.0.40", "10.0.0.4", "10.0.0.5");
    assertThat(addresses(made(r -> r.privateIpAddresses(ip("10.0.0.50", false))))).containsExactly("10.0.0.6", "10.0.0.50");
    assertThat(refused(r -> r.privateIpAddresses(ip("10.0.0.60", true), ip("10.0.0.61", true))).code()).isEqualTo("InvalidParameterCombination");
    assertThat(refused(r -> r.privateIpAddresses(ip("10.0.0.60", false)).secondaryPrivateIpAddressCount(1)).code())
        .isEqualTo("InvalidParameterCombination");
    assertThat(refused(r -> r.privateIpAddress("10.0.0.20")).code()).isEqualTo("InvalidIPAddress.InUse");
    assertThat(refused(r -> r.subnetId("subnet-0badbadb")).code()).isEqualTo("InvalidSubnetID.NotFound");
    assertThat(refused(r -> r.groups("sg-0badbadb")).code()).isEqualTo("InvalidGroup.NotFound");
    assertThat(refused(r -> r.secondaryPrivateIpAddressCount(300)).code()).isEqualTo("InsufficientFreeAddressesInSubnet");
  }

  @Test
  void sameTokenMakesOneInterface() {
    assertThat(made(r -> r.clientToken("t"))).isEqualTo(made(r -> r.clientToken("t")));
    assertThat(refused(r -> r.clientToken("t").description("other")).code()).isEqualTo("IdempotentParameterMismatch");
  }

  @Test
  void attachedInterfacesAreInUse() {
    String instance = instance();
    String eni = made(_ -> {}).networkInterfaceId();
    String attachment = attach(eni, instance, 1);
    assertThat(described(eni).attachment()).satisfies(a -> {
      assertThat(a.attachmentId()).isEqualTo(attachment).startsWith("eni-attach-0");
      assertThat(a.instanceId()).isEqualTo(instance);
      assertThat(a.deleteOnTermination()).isFalse();
    });
    AwsException error = cloud.refused(DeleteNetworkInterface.OPERATION, delete(eni));
    assertThat(error.code()).isEqualTo("InvalidParameterValue");
    assertThat(error.text()).isEqualTo("Network interface '" + eni + "' is currently in use.");
    cloud.run(DetachNetworkInterface.OPERATION, DetachNetworkInterfaceRequest.builder().attachmentId(attachment).force(true).build());
    cloud.run(DeleteNetworkInterface.OPERATION, delete(eni));
  }

  @Test
  void attachRefusesWhatDoesNotFit() {
    String instance = instance();
    String eni = made(_ -> {}).networkInterfaceId();
    assertThat(attachRefused(eni, instance, 0).text()).contains("already has an interface attached at device index '0'");
    attach(eni, instance, 1);
    assertThat(attachRefused(eni, instance, 2).code()).isEqualTo("InvalidNetworkInterface.InUse");
    assertThat(attachRefused("eni-0badbadb", instance, 2).code()).isEqualTo("InvalidNetworkInterfaceID.NotFound");
    assertThat(attachRefused(made(_ -> {}).networkInterfaceId(), "i-0badbadb", 2).code()).isEqualTo("InvalidInstanceID.NotFound");
  }

  @Test
  void primaryInterfaceAndAwssOwnAreNotDetached() {
    String attachment = described(instanceInterface(instance())).attachment().attachmentId();
    assertThat(detachRefused(attachment).code()).isEqualTo("OperationNotPermitted");
    assertThat(detachRefused("ela-attach-0123456789abcdef0").text()).isEqualTo("You are not allowed to manage 'ela-attach' attachments.");
    assertThat(detachRefused("eni-attach-0123456789abcdef0").code()).isEqualTo("InvalidAttachmentID.NotFound");
  }

  @Test
  void managedInterfacesAreNotChanged() {
    String eni = network.put(NewInterface.ofFunction(cloud.caller, network.subnet, "10.0.0.9", List.of(network.defaultGroup.id()), "f", "fn-1", 1,
        cloud.facts())).id();
    assertThat(described(eni)).satisfies(n -> {
      assertThat(n.requesterManaged()).isTrue();
      assertThat(n.interfaceTypeAsString()).isEqualTo("lambda");
      assertThat(n.description()).startsWith("AWS Lambda VPC ENI-f-");
      assertThat(n.attachment().attachmentId()).startsWith("ela-attach-");
      assertThat(n.attachment().instanceId()).isNull();
    });
    AwsException error = cloud.refused(ModifyNetworkInterfaceAttribute.OPERATION, modify(eni, r -> r.description(v -> v.value("x"))));
    assertThat(error.code()).isEqualTo("AuthFailure");
    assertThat(error.text()).isEqualTo("You do not have permission to access the specified resource.");
    assertThat(cloud.refused(AssignPrivateIpAddresses.OPERATION, assign(eni, r -> r.secondaryPrivateIpAddressCount(1))).code()).isEqualTo("AuthFailure");
    assertThat(cloud.refused(DeleteNetworkInterface.OPERATION, delete(eni)).code()).isEqualTo("InvalidParameterValue");
  }

  @Test
  void oneAttributeACall() {
    String eni = made(_ -> {}).networkInterfaceId();
    cloud.run(ModifyNetworkInterfaceAttribute.OPERATION, modify(eni, r -> r.description(v -> v.value("new"))));
    cloud.run(ModifyNetworkInterfaceAttribute.OPERATION, modify(eni, r -> r.sourceDestCheck(v -> v.value(false))));
    assertThat(described(eni).description()).isEqualTo("new");
    assertThat(described(eni).sourceDestCheck()).isFalse();
    assertThat(cloud.refused(ModifyNetworkInterfaceAttribute.OPERATION,
            modify(eni, r -> r.description(v -> v.value("x")).sourceDestCheck(v -> v.value(true)))).code())
        .isEqualTo("InvalidParameterCombination");
    assertThat(cloud.refused(ModifyNetworkInterfaceAttribute.OPERATION, modify(eni, _ -> {})).code()).isEqualTo("InvalidParameterCombination");
    assertThat(cloud.refused(ModifyNetworkInterfaceAttribute.OPERATION, modify(eni, r -> r.groups("sg-0badbadb"))).code())
        .isEqualTo("InvalidGroup.NotFound");
  }

  @Test
  void deleteOnTerminationDecidesWhatGoes() {
    String instance = instance();
    String kept = instanceInterface(instance);
    String attachment = described(kept).attachment().attachmentId();
    cloud.run(ModifyNetworkInterfaceAttribute.OPERATION,
        modify(kept, r -> r.attachment(a -> a.attachmentId(attachment).deleteOnTermination(false))));
    cloud.run(TerminateInstances.OPERATION, TerminateInstancesRequest.builder().instanceIds(instance).build());
    assertThat(described(kept).statusAsString()).isEqualTo("available");
  }

  @Test
  void attributesAreShownOneByOne() {
    String eni = made(r -> r.description("d")).networkInterfaceId();
    assertThat(cloud.run(DescribeNetworkInterfaceAttribute.OPERATION, attribute(eni, "description")).description().value()).isEqualTo("d");
    assertThat(cloud.run(DescribeNetworkInterfaceAttribute.OPERATION, attribute(eni, "groupSet")).groups()).hasSize(1);
    assertThat(cloud.run(DescribeNetworkInterfaceAttribute.OPERATION, attribute(eni, "attachment")).attachment()).isNull();
    assertThat(cloud.refused(DescribeNetworkInterfaceAttribute.OPERATION, attribute(eni, "colour")).code()).isEqualTo("InvalidParameterValue");
  }

  @Test
  void secondaryAddressesComeAndGo() {
    String eni = made(_ -> {}).networkInterfaceId();
    assertThat(cloud.run(AssignPrivateIpAddresses.OPERATION, assign(eni, r -> r.secondaryPrivateIpAddressCount(2))).assignedPrivateIpAddresses())
        .extracting(a -> a.privateIpAddress()).containsExactly("10.0.0.5", "10.0.0.6");
    assertThat(cloud.refused(AssignPrivateIpAddresses.OPERATION, assign(eni, _ -> {})).code()).isEqualTo("InvalidParameterCombination");
    cloud.run(UnassignPrivateIpAddresses.OPERATION, unassign(eni, "10.0.0.5"));
    assertThat(addresses(described(eni))).containsExactly("10.0.0.4", "10.0.0.6");
    assertThat(cloud.refused(UnassignPrivateIpAddresses.OPERATION, unassign(eni, "10.0.0.4")).text()).contains("primary");
    assertThat(cloud.refused(UnassignPrivateIpAddresses.OPERATION, unassign(eni, "10.0.0.5")).code()).isEqualTo("InvalidParameterValue");
  }

  @Test
  void addressesMoveOnlyWhenThatIsAllowed() {
    String first = made(r -> r.privateIpAddresses(ip("10.0.0.4", true), ip("10.0.0.50", false))).networkInterfaceId();
    String second = made(_ -> {}).networkInterfaceId();
    assertThat(cloud.refused(AssignPrivateIpAddresses.OPERATION, assign(second, r -> r.privateIpAddresses("10.0.0.50"))).code())
        .isEqualTo("InvalidIPAddress.InUse");
    cloud.run(AssignPrivateIpAddresses.OPERATION, assign(second, r -> r.privateIpAddresses("10.0.0.50").allowReassignment(true)));
    assertThat(addresses(described(first))).containsExactly("10.0.0.4");
    assertThat(cloud.refused(AssignPrivateIpAddresses.OPERATION,
            assign(second, r -> r.privateIpAddresses("10.0.0.4").allowReassignment(true))).code())
        .isEqualTo("InvalidIPAddress.InUse");
  }

  @Test
  void elasticIpsAreShownAndFreedWithTheInterface() {
    network.put(new InternetGateway(network.key(Kind.INTERNET_GATEWAY, "1"), Optional.of(network.vpc.id())));
    ElasticIp address = network.put(new ElasticIp(network.key(Kind.ELASTIC_IP, "1"), "3.208.0.9", Optional.empty()));
    String eni = made(_ -> {}).networkInterfaceId();
    cloud.snapshot = AddressAssociations.with(cloud.snapshot, address,
        cloud.get(dev.postern.core.model.NetworkInterface.class, Kind.NETWORK_INTERFACE, eni), "10.0.0.4", cloud.facts());
    assertThat(described(eni).association()).satisfies(a -> {
      assertThat(a.publicIp()).isEqualTo("3.208.0.9");
      assertThat(a.publicDnsName()).isEqualTo("ec2-3-208-0-9.compute-1.amazonaws.com");
      assertThat(a.allocationId()).isEqualTo(address.id());
    });
    assertThat(found("association.public-ip", "3.208.0.9")).hasSize(1);
    String instance = instance();
    attach(eni, instance, 1);
    assertThat(cloud.get(ElasticIp.class, Kind.ELASTIC_IP, address.id()).association().orElseThrow().instanceId()).contains(instance);
    cloud.run(DetachNetworkInterface.OPERATION,
        DetachNetworkInterfaceRequest.builder().attachmentId(described(eni).attachment().attachmentId()).build());
    assertThat(cloud.get(ElasticIp.class, Kind.ELASTIC_IP, address.id()).association().orElseThrow().instanceId()).isEmpty();
    cloud.run(DeleteNetworkInterface.OPERATION, delete(eni));
    assertThat(cloud.get(ElasticIp.class, Kind.ELASTIC_IP, address.id()).association()).isEmpty();
  }

  @Test
  void filtersFindInterfaces() {
    String instance = instance();
    made(r -> r.description("spare"));
    assertThat(found("attachment.instance-id", instance)).hasSize(1);
    assertThat(found("status", "available")).singleElement().satisfies(n -> assertThat(n.description()).isEqualTo("spare"));
    assertThat(found("group-name", "default")).hasSize(2);
    assertThat(found("private-ip-address", "10.0.0.4")).hasSize(1);
    assertThat(cloud.refused(DescribeNetworkInterfaces.OPERATION,
            DescribeNetworkInterfacesRequest.builder().filters(Filter.builder().name("colour").values("x").build()).build()).code())
        .isEqualTo("InvalidParameterValue");
  }

  private String instance() {
    return cloud.run(RunInstances.OPERATION,
            RunInstancesRequest.builder().imageId("ami-00000001").minCount(1).maxCount(1).subnetId(network.subnet.id()).build())
        .instances().getFirst().instanceId();
  }

  private String instanceInterface(String instance) {
    return found("attachment.instance-id", instance).getFirst().networkInterfaceId();
  }

  private String attach(String eni, String instance, int index) {
    return cloud.run(AttachNetworkInterface.OPERATION, attachRequest(eni, instance, index)).attachmentId();
  }

  private AwsException attachRefused(String eni, String instance, int index) {
    return cloud.refused(AttachNetworkInterface.OPERATION, attachRequest(eni, instance, index));
  }

  private static AttachNetworkInterfaceRequest attachRequest(String eni, String instance, int index) {
    return AttachNetworkInterfaceRequest.builder().networkInterfaceId(eni).instanceId(instance).deviceIndex(index).build();
  }

  private AwsException detachRefused(String attachment) {
    return cloud.refused(DetachNetworkInterface.OPERATION, DetachNetworkInterfaceRequest.builder().attachmentId(attachment).build());
  }

  private NetworkInterface made(Consumer<CreateNetworkInterfaceRequest.Builder> more) {
    return cloud.run(CreateNetworkInterface.OPERATION, create(more)).networkInterface();
  }

  private AwsException refused(Consumer<CreateNetworkInterfaceRequest.Builder> more) {
    return cloud.refused(CreateNetworkInterface.OPERATION, create(more));
  }

  private CreateNetworkInterfaceRequest create(Consumer<CreateNetworkInterfaceRequest.Builder> more) {
    CreateNetworkInterfaceRequest.Builder builder = CreateNetworkInterfaceRequest.builder().subnetId(network.subnet.id());
    more.accept(builder);
    return builder.build();
  }

  private NetworkInterface described(String id) {
    return cloud.run(DescribeNetworkInterfaces.OPERATION, DescribeNetworkInterfacesRequest.builder().networkInterfaceIds(id).build())
        .networkInterfaces().getFirst();
  }

  private List<NetworkInterface> found(String filter, String value) {
    return cloud.run(DescribeNetworkInterfaces.OPERATION,
        DescribeNetworkInterfacesRequest.builder().filters(Filter.builder().name(filter).values(value).build()).build()).networkInterfaces();
  }

  private static List<String> addresses(NetworkInterface networkInterface) {
    return networkInterface.privateIpAddresses().stream().map(NetworkInterfacePrivateIpAddress::privateIpAddress).toList();
  }

  private static DeleteNetworkInterfaceRequest delete(String id) {
    return DeleteNetworkInterfaceRequest.builder().networkInterfaceId(id).build();
  }

  private static ModifyNetworkInterfaceAttributeRequest modify(String id, Consumer<ModifyNetworkInterfaceAttributeRequest.Builder> more) {
    ModifyNetworkInterfaceAttributeRequest.Builder builder = ModifyNetworkInterfaceAttributeRequest.builder().networkInterfaceId(id);
    more.accept(builder);
    return builder.build();
  }

  private static AssignPrivateIpAddressesRequest assign(String id, Consumer<AssignPrivateIpAddressesRequest.Builder> more) {
    AssignPrivateIpAddressesRequest.Builder builder = AssignPrivateIpAddressesRequest.builder().networkInterfaceId(id);
    more.accept(builder);
    return builder.build();
  }

  private static UnassignPrivateIpAddressesRequest unassign(String id, String... addresses) {
    return UnassignPrivateIpAddressesRequest.builder().networkInterfaceId(id).privateIpAddresses(addresses).build();
  }

  private static DescribeNetworkInterfaceAttributeRequest attribute(String id, String attribute) {
    return DescribeNetworkInterfaceAttributeRequest.builder().networkInterfaceId(id).attribute(attribute).build();
  }

  private static PrivateIpAddressSpecification ip(String address, boolean primary) {
    return PrivateIpAddressSpecification.builder().privateIpAddress(address).primary(primary).build();
  }
}
