package dev.postern.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.Postern;
import dev.postern.app.http.Auth;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Functions and instances on hosts of the fabric, through AWS's own clients. */
class LambdaInTheFabricTest {
  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}}";
  private static final String SHOWS_ITS_NETWORK =
      """
      import socket
      def handler(event, context):
          with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
              s.connect(("10.7.0.99", 9))
              address = s.getsockname()[0]
          return {"address": address, "resolver": open("/etc/resolv.conf").read().split()[1],
                  "devices": sorted(name for _, name in socket.if_nameindex())}
      """;

  @TempDir private Path directory;

  @Test
  void functionsAndInstancesRunInTheirSubnet() throws Exception {
    Postern.Options options = new Postern.Options(directory.resolve("cloud"), InetAddress.getLoopbackAddress(), 0, Map.of(), Auth.LENIENT, false, "secret");
    try (Postern cloud = Postern.start(options);
        Ec2Client ec2 = at(cloud, Ec2Client.builder().httpClient(UrlConnectionHttpClient.create())).build();
        IamClient iam = at(cloud, IamClient.builder().httpClient(UrlConnectionHttpClient.create())).build();
        LambdaClient lambda = at(cloud, LambdaClient.builder().httpClient(UrlConnectionHttpClient.create())).build()) {
      String vpc = ec2.createVpc(v -> v.cidrBlock("10.7.0.0/16")).vpc().vpcId();
      String subnet = ec2.createSubnet(s -> s.vpcId(vpc).cidrBlock("10.7.0.0/24")).subnet().subnetId();
      String group = ec2.createSecurityGroup(g -> g.vpcId(vpc).groupName("g").description("d")).groupId();
      String role = iam.createRole(r -> r.roleName("runner").assumeRolePolicyDocument(TRUST)).role().arn();
      SdkBytes zip = SdkBytes.fromByteArray(Zip.of(directory, "app.py", SHOWS_ITS_NETWORK));

      String script = Base64.getEncoder().encodeToString("#!/bin/sh\ncat /etc/resolv.conf\necho in $AWS_REGION\n".getBytes(StandardCharsets.UTF_8));
      String instance = ec2.runInstances(i -> i.imageId("ami-0123456789abcdef0").instanceType("t3.micro").minCount(1).maxCount(1).subnetId(subnet).userData(script))
          .instances().getFirst().instanceId();

      var made = lambda.createFunction(f -> f.functionName("inside").runtime("python3.12").handler("app.handler").role(role).timeout(20)
          .code(c -> c.zipFile(zip)).vpcConfig(v -> v.subnetIds(subnet).securityGroupIds(group)));
      assertThat(made.stateAsString()).isEqualTo("Active");
      var eni = ec2.describeNetworkInterfaces(d -> d.filters(f -> f.name("interface-type").values("lambda"))).networkInterfaces().getFirst();
      String answer = lambda.invoke(i -> i.functionName("inside").payload(SdkBytes.fromUtf8String("{}"))).payload().asUtf8String();
      assertThat(answer).isEqualTo(
          "{\"address\": \"" + eni.privateIpAddress() + "\", \"resolver\": \"10.7.0.2\", \"devices\": [\"eth0\", \"lo\"]}");

      var moved = lambda.updateFunctionConfiguration(u -> u.functionName("inside").vpcConfig(v -> v.subnetIds().securityGroupIds()));
      assertThat(moved.stateAsString()).isEqualTo("Active");
      assertThat(lambda.invoke(i -> i.functionName("inside").payload(SdkBytes.fromUtf8String("{}"))).payload().asUtf8String())
          .contains("\"resolver\": \"169.254.169.253\"").doesNotContain("\"10.7.");
      lambda.deleteFunction(d -> d.functionName("inside"));

      await(() -> console(ec2, instance).endsWith("in us-east-1\n"));
      assertThat(console(ec2, instance)).startsWith("nameserver 10.7.0.2\n");
    }
  }

  private static String console(Ec2Client ec2, String instance) {
    String output = ec2.getConsoleOutput(c -> c.instanceId(instance)).output();
    return output == null ? "" : new String(Base64.getDecoder().decode(output), StandardCharsets.UTF_8);
  }

  private static <B extends AwsClientBuilder<B, ?>> B at(Postern cloud, B builder) {
    return builder
        .endpointOverride(URI.create("http://127.0.0.1:" + cloud.port()))
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("the condition came true in time").isLessThan(end);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
