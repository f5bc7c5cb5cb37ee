package dev.postern.core.action.ec2.securitygroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.Network;
import dev.postern.core.action.ec2.networkinterface.NewInterface;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.Kind;
import dev.postern.core.model.SecurityGroup;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GetSecurityGroupsForVpcRequest;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.Tag;

class SecurityGroupOperationsTest {
  private final Network network = new Network();
  private final Cloud cloud = network.cloud;

  @Test
  void newGroupsLetEverythingOutAndNothingIn() {
    String id = made("web").groupId();
    assertThat(described(r -> r.groupIds(id))).singleElement().satisfies(g -> {
      assertThat(g.groupId()).matches("sg-[0-9a-f]{17}");
      assertThat(g.vpcId()).isEqualTo(network.vpc.id());
      assertThat(g.securityGroupArn()).isEqualTo("arn:aws:ec2:us-east-1:000000000000:security-group/" + id);
      assertThat(g.ipPermissions()).isEmpty();
      assertThat(g.ipPermissionsEgress()).singleElement().satisfies(p -> {
        assertThat(p.ipProtocol()).isEqualTo("-1");
        assertThat(p.fromPort()).isNull();
        assertThat(p.ipRanges()).singleElement().satisfies(r -> assertThat(r.cidrIp()).isEqualTo("0.0.0.0/0"));
      });
    });
  }

  @Test
  void aNameIsUniqueInItsVpcOnly() {
    made("web");
    AwsException error = cloud.refused(CreateSecurityGroup.OPERATION, create("web", _ -> {}));
    assertThat(error.code()).isEqualTo("InvalidGroup.Duplicate");
    assertThat(error.text()).isEqualTo("The security group 'web' already exists for VPC '" + network.vpc.id() + "'");
    Network other = new Network(cloud, "9");
    cloud.run(CreateSecurityGroup.OPERATION, create("web", r -> r.vpcId(other.vpc.id())));
  }

  @Test
  void badNamesAreRefused() {
    for (String name : List.of("sg-mine", "SG-mine", "default", "tab\there", "x".repeat(256))) {
      assertThat(cloud.refused(CreateSecurityGroup.OPERATION, create(name, _ -> {})).code()).isEqualTo("InvalidParameterValue");
    }
    assertThat(cloud.refused(CreateSecurityGroup.OPERATION, create("a", r -> r.description(null))).code()).isEqualTo("MissingParameter");
    assertThat(cloud.refused(CreateSecurityGroup.OPERATION, create("a", r -> r.vpcId("vpc-0badbadb"))).code()).isEqualTo("InvalidVpcID.NotFound");
    assertThat(cloud.refused(CreateSecurityGroup.OPERATION, create("a", r -> r.vpcId(null))).code()).isEqualTo("VPCIdNotSpecified");
  }

  @Test
  void tagsAreKept() {
    CreateSecurityGroupResponse response =
        cloud.run(CreateSecurityGroup.OPERATION, create("a", r -> r.tagSpecifications(t -> t.resourceType("security-group")
            .tags(Tag.builder().key("Name").value("a").build()))));
    assertThat(response.tags()).containsExactly(Tag.builder().key("Name").value("a").build());
    assertThat(described(r -> r.filters(filter("tag:Name", "a")))).hasSize(1);
  }

  @Test
  void defaultGroupCannotBeDeleted() {
    AwsException error = cloud.refused(DeleteSecurityGroup.OPERATION, delete(network.defaultGroup.id()));
    assertThat(error.code()).isEqualTo("CannotDelete");
    assertThat(error.text()).isEqualTo("the specified group: \"" + network.defaultGroup.id() + "\" name: \"default\" cannot be deleted by a user");
  }

  @Test
  void groupOfAnInterfaceCannotBeDeleted() {
    String id = made("web").groupId();
    network.put(NewInterface.owned(cloud.caller, network.subnet, List.of("10.0.0.4"), List.of(id), "", cloud.facts()));
    AwsException error = cloud.refused(DeleteSecurityGroup.OPERATION, delete(id));
    assertThat(error.code()).isEqualTo("DependencyViolation");
    assertThat(error.text()).isEqualTo("resource " + id + " has a dependent object");
  }

