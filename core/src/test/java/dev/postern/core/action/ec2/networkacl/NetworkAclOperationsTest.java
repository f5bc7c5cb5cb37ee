package dev.postern.core.action.ec2.networkacl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.Network;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkAcl.PortRange;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclEntryRequest;

class NetworkAclOperationsTest {
  private final Network network = new Network();
  private final Cloud cloud = network.cloud;
  private final String acl =
      cloud.run(CreateNetworkAcl.OPERATION, CreateNetworkAclRequest.builder().vpcId(network.vpc.id()).build()).networkAcl().networkAclId();

  @Test
  void newAclDeniesEverything() {
    assertThat(described(acl).isDefault()).isFalse();
    assertThat(described(acl).entries()).hasSize(2).allSatisfy(e -> {
      assertThat(e.ruleNumber()).isEqualTo(32767);
      assertThat(e.ruleActionAsString()).isEqualTo("deny");
      assertThat(e.protocol()).isEqualTo("-1");
    });
  }

  @Test
  void entriesAreShownByNumber() {
    create(r -> r.ruleNumber(200).protocol("6").portRange(p -> p.from(443).to(443)));
    create(r -> r.ruleNumber(100).protocol("1").icmpTypeCode(i -> i.type(8).code(-1)));
    create(r -> r.ruleNumber(100).egress(true).protocol("-1").cidrBlock("10.1.2.3/8").ruleAction("deny"));
    assertThat(described(acl).entries()).filteredOn(e -> !e.egress()).extracting(NetworkAclEntry::ruleNumber).containsExactly(100, 200, 32767);
    assertThat(described(acl).entries()).filteredOn(NetworkAclEntry::egress).first()
        .satisfies(e -> assertThat(e.cidrBlock()).isEqualTo("10.0.0.0/8"));
    assertThat(cloud.get(dev.postern.core.model.NetworkAcl.class, Kind.NETWORK_ACL, acl).entries().getFirst().ports())
        .contains(new PortRange(443, 443));
  }

  @Test
  void aNumberIsUsedOnceADirection() {
    create(r -> r.protocol("-1"));
    AwsException error = refused(r -> r.protocol("-1"));
    assertThat(error.code()).isEqualTo("NetworkAclEntryAlreadyExists");
    assertThat(error.text()).isEqualTo("The network acl entry identified by 100 already exists.");
    create(r -> r.protocol("-1").egress(true));
  }

  @Test
  void badEntriesAreRefused() {
    assertThat(refused(r -> r.ruleNumber(0).protocol("-1")).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(r -> r.ruleNumber(32767).protocol("-1")).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(r -> r.protocol("6")).text()).contains("PortRange");
    assertThat(refused(r -> r.protocol("17").portRange(p -> p.from(2).to(1))).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(r -> r.protocol("1")).text()).contains("Icmp");
    assertThat(refused(r -> r.protocol("300")).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(r -> r.protocol("-1").ruleAction("maybe")).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(r -> r.protocol("-1").cidrBlock("10.0.0.0")).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(r -> r.protocol("-1").cidrBlock(null)).code()).isEqualTo("MissingParameter");
    assertThat(refused(r -> r.protocol("-1").networkAclId("acl-0badbadb")).code()).isEqualTo("InvalidNetworkAclID.NotFound");
  }

  @Test
  void twentyEntriesADirection() {
    for (int i = 1; i <= 20; i++) {
      int number = i;
      create(r -> r.ruleNumber(number).protocol("-1"));
    }
    assertThat(refused(r -> r.ruleNumber(21).protocol("-1")).code()).isEqualTo("NetworkAclEntryLimitExceeded");
  }

  @Test
  void entriesAreReplacedAndDeletedByNumberAndDirection() {
    create(r -> r.protocol("-1"));
    cloud.run(ReplaceNetworkAclEntry.OPERATION, replace(100));
    assertThat(described(acl).entries()).filteredOn(e -> e.ruleNumber() == 100).singleElement()
        .satisfies(e -> assertThat(e.ruleActionAsString()).isEqualTo("deny"));
    assertThat(cloud.refused(ReplaceNetworkAclEntry.OPERATION, replace(7)).code()).isEqualTo("InvalidNetworkAclEntry.NotFound");
    assertThat(cloud.refused(DeleteNetworkAclEntry.OPERATION, delete(100, true)).code()).isEqualTo("InvalidNetworkAclEntry.NotFound");
    cloud.run(DeleteNetworkAclEntry.OPERATION, delete(100, false));
    assertThat(described(acl).entries()).hasSize(2);
  }

