package dev.postern.core.action.ec2.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.Network;
import dev.postern.core.action.ec2.networkinterface.CreateNetworkInterface;
import dev.postern.core.action.ec2.networkinterface.NewInterface;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.InstanceProfile;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Subnet;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;

class InstanceOperationsTest {
  private static final String AMI = "ami-0123456789abcdef0";
  private final Network network = new Network();
  private final Cloud cloud = network.cloud;

  @Test
  void anInstanceHasOneInterfaceInItsSubnet() {
    Instance instance = one(r -> r.instanceType("t3.micro").keyName("key"));
    assertThat(instance.instanceId()).matches("i-[0-9a-f]{17}");
    assertThat(instance.state().nameAsString()).isEqualTo("pending");
    assertThat(instance.privateIpAddress()).isEqualTo("10.0.0.4");
    assertThat(instance.privateDnsName()).isEqualTo("ip-10-0-0-4.ec2.internal");
    assertThat(instance.publicIpAddress()).isNull();
    assertThat(instance.keyName()).isEqualTo("key");
    assertThat(instance.networkInterfaces()).singleElement().satisfies(n -> {
      assertThat(n.attachment().deviceIndex()).isZero();
      assertThat(n.attachment().deleteOnTermination()).isTrue();
      assertThat(n.groups()).singleElement().satisfies(g -> assertThat(g.groupName()).isEqualTo("default"));
    });
  }

  @Test
  void runningIsSaidOnceTheKernelHasIt() {
    String id = one(_ -> {}).instanceId();
    assertThat(described(r -> r.filters(filter("instance-state-name", "running")))).isEmpty();
    cloud.carries(network.vpc.id(), id);
    assertThat(described(r -> r.filters(filter("instance-state-name", "running")))).singleElement()
        .satisfies(i -> assertThat(i.state().code()).isEqualTo(16));
  }

  @Test
  void severalInstancesAreOneReservation() {
    RunInstancesResponse response = run(r -> r.minCount(1).maxCount(3));
    assertThat(response.instances()).extracting(Instance::amiLaunchIndex).containsExactly(0, 1, 2);
    assertThat(response.instances()).extracting(Instance::privateIpAddress).containsExactly("10.0.0.4", "10.0.0.5", "10.0.0.6");
    assertThat(cloud.run(DescribeInstances.OPERATION, DescribeInstancesRequest.builder().build()).reservations()).hasSize(1);
  }

  @Test
  void asManyAsFitBetweenMinimumAndMaximum() {
    Subnet small = network.subnet("2", "10.0.1.0/28", false);
    assertThat(refused(r -> r.subnetId(small.id()).minCount(12).maxCount(20)).code()).isEqualTo("InsufficientFreeAddressesInSubnet");
    assertThat(run(r -> r.subnetId(small.id()).minCount(1).maxCount(20)).instances()).hasSize(11);
  }

  @Test
  void subnetsCanLendPublicAddressesAndRequestsDecide() {
    Subnet open = network.subnet("2", "10.0.1.0/24", true);
    Instance lent = one(r -> r.subnetId(open.id()));
    assertThat(lent.publicIpAddress()).isNotNull();
    assertThat(lent.publicDnsName()).isEqualTo("ec2-" + lent.publicIpAddress().replace('.', '-') + ".compute-1.amazonaws.com");
    assertThat(lent.networkInterfaces().getFirst().association().ipOwnerId()).isEqualTo("amazon");
    assertThat(one(r -> r.subnetId(null).networkInterfaces(spec(s -> s.subnetId(open.id()).associatePublicIpAddress(false)))).publicIpAddress())
        .isNull();
    assertThat(one(r -> r.subnetId(null).networkInterfaces(spec(s -> s.subnetId(network.subnet.id()).associatePublicIpAddress(true))))
            .publicIpAddress())
        .isNotNull();
    assertThat(described(r -> r.filters(filter("dns-name", lent.publicDnsName())))).hasSize(1);
  }

  @Test
  void addressesAreChosenOrRefused() {
    assertThat(one(r -> r.privateIpAddress("10.0.0.77")).privateIpAddress()).isEqualTo("10.0.0.77");
    assertThat(refused(r -> r.privateIpAddress("10.0.0.77")).code()).isEqualTo("InvalidIPAddress.InUse");
    assertThat(refused(r -> r.privateIpAddress("10.0.0.1")).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(r -> r.privateIpAddress("10.1.0.9")).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(r -> r.privateIpAddress("10.0.0.78").maxCount(2)).code()).isEqualTo("InvalidParameterCombination");
  }

