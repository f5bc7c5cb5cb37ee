package dev.postern.app.demo;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.s3.S3Client;

/** The demo's cloud, made through the public API as a user would make it: the VPC, its parts as they come and go, and the two callers. */
final class Stage implements AutoCloseable {
  static final String REGION = "us-east-1";
  static final String TABLE = "demo";
  private static final String FUNCTION = "demo";
  private static final int FUNCTION_TIMEOUT_SECONDS = 8;
  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":[\"lambda.amazonaws.com\",\"ec2.amazonaws.com\"]},\"Action\":\"sts:AssumeRole\"}]}";
  /** What the two callers do, and nothing else. */
  private static final String VISITS =
      """
      {"Version":"2012-10-17","Statement":[
       {"Effect":"Allow","Action":["dynamodb:PutItem","dynamodb:GetItem"],"Resource":"%s"},
       {"Effect":"Allow","Action":["s3:PutObject","s3:GetObject"],"Resource":"arn:aws:s3:::%s/*"}]}
      """;

  final Ec2Client ec2;
  final DynamoDbClient dynamoDb;
  final S3Client s3;
  private final LambdaClient lambda;
  private final IamClient iam;

  final String vpc;
  private final String publicSubnet;
  private final List<String> privateSubnets;
  final String privateTable;
  private final String publicTable;
  final String bucket = "postern-demo-" + Long.toString(System.nanoTime(), 36);

