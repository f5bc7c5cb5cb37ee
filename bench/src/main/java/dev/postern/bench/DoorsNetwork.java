package dev.postern.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A VPC with every way to S3 and DynamoDB, and what is asked there.
 *
 * @param client an instance whose subnet has gateway endpoints
 * @param privateClient one whose subnet has a route to a NAT gateway alone
 * @param proxy an instance beside the client
 * @param interfaceNames the regional name of each service's interface endpoint
 */
record DoorsNetwork(String client, String privateClient, String proxy, String proxyName, Map<String, String> interfaceNames) {
  static DoorsNetwork make(BenchCloud cloud) {
    try (S3Client s3 = cloud.client(S3Client.builder().forcePathStyle(true));
        DynamoDbClient dynamoDb = cloud.client(DynamoDbClient.builder());
        Ec2Client ec2 = cloud.client(Ec2Client.builder())) {
      fill(s3, dynamoDb);
      return make(ec2);
    }
  }

  private static void fill(S3Client s3, DynamoDbClient dynamoDb) {
    s3.createBucket(b -> b.bucket(Asked.BUCKET));
    s3.putObject(p -> p.bucket(Asked.BUCKET).key("1k"), RequestBody.fromBytes(new byte[1 << 10]));
    s3.putObject(p -> p.bucket(Asked.BUCKET).key("8m"), RequestBody.fromBytes(new byte[8 << 20]));
    dynamoDb.createTable(
        t ->
            t.tableName(Asked.BUCKET)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH)));
    dynamoDb.putItem(
        p -> p.tableName(Asked.BUCKET).item(Map.of("id", AttributeValue.fromS("one"), "data", AttributeValue.fromS("0123456789abcdef".repeat(16)))));
  }

  private static DoorsNetwork make(Ec2Client ec2) {
    String vpc = ec2.createVpc(v -> v.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    ec2.modifyVpcAttribute(m -> m.vpcId(vpc).enableDnsHostnames(h -> h.value(true)));
    String gateway = ec2.createInternetGateway().internetGateway().internetGatewayId();
    ec2.attachInternetGateway(a -> a.vpcId(vpc).internetGatewayId(gateway));
    String open = subnet(ec2, vpc, "10.0.0.0/24");
    route(ec2, vpc, open, gateway, true);
    String address = ec2.allocateAddress(a -> a.domain(DomainType.VPC)).allocationId();
    String nat = ec2.createNatGateway(n -> n.subnetId(open).allocationId(address)).natGateway().natGatewayId();
    String near = subnet(ec2, vpc, "10.0.1.0/24");
    String table = ec2.createRouteTable(t -> t.vpcId(vpc)).routeTable().routeTableId();
    ec2.associateRouteTable(a -> a.routeTableId(table).subnetId(near));
    Map<String, String> names = new TreeMap<>();
    for (String service : List.of("s3", "dynamodb")) {
      String name = "com.amazonaws." + Network.REGION + "." + service;
      ec2.createVpcEndpoint(e -> e.vpcId(vpc).serviceName(name).routeTableIds(table));
      String first =
          ec2.createVpcEndpoint(
                  e -> e.vpcId(vpc).serviceName(name).vpcEndpointType(VpcEndpointType.INTERFACE).subnetIds(near).privateDnsEnabled(false))
              .vpcEndpoint()
              .dnsEntries()
              .getFirst()
              .dnsName();
      // A name with a wildcard answers for any name in its place.
      names.put(service, first.replace("*", "bucket"));
    }
    String behind = subnet(ec2, vpc, "10.0.2.0/24");
    route(ec2, vpc, behind, nat, false);
    Instance proxy = instance(ec2, near);
    return new DoorsNetwork(
        instance(ec2, near).instanceId(), instance(ec2, behind).instanceId(), proxy.instanceId(), proxy.privateDnsName(), names);
  }

  private static String subnet(Ec2Client ec2, String vpc, String block) {
    return ec2.createSubnet(s -> s.vpcId(vpc).cidrBlock(block).availabilityZone(Network.REGION + "a")).subnet().subnetId();
  }

  private static void route(Ec2Client ec2, String vpc, String subnet, String gateway, boolean internet) {
    String table = ec2.createRouteTable(t -> t.vpcId(vpc)).routeTable().routeTableId();
    ec2.createRoute(
        r -> {
          r.routeTableId(table).destinationCidrBlock("0.0.0.0/0");
          if (internet) {
            r.gatewayId(gateway);
          } else {
            r.natGatewayId(gateway);
          }
        });
    ec2.associateRouteTable(a -> a.routeTableId(table).subnetId(subnet));
  }

  private static Instance instance(Ec2Client ec2, String subnet) {
    return ec2.runInstances(r -> r.imageId("ami-0123456789abcdef0").instanceType("t3.micro").minCount(1).maxCount(1).subnetId(subnet))
        .instances()
        .getFirst();
  }
}