  @Test
  void aGivenInterfaceIsUsedAndKept() {
    String eni = cloud.run(CreateNetworkInterface.OPERATION, CreateNetworkInterfaceRequest.builder().subnetId(network.subnet.id()).build())
        .networkInterface().networkInterfaceId();
    String id = one(r -> r.subnetId(null).networkInterfaces(spec(s -> s.networkInterfaceId(eni)))).instanceId();
    assertThat(cloud.get(NetworkInterface.class, Kind.NETWORK_INTERFACE, eni).hostId()).contains(id);
    AwsException error = refused(r -> r.subnetId(null).networkInterfaces(spec(s -> s.networkInterfaceId(eni))));
    assertThat(error.code()).isEqualTo("InvalidNetworkInterface.InUse");
    terminate(id);
    assertThat(cloud.get(NetworkInterface.class, Kind.NETWORK_INTERFACE, eni).attachment()).isEmpty();
  }

  @Test
  void interfaceRowsMustFitTogether() {
    assertThat(refused(r -> r.networkInterfaces(spec(_ -> {}))).text()).contains("instance-level subnet ID");
    assertThat(refused(r -> r.subnetId(null).networkInterfaces(spec(s -> s.deviceIndex(1).subnetId(network.subnet.id())))).text())
        .contains("device at index 0");
    InstanceNetworkInterfaceSpecification row = spec(s -> s.subnetId(network.subnet.id()));
    assertThat(refused(r -> r.subnetId(null).networkInterfaces(row, row)).text()).contains("unique device index");
    assertThat(refused(r -> r.subnetId(null).networkInterfaces(row.copy(s -> s.associatePublicIpAddress(true)), row.copy(s -> s.deviceIndex(1))))
            .text())
        .contains("associatePublicIPAddress");
    assertThat(one(r -> r.subnetId(null).networkInterfaces(row, row.copy(s -> s.deviceIndex(1)))).networkInterfaces()).hasSize(2);
  }

  @Test
  void groupsMustBeOfTheVpc() {
    Network other = new Network(cloud, "9");
    AwsException error = refused(r -> r.securityGroupIds(other.defaultGroup.id()));
    assertThat(error.code()).isEqualTo("InvalidParameter");
    assertThat(error.text())
        .isEqualTo("Security group " + other.defaultGroup.id() + " and subnet " + network.subnet.id() + " belong to different networks.");
    assertThat(refused(r -> r.securityGroupIds("sg-0badbadb")).code()).isEqualTo("InvalidGroup.NotFound");
  }