  Stage(URI endpoint) throws IOException {
    AwsCredentialsProvider keys = StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
    SdkHttpClient http = UrlConnectionHttpClient.builder().socketTimeout(Duration.ofMinutes(2)).build();
    ec2 = client(Ec2Client.builder(), endpoint, keys, http);
    dynamoDb = client(DynamoDbClient.builder(), endpoint, keys, http);
    s3 = client(S3Client.builder().forcePathStyle(true), endpoint, keys, http);
    lambda = client(LambdaClient.builder(), endpoint, keys, http);
    iam = client(IamClient.builder(), endpoint, keys, http);
    vpc = ec2.createVpc(v -> v.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    ec2.modifyVpcAttribute(v -> v.vpcId(vpc).enableDnsHostnames(h -> h.value(true)));
    publicSubnet = subnet("10.0.0.0/24", "a");
    subnet("10.0.1.0/24", "b");
    privateSubnets = List.of(subnet("10.0.10.0/24", "a"), subnet("10.0.11.0/24", "b"));
    privateTable = table(privateSubnets);
    publicTable = table(List.of(publicSubnet));
    String table =
        dynamoDb
            .createTable(
                t ->
                    t.tableName(TABLE)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                        .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH)))
            .tableDescription()
            .tableArn();
    s3.createBucket(b -> b.bucket(bucket));
    String role = iam.createRole(r -> r.roleName("demo").assumeRolePolicyDocument(TRUST)).role().arn();
    iam.putRolePolicy(p -> p.roleName("demo").policyName("visits").policyDocument(VISITS.formatted(table, bucket)));
    iam.createInstanceProfile(p -> p.instanceProfileName("demo"));
    iam.addRoleToInstanceProfile(p -> p.instanceProfileName("demo").roleName("demo"));
    SdkBytes zip = SdkBytes.fromByteArrayUnsafe(FunctionZip.build());
    String group = ec2.createSecurityGroup(g -> g.vpcId(vpc).groupName("demo").description("functions of the demo")).groupId();
    lambda.createFunction(
        f ->
            f.functionName(FUNCTION)
                .runtime("java25")
                .handler(DynamoDbFunction.class.getName() + "::handle")
                .role(role)
                .timeout(FUNCTION_TIMEOUT_SECONDS)
                .memorySize(256)
                .code(c -> c.zipFile(zip))
                .vpcConfig(v -> v.subnetIds(privateSubnets).securityGroupIds(group)));
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, URI endpoint, AwsCredentialsProvider keys, SdkHttpClient http) {
    return builder.region(Region.of(REGION)).endpointOverride(endpoint).credentialsProvider(keys).httpClient(http).build();
  }

  /** Invokes the function; what it read, or the error that its caller gets. */
  String invoke(String id) {
    InvokeResponse response =
        lambda.invoke(i -> i.functionName(FUNCTION).payload(SdkBytes.fromUtf8String("{\"table\":\"" + TABLE + "\",\"id\":\"" + id + "\"}")));
    return response.payload().asUtf8String();
  }

  /** The function's interfaces. */
  List<NetworkInterface> functionInterfaces() {
    return ec2
        .describeNetworkInterfaces(n -> n.filters(f -> f.name("vpc-id").values(vpc), f -> f.name("interface-type").values("lambda")))
        .networkInterfaces();
  }

  /** Option 1: an internet gateway, a NAT gateway in a public subnet, and default routes through them. */
  NatPath natPath() {
    String gateway = ec2.createInternetGateway(g -> {}).internetGateway().internetGatewayId();
    ec2.attachInternetGateway(g -> g.internetGatewayId(gateway).vpcId(vpc));
    ec2.createRoute(r -> r.routeTableId(publicTable).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));
    AllocateAddressResponse address = ec2.allocateAddress(a -> a.domain("vpc"));
    String nat = ec2.createNatGateway(n -> n.subnetId(publicSubnet).allocationId(address.allocationId())).natGateway().natGatewayId();
    ec2.waiter().waitUntilNatGatewayAvailable(n -> n.natGatewayIds(nat));
    ec2.createRoute(r -> r.routeTableId(privateTable).destinationCidrBlock("0.0.0.0/0").natGatewayId(nat));
    String eni = ec2.describeNatGateways(n -> n.natGatewayIds(nat)).natGateways().getFirst().natGatewayAddresses().getFirst().networkInterfaceId();
    return new NatPath(gateway, nat, eni, address.allocationId(), address.publicIp());
  }

  /** The parts of option 1. */
  record NatPath(String internetGateway, String natGateway, String natInterface, String allocation, String publicIp) {}

  void remove(NatPath path) {
    ec2.deleteRoute(r -> r.routeTableId(privateTable).destinationCidrBlock("0.0.0.0/0"));
    ec2.deleteNatGateway(n -> n.natGatewayId(path.natGateway()));
    ec2.waiter().waitUntilNatGatewayDeleted(n -> n.natGatewayIds(path.natGateway()));
    ec2.releaseAddress(a -> a.allocationId(path.allocation()));
    ec2.deleteRoute(r -> r.routeTableId(publicTable).destinationCidrBlock("0.0.0.0/0"));
    ec2.detachInternetGateway(g -> g.internetGatewayId(path.internetGateway()).vpcId(vpc));
    ec2.deleteInternetGateway(g -> g.internetGatewayId(path.internetGateway()));
  }

  /** Option 2: a gateway endpoint on the private subnets' route table. */
  VpcEndpoint endpoint(String service) {
    return ec2.createVpcEndpoint(e -> e.vpcId(vpc).serviceName("com.amazonaws." + REGION + "." + service).routeTableIds(privateTable)).vpcEndpoint();
  }

  void remove(VpcEndpoint endpoint) {
    ec2.deleteVpcEndpoints(e -> e.vpcEndpointIds(endpoint.vpcEndpointId()));
  }

  /** An instance in a private subnet with the demo's role. */
  Instance instance() {
    String id =
        ec2.runInstances(
                r ->
                    r.imageId("ami-0123456789abcdef0")
                        .instanceType("t3.micro")
                        .minCount(1)
                        .maxCount(1)
                        .subnetId(privateSubnets.getFirst())
                        .iamInstanceProfile(p -> p.name("demo")))
            .instances()
            .getFirst()
            .instanceId();
    ec2.waiter().waitUntilInstanceRunning(i -> i.instanceIds(id));
    return ec2.describeInstances(i -> i.instanceIds(id)).reservations().getFirst().instances().getFirst();
  }

  private String subnet(String block, String zone) {
    return ec2.createSubnet(s -> s.vpcId(vpc).cidrBlock(block).availabilityZone(REGION + zone)).subnet().subnetId();
  }

  private String table(List<String> subnets) {
    String table = ec2.createRouteTable(t -> t.vpcId(vpc)).routeTable().routeTableId();
    subnets.forEach(s -> ec2.associateRouteTable(a -> a.routeTableId(table).subnetId(s)));
    return table;
  }

  @Override
  public void close() {
    List.<AutoCloseable>of(ec2, dynamoDb, s3, lambda, iam).forEach(Stage::closeQuietly);
  }

  private static void closeQuietly(AutoCloseable client) {
    try {
      client.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