  @Test
  void aSubnetGetsAnotherAcl() {
    String old = network.acl.associations().getFirst().id();
    String made = cloud.run(ReplaceNetworkAclAssociation.OPERATION,
        ReplaceNetworkAclAssociationRequest.builder().associationId(old).networkAclId(acl).build()).newAssociationId();
    assertThat(made).matches("aclassoc-[0-9a-f]{17}");
    assertThat(described(acl).associations()).singleElement().satisfies(a -> assertThat(a.subnetId()).isEqualTo(network.subnet.id()));
    assertThat(described(network.acl.id()).associations()).isEmpty();
    assertThat(cloud.refused(ReplaceNetworkAclAssociation.OPERATION,
            ReplaceNetworkAclAssociationRequest.builder().associationId(old).networkAclId(acl).build()).code())
        .isEqualTo("InvalidAssociationID.NotFound");
    assertThat(cloud.refused(DeleteNetworkAcl.OPERATION, DeleteNetworkAclRequest.builder().networkAclId(acl).build()).code())
        .isEqualTo("DependencyViolation");
  }

  @Test
  void anAclOfAnotherVpcIsRefused() {
    Network other = new Network(cloud, "9");
    assertThat(cloud.refused(ReplaceNetworkAclAssociation.OPERATION, ReplaceNetworkAclAssociationRequest.builder()
            .associationId(network.acl.associations().getFirst().id()).networkAclId(other.acl.id()).build()).code())
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void theDefaultAclStays() {
    AwsException error = cloud.refused(DeleteNetworkAcl.OPERATION, DeleteNetworkAclRequest.builder().networkAclId(network.acl.id()).build());
    assertThat(error.text()).isEqualTo("cannot delete default network ACL " + network.acl.id());
    cloud.run(DeleteNetworkAcl.OPERATION, DeleteNetworkAclRequest.builder().networkAclId(acl).build());
    assertThat(cloud.all(dev.postern.core.model.NetworkAcl.class, Kind.NETWORK_ACL)).hasSize(1);
  }

  @Test
  void sameTokenMakesOneAcl() {
    CreateNetworkAclRequest request = CreateNetworkAclRequest.builder().vpcId(network.vpc.id()).clientToken("t").build();
    assertThat(cloud.run(CreateNetworkAcl.OPERATION, request)).isEqualTo(cloud.run(CreateNetworkAcl.OPERATION, request));
  }

  @Test
  void filtersLookIntoEntries() {
    create(r -> r.ruleNumber(7).protocol("6").portRange(p -> p.from(443).to(443)));
    assertThat(found("entry.port-range.from", "443")).extracting(NetworkAcl::networkAclId).containsExactly(acl);
    assertThat(found("default", "true")).extracting(NetworkAcl::networkAclId).containsExactly(network.acl.id());
    assertThat(found("association.subnet-id", network.subnet.id())).hasSize(1);
    assertThat(cloud.refused(DescribeNetworkAcls.OPERATION, DescribeNetworkAclsRequest.builder()
            .filters(Filter.builder().name("entry.ipv6-cidr").values("::/0").build()).build()).code())
        .isEqualTo("InvalidParameterValue");
  }

  private List<NetworkAcl> found(String filter, String value) {
    return cloud.run(DescribeNetworkAcls.OPERATION,
        DescribeNetworkAclsRequest.builder().filters(Filter.builder().name(filter).values(value).build()).build()).networkAcls();
  }

  private NetworkAcl described(String id) {
    return cloud.run(DescribeNetworkAcls.OPERATION, DescribeNetworkAclsRequest.builder().networkAclIds(id).build()).networkAcls().getFirst();
  }

  private void create(Consumer<CreateNetworkAclEntryRequest.Builder> more) {
    cloud.run(CreateNetworkAclEntry.OPERATION, entry(more));
  }

  private AwsException refused(Consumer<CreateNetworkAclEntryRequest.Builder> more) {
    return cloud.refused(CreateNetworkAclEntry.OPERATION, entry(more));
  }

  private CreateNetworkAclEntryRequest entry(Consumer<CreateNetworkAclEntryRequest.Builder> more) {
    CreateNetworkAclEntryRequest.Builder builder =
        CreateNetworkAclEntryRequest.builder().networkAclId(acl).ruleNumber(100).egress(false).ruleAction("allow").cidrBlock("0.0.0.0/0");
    more.accept(builder);
    return builder.build();
  }

  private ReplaceNetworkAclEntryRequest replace(int number) {
    return ReplaceNetworkAclEntryRequest.builder().networkAclId(acl).ruleNumber(number).egress(false).protocol("-1").ruleAction("deny")
        .cidrBlock("0.0.0.0/0").build();
  }

  private DeleteNetworkAclEntryRequest delete(int number, boolean egress) {
    return DeleteNetworkAclEntryRequest.builder().networkAclId(acl).ruleNumber(number).egress(egress).build();
  }
}