  @Test
  void badParametersAreRefused() {
    assertThat(refused(r -> r.imageId(null)).code()).isEqualTo("MissingParameter");
    assertThat(refused(r -> r.imageId("debian")).code()).isEqualTo("InvalidAMIID.Malformed");
    assertThat(refused(r -> r.minCount(2).maxCount(1)).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(r -> r.instanceType("big")).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(r -> r.userData("###")).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(r -> r.userData(Base64.getEncoder().encodeToString(new byte[16385]))).text()).contains("16384");
    assertThat(refused(r -> r.subnetId("subnet-0badbadb")).code()).isEqualTo("InvalidSubnetID.NotFound");
    assertThat(refused(r -> r.subnetId(null)).code()).isEqualTo("VPCIdNotSpecified");
    assertThat(refused(r -> r.placement(p -> p.availabilityZone("us-east-1b"))).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(r -> r.monitoring(m -> m.enabled(true))).code()).isEqualTo("UnsupportedOperation");
    assertThat(refused(r -> r.tagSpecifications(t -> t.resourceType("volume").tags(Tag.builder().key("k").build()))).code())
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void sameTokenStartsNothingNew() {
    String first = one(r -> r.clientToken("t")).instanceId();
    assertThat(one(r -> r.clientToken("t")).instanceId()).isEqualTo(first);
    assertThat(refused(r -> r.clientToken("t").userData("aGVsbG8=")).code()).isEqualTo("IdempotentParameterMismatch");
  }

  @Test
  void tagsGoToInstanceAndInterface() {
    Instance instance = one(r -> r.tagSpecifications(
        t -> t.resourceType("instance").tags(Tag.builder().key("Name").value("web").build()),
        t -> t.resourceType("network-interface").tags(Tag.builder().key("of").value("web").build())));
    assertThat(instance.tags()).extracting(Tag::value).containsExactly("web");
    assertThat(described(r -> r.filters(filter("tag:Name", "web")))).hasSize(1);
    NetworkInterface eni = cloud.all(NetworkInterface.class, Kind.NETWORK_INTERFACE).getFirst();
    assertThat(cloud.snapshot.tagsOf(eni.key())).containsEntry("of", "web");
  }

  @Test
  void profilesAreFoundByNameAndArn() {
    network.put(new InstanceProfile(new ResourceKey("000000000000", ResourceKey.GLOBAL, Kind.INSTANCE_PROFILE, "p"), "app", "AIPA1", "/", cloud.now,
        Optional.empty()));
    String arn = "arn:aws:iam::000000000000:instance-profile/app";
    assertThat(one(r -> r.iamInstanceProfile(p -> p.name("app"))).iamInstanceProfile().arn()).isEqualTo(arn);
    assertThat(one(r -> r.iamInstanceProfile(p -> p.arn(arn))).iamInstanceProfile().id()).isEqualTo("AIPA1");
    assertThat(refused(r -> r.iamInstanceProfile(p -> p.name("none"))).text()).contains("Invalid IAM Instance Profile name");
  }

  @Test
  void terminatedInstancesAreShownForAnHour() {
    String id = one(_ -> {}).instanceId();
    cloud.carries(network.vpc.id(), id);
    assertThat(terminate(id)).isEqualTo("shutting-down");
    assertThat(cloud.all(NetworkInterface.class, Kind.NETWORK_INTERFACE)).isEmpty();
    assertThat(one(_ -> {}).privateIpAddress()).isEqualTo("10.0.0.4");
    assertThat(described(r -> r.instanceIds(id))).singleElement().satisfies(i -> {
      assertThat(i.vpcId()).isNull();
      assertThat(i.networkInterfaces()).isEmpty();
    });
    assertThat(cloud.refused(StartInstances.OPERATION, StartInstancesRequest.builder().instanceIds(id).build()).code())
        .isEqualTo("IncorrectInstanceState");
    cloud.now = cloud.now.plus(Duration.ofMinutes(61));
    assertThat(cloud.refused(DescribeInstances.OPERATION, DescribeInstancesRequest.builder().instanceIds(id).build()).code())
        .isEqualTo("InvalidInstanceID.NotFound");
    assertThat(described(_ -> {})).hasSize(1);
  }

  @Test
  void stoppedInstancesKeepTheirPrivateAddressAndGetANewPublicOne() {
    Subnet open = network.subnet("2", "10.0.1.0/24", true);
    Instance before = one(r -> r.subnetId(open.id()));
    cloud.run(StopInstances.OPERATION, StopInstancesRequest.builder().instanceIds(before.instanceId()).build());
    assertThat(described(r -> r.instanceIds(before.instanceId()))).singleElement().satisfies(i -> {
      assertThat(i.state().nameAsString()).isEqualTo("stopped");
      assertThat(i.privateIpAddress()).isEqualTo(before.privateIpAddress());
      assertThat(i.publicIpAddress()).isNull();
    });
    cloud.run(StartInstances.OPERATION, StartInstancesRequest.builder().instanceIds(before.instanceId()).build());
    assertThat(described(r -> r.instanceIds(before.instanceId())).getFirst().publicIpAddress()).isNotNull().isNotEqualTo(before.publicIpAddress());
  }

  @Test
  void attributesChangeOneAtATime() {
    String id = one(_ -> {}).instanceId();
    assertThat(cloud.refused(ModifyInstanceAttribute.OPERATION, modify(id, _ -> {})).code()).isEqualTo("InvalidParameterCombination");
    cloud.run(ModifyInstanceAttribute.OPERATION, modify(id, r -> r.sourceDestCheck(v -> v.value(false))));
    assertThat(described(r -> r.filters(filter("source-dest-check", "false")))).hasSize(1);
    Consumer<ModifyInstanceAttributeRequest.Builder> data = r -> r.userData(v -> v.value(SdkBytes.fromUtf8String("hello")));
    assertThat(cloud.refused(ModifyInstanceAttribute.OPERATION, modify(id, data)).code()).isEqualTo("IncorrectInstanceState");
    cloud.run(StopInstances.OPERATION, StopInstancesRequest.builder().instanceIds(id).build());
    cloud.run(ModifyInstanceAttribute.OPERATION, modify(id, data));
    assertThat(cloud.run(DescribeInstanceAttribute.OPERATION,
            DescribeInstanceAttributeRequest.builder().instanceId(id).attribute("userData").build()).userData().value())
        .isEqualTo("aGVsbG8=");
    cloud.run(ModifyInstanceAttribute.OPERATION, modify(id, r -> r.disableApiTermination(v -> v.value(false))));
    assertThat(cloud.refused(ModifyInstanceAttribute.OPERATION, modify(id, r -> r.disableApiTermination(v -> v.value(true)))).code())
        .isEqualTo("UnsupportedOperation");
    cloud.run(ModifyInstanceMetadataOptions.OPERATION, ModifyInstanceMetadataOptionsRequest.builder().instanceId(id).httpTokens("required").build());
    assertThat(described(r -> r.filters(filter("metadata-options.http-tokens", "required")))).hasSize(1);
  }

  @Test
  void statusListsRunningOnesUnlessAllAreAskedFor() {
    String id = one(_ -> {}).instanceId();
    assertThat(cloud.run(DescribeInstanceStatus.OPERATION, DescribeInstanceStatusRequest.builder().build()).instanceStatuses()).isEmpty();
    assertThat(cloud.run(DescribeInstanceStatus.OPERATION, DescribeInstanceStatusRequest.builder().includeAllInstances(true).build())
        .instanceStatuses()).hasSize(1);
    cloud.carries(network.vpc.id(), id);
    assertThat(cloud.run(DescribeInstanceStatus.OPERATION, DescribeInstanceStatusRequest.builder().instanceIds(id).build()).instanceStatuses())
        .singleElement().satisfies(s -> assertThat(s.instanceStatus().statusAsString()).isEqualTo("ok"));
  }

  @Test
  void filtersFindByAddressSubnetAndVpc() {
    one(r -> r.privateIpAddress("10.0.0.9"));
    for (Filter filter : List.of(filter("private-ip-address", "10.0.0.9"), filter("subnet-id", network.subnet.id()), filter("vpc-id", "vpc-*"),
        filter("private-dns-name", "ip-10-0-0-9.ec2.internal"), filter("instance.group-name", "default"))) {
      assertThat(described(r -> r.filters(filter))).as(filter.name()).hasSize(1);
    }
    assertThat(cloud.refused(DescribeInstances.OPERATION, DescribeInstancesRequest.builder().filters(filter("kernel-id", "x")).build()).code())
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void typesAndImagesAreDescribed() {
    assertThat(cloud.run(DescribeInstanceTypes.OPERATION, DescribeInstanceTypesRequest.builder().instanceTypesWithStrings("m5.large").build())
            .instanceTypes())
        .singleElement().satisfies(t -> assertThat(t.memoryInfo().sizeInMiB()).isEqualTo(8192));
    assertThat(cloud.refused(DescribeInstanceTypes.OPERATION, DescribeInstanceTypesRequest.builder().instanceTypesWithStrings("m5.vast").build())
        .code()).isEqualTo("InvalidInstanceType");
    assertThat(cloud.run(DescribeImages.OPERATION, DescribeImagesRequest.builder().imageIds(AMI).build()).images()).hasSize(1);
    assertThat(cloud.run(DescribeImages.OPERATION, DescribeImagesRequest.builder().build()).images()).isEmpty();
  }

  @Test
  void instancesOfNatGatewaysAreNone() {
    network.put(NewInterface.ofNatGateway(cloud.caller, network.subnet, "10.0.0.4", "nat-00000001", cloud.facts()));
    assertThat(described(_ -> {})).isEmpty();
  }

  private Instance one(Consumer<RunInstancesRequest.Builder> more) {
    List<Instance> instances = run(more).instances();
    assertThat(instances).hasSize(1);
    return instances.getFirst();
  }

  private RunInstancesResponse run(Consumer<RunInstancesRequest.Builder> more) {
    return cloud.run(RunInstances.OPERATION, request(more));
  }

  private AwsException refused(Consumer<RunInstancesRequest.Builder> more) {
    return cloud.refused(RunInstances.OPERATION, request(more));
  }

  private RunInstancesRequest request(Consumer<RunInstancesRequest.Builder> more) {
    RunInstancesRequest.Builder builder = RunInstancesRequest.builder().imageId(AMI).minCount(1).maxCount(1).subnetId(network.subnet.id());
    more.accept(builder);
    return builder.build();
  }

  private static InstanceNetworkInterfaceSpecification spec(Consumer<InstanceNetworkInterfaceSpecification.Builder> more) {
    InstanceNetworkInterfaceSpecification.Builder builder = InstanceNetworkInterfaceSpecification.builder().deviceIndex(0);
    more.accept(builder);
    return builder.build();
  }

  private List<Instance> described(Consumer<DescribeInstancesRequest.Builder> more) {
    DescribeInstancesRequest.Builder builder = DescribeInstancesRequest.builder();
    more.accept(builder);
    return cloud.run(DescribeInstances.OPERATION, builder.build()).reservations().stream().flatMap(r -> r.instances().stream()).toList();
  }

  private String terminate(String id) {
    return cloud.run(TerminateInstances.OPERATION, TerminateInstancesRequest.builder().instanceIds(id).build())
        .terminatingInstances().getFirst().currentState().nameAsString();
  }

  private static ModifyInstanceAttributeRequest modify(String id, Consumer<ModifyInstanceAttributeRequest.Builder> more) {
    ModifyInstanceAttributeRequest.Builder builder = ModifyInstanceAttributeRequest.builder().instanceId(id);
    more.accept(builder);
    return builder.build();
  }

  private static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }
}
