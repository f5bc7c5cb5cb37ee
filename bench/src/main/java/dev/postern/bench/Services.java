package dev.postern.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** S3 and DynamoDB from inside an instance, through gateway endpoints, over HTTPS, with a client of its own process. */
final class Services implements Part {
  private static final String BUCKET = "bench";

  @Override
  public List<Figure> measure() throws Exception {
    try (RunningCloud cloud = new RunningCloud()) {
      cloud.up();
      String instance = prepare(cloud);
      List<Figure> figures = new ArrayList<>();
      for (Load.Kind kind : Load.Kind.values()) {
        String[] words = {
          "exec", instance, "--", Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xlog:disable", "-cp",
          System.getProperty("java.class.path"), Load.class.getName(), kind.name()
        };
        JsonNode result = JsonMapper.shared().readTree(cloud.run(words).lines().reduce((_, last) -> last).orElseThrow());
        figures.add(new Figure(kind.title() + " through the endpoint", result.get("perSecond").asDouble(), "requests/s"));
        if (kind == Load.Kind.GET_64MB) {
          figures.add(new Figure(kind.title() + " through the endpoint", result.get("megabytes").asDouble(), "MB/s"));
        }
      }
      return figures;
    }
  }

  private static String prepare(RunningCloud cloud) {
    try (S3Client s3 = cloud.client(S3Client.builder().forcePathStyle(true));
        DynamoDbClient dynamoDb = cloud.client(DynamoDbClient.builder());
        Ec2Client ec2 = cloud.client(Ec2Client.builder())) {
      s3.createBucket(b -> b.bucket(BUCKET));
      s3.putObject(p -> p.bucket(BUCKET).key("1k"), RequestBody.fromBytes(new byte[1024]));
      s3.putObject(p -> p.bucket(BUCKET).key("64m"), RequestBody.fromBytes(new byte[64 << 20]));
      dynamoDb.createTable(
          t ->
              t.tableName(BUCKET)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                  .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH)));
      String vpc = ec2.createVpc(v -> v.cidrBlock("10.0.0.0/16")).vpc().vpcId();
      String subnet = ec2.createSubnet(s -> s.vpcId(vpc).cidrBlock("10.0.0.0/24")).subnet().subnetId();
      String table = ec2.createRouteTable(t -> t.vpcId(vpc)).routeTable().routeTableId();
      ec2.associateRouteTable(a -> a.routeTableId(table).subnetId(subnet));
      for (String service : List.of("s3", "dynamodb")) {
        ec2.createVpcEndpoint(e -> e.vpcId(vpc).serviceName("com.amazonaws." + Network.REGION + "." + service).routeTableIds(table));
      }
      return ec2.runInstances(r -> r.imageId("ami-0123456789abcdef0").instanceType("t3.micro").minCount(1).maxCount(1).subnetId(subnet))
          .instances()
          .getFirst()
          .instanceId();
    }
  }
}
