package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A VPC with one private subnet whose route table has no way out but the gateway endpoints a test adds, and one instance with a role that may do everything. */
record PrivateSubnet(String vpc, String subnet, String table, String instance) {
  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":[\"ec2.amazonaws.com\",\"lambda.amazonaws.com\"]},\"Action\":\"sts:AssumeRole\"}]}";

  private static final String EVERYTHING = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

  /** @param name a role and instance profile of this name are made when they are not there */
  static PrivateSubnet make(Cloud cloud, String cidr, String name) {
    String vpc = cloud.aws("ec2", "create-vpc", "--cidr-block", cidr).at("/Vpc/VpcId").asString();
    String block = cidr.replaceFirst("/16$", "/24");
    String subnet = cloud.aws("ec2", "create-subnet", "--vpc-id", vpc, "--cidr-block", block, "--availability-zone", "us-east-1a").at("/Subnet/SubnetId").asString();
    String table = cloud.aws("ec2", "create-route-table", "--vpc-id", vpc).at("/RouteTable/RouteTableId").asString();
    cloud.aws("ec2", "associate-route-table", "--route-table-id", table, "--subnet-id", subnet);
    if (cloud.tryAws("iam", "get-role", "--role-name", name).status() != 0) {
      cloud.aws("iam", "create-role", "--role-name", name, "--assume-role-policy-document", TRUST);
      cloud.aws("iam", "put-role-policy", "--role-name", name, "--policy-name", "everything", "--policy-document", EVERYTHING);
      cloud.aws("iam", "create-instance-profile", "--instance-profile-name", name);
      cloud.aws("iam", "add-role-to-instance-profile", "--instance-profile-name", name, "--role-name", name);
    }
    return new PrivateSubnet(vpc, subnet, table, run(cloud, subnet, name));
  }

  static String run(Cloud cloud, String subnet, String profile, String... more) {
    String[] words =
        Stream.concat(
                Stream.of(
                    "ec2", "run-instances", "--image-id", "ami-0123456789abcdef0", "--instance-type", "t3.micro", "--subnet-id", subnet,
                    "--iam-instance-profile", "Name=" + profile),
                Stream.of(more))
            .toArray(String[]::new);
    return cloud.aws(words).at("/Instances/0/InstanceId").asString();
  }

  String endpoint(Cloud cloud, String service) {
    JsonNode made =
        cloud.aws("ec2", "create-vpc-endpoint", "--vpc-id", vpc, "--service-name", "com.amazonaws.us-east-1." + service, "--route-table-ids", table);
    assertThat(made.at("/VpcEndpoint/State").asString()).isEqualTo("available");
    return made.at("/VpcEndpoint/VpcEndpointId").asString();
  }
}