  @Test
  void groupThatAnotherNamesCannotBeDeletedButOneThatNamesItselfCan() {
    String named = made("named").groupId();
    String naming = made("naming").groupId();
    allowFrom(named, named);
    allowFrom(naming, named);
    assertThat(cloud.refused(DeleteSecurityGroup.OPERATION, delete(named)).code()).isEqualTo("DependencyViolation");
    cloud.run(DeleteSecurityGroup.OPERATION, delete(naming));
    cloud.run(DeleteSecurityGroup.OPERATION, delete(named));
    assertThat(cloud.all(SecurityGroup.class, Kind.SECURITY_GROUP)).extracting(SecurityGroup::name).containsExactly("default");
  }

  @Test
  void unknownGroupsAreRefused() {
    assertThat(cloud.refused(DeleteSecurityGroup.OPERATION, delete("sg-0badbadb")).text())
        .isEqualTo("The security group 'sg-0badbadb' does not exist");
    assertThat(cloud.refused(DeleteSecurityGroup.OPERATION, delete("web")).code()).isEqualTo("InvalidGroupId.Malformed");
    assertThat(cloud.refused(DeleteSecurityGroup.OPERATION, DeleteSecurityGroupRequest.builder().build()).code()).isEqualTo("MissingParameter");
  }

  @Test
  void filtersLookIntoRules() {
    String id = made("web").groupId();
    allowFrom(id, network.defaultGroup.id());
    assertThat(described(r -> r.filters(filter("ip-permission.group-name", "default")))).hasSize(1);
    assertThat(described(r -> r.filters(filter("ip-permission.from-port", "443"), filter("ip-permission.protocol", "tcp")))).hasSize(1);
    assertThat(described(r -> r.filters(filter("ip-permission.cidr", "0.0.0.0/0")))).isEmpty();
    assertThat(described(r -> r.filters(filter("egress.ip-permission.cidr", "0.0.0.0/0")))).hasSize(2);
    assertThat(described(r -> r.filters(filter("group-name", "w*", "x")))).hasSize(1);
    assertThat(cloud.refused(DescribeSecurityGroups.OPERATION, DescribeSecurityGroupsRequest.builder().filters(filter("colour", "x")).build()).code())
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void groupsOfOneVpcAreListed() {
    new Network(cloud, "9");
    assertThat(cloud.run(GetSecurityGroupsForVpc.OPERATION, GetSecurityGroupsForVpcRequest.builder().vpcId(network.vpc.id()).build())
            .securityGroupForVpcs())
        .singleElement().satisfies(g -> assertThat(g.primaryVpcId()).isEqualTo(network.vpc.id()));
  }

  private void allowFrom(String group, String peer) {
    cloud.run(AuthorizeSecurityGroupIngress.OPERATION, AuthorizeSecurityGroupIngressRequest.builder().groupId(group)
        .ipPermissions(IpPermission.builder().ipProtocol("tcp").fromPort(443).toPort(443).userIdGroupPairs(g -> g.groupId(peer)).build())
        .build());
  }

  private CreateSecurityGroupResponse made(String name) {
    return cloud.run(CreateSecurityGroup.OPERATION, create(name, _ -> {}));
  }

  private CreateSecurityGroupRequest create(String name, Consumer<CreateSecurityGroupRequest.Builder> more) {
    CreateSecurityGroupRequest.Builder builder = CreateSecurityGroupRequest.builder().groupName(name).description("d").vpcId(network.vpc.id());
    more.accept(builder);
    return builder.build();
  }

  private List<software.amazon.awssdk.services.ec2.model.SecurityGroup> described(Consumer<DescribeSecurityGroupsRequest.Builder> more) {
    DescribeSecurityGroupsRequest.Builder builder = DescribeSecurityGroupsRequest.builder();
    more.accept(builder);
    return cloud.run(DescribeSecurityGroups.OPERATION, builder.build()).securityGroups();
  }

  private static DeleteSecurityGroupRequest delete(String id) {
    return DeleteSecurityGroupRequest.builder().groupId(id).build();
  }

  private static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }
}
