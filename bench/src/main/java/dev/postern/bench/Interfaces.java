package dev.postern.bench;

import dev.postern.core.services.ServiceCatalog;
import dev.postern.core.services.ServiceOffer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ServiceDetail;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/** 500 interface endpoints in one VPC, made one after the other through the EC2 API: how long until each carries a connection, and what they cost. */
final class Interfaces implements Part {
  private static final int ENDPOINTS = 500;
  private static final int PAGE = 100;
  private static final long PATIENCE_NANOS = 10_000_000_000L;
  private static final int DESCRIBES = 20; // after one to warm up
  private static final Pattern ID = Pattern.compile("<vpcEndpointId>");
  private static final Pattern NEXT = Pattern.compile("<nextToken>([^<]+)</nextToken>");

  private final List<Double> calls = new ArrayList<>();
  private final List<Double> available = new ArrayList<>();
  private final List<Double> pages = new ArrayList<>();

  @Override
  public List<Figure> measure() throws Exception {
    try (RunningCloud cloud = new RunningCloud();
        Ec2Client ec2 = cloud.client(Ec2Client.builder())) {
      cloud.up();
      String vpc = ec2.createVpc(v -> v.cidrBlock("10.0.0.0/16")).vpc().vpcId();
      ec2.modifyVpcAttribute(m -> m.vpcId(vpc).enableDnsHostnames(h -> h.value(true)));
      List<String> subnets = List.of(subnet(ec2, vpc, "10.0.0.0/20", "a"), subnet(ec2, vpc, "10.0.16.0/20", "b"));
      String instance =
          ec2.runInstances(r -> r.imageId("ami-0123456789abcdef0").instanceType("t3.micro").minCount(1).maxCount(1).subnetId(subnets.getFirst()))
              .instances()
              .getFirst()
              .instanceId();
      double before = cloud.residentMegabytes();
      double seconds = create(cloud, ec2, vpc, subnets, instance);
      double after = cloud.residentMegabytes();
      describe(cloud);
      return List.of(
          new Figure("making " + ENDPOINTS + " interface endpoints of two zones in one VPC, one call after the other", seconds, "s"),
          new Figure("CreateVpcEndpoint type Interface, request to response, p50", Figure.percentile(calls, 0.5), "ms"),
          new Figure("CreateVpcEndpoint type Interface, request to response, p99", Figure.percentile(calls, 0.99), "ms"),
          new Figure("request to described as available and a connection made, p50", Figure.percentile(available, 0.5), "ms"),
          new Figure("request to described as available and a connection made, p99", Figure.percentile(available, 0.99), "ms", "100"),
          new Figure("DescribeVpcEndpoints, a page of " + PAGE + " of " + ENDPOINTS + ", p50", Figure.percentile(pages, 0.5), "ms"),
          new Figure("DescribeVpcEndpoints, a page of " + PAGE + " of " + ENDPOINTS + ", p99", Figure.percentile(pages, 0.99), "ms", "20"),
          new Figure("resident memory of the server before them", before, "MiB"),
          new Figure("resident memory of the server with them", after, "MiB"),
          new Figure("resident memory after the describes", cloud.residentMegabytes(), "MiB"));
    }
  }

  private static String subnet(Ec2Client ec2, String vpc, String block, String zone) {
    return ec2.createSubnet(s -> s.vpcId(vpc).cidrBlock(block).availabilityZone(Network.REGION + zone)).subnet().subnetId();
  }

  private double create(RunningCloud cloud, Ec2Client ec2, String vpc, List<String> subnets, String instance) throws Exception {
    List<ServiceDetail> services = services(ec2);
    Process process =
        cloud.start(
            "exec", instance, "--", Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xlog:disable", "-cp",
            System.getProperty("java.class.path"), Connects.class.getName());
    try (PrintWriter ask = new PrintWriter(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        BufferedReader answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      double first = 0;
      for (int i = 0; i < ENDPOINTS; i++) {
        ServiceDetail service = services.get(i % services.size());
        // A VPC has one endpoint with a private name; the others are reached by their own names.
        boolean privateDns = i < services.size() && Optional.ofNullable(service.privateDnsName()).isPresent() && !isAwsBucketStore(service);
        long start = System.nanoTime();
        VpcEndpoint endpoint =
            ec2.createVpcEndpoint(
                    e ->
                        e.vpcId(vpc)
                            .serviceName(service.serviceName())
                            .vpcEndpointType(VpcEndpointType.INTERFACE)
                            .subnetIds(subnets)
                            .privateDnsEnabled(privateDns))
                .vpcEndpoint();
        long answered = System.nanoTime();
        waitUntilAvailable(ec2, endpoint.vpcEndpointId());
        long described = System.nanoTime();
        List<NetworkInterface> interfaces =
            ec2.describeNetworkInterfaces(d -> d.networkInterfaceIds(endpoint.networkInterfaceIds())).networkInterfaces();
        List<Integer> ports = ports(service);
        long asked = System.nanoTime();
        for (NetworkInterface one : ports.isEmpty() ? List.<NetworkInterface>of() : interfaces) {
          ask.println(one.privateIpAddress() + " " + ports.getFirst());
          if (answers.readLine() == null) {
            throw new IOException("the client in the instance ended");
          }
        }
        // Learning the addresses is the client's own affair.
        double whole = (System.nanoTime() - asked + described - start) / 1e6;
        calls.add((answered - start) / 1e6);
        available.add(whole);
        first += whole / 1e3;
      }
      return first;
    } finally {
      process.destroy();
    }
  }

  /** None for a service that does not speak HTTPS: its endpoints have addresses, and nothing answers. */
  private static List<Integer> ports(ServiceDetail service) {
    List<ServiceOffer> offers = ServiceCatalog.named(Network.REGION, service.serviceName());
    return offers.stream().filter(ServiceOffer::isInterface).findFirst().orElseThrow().answeredPorts();
  }

  /** S3's own name stays with the gateway endpoint inside a VPC, and needs one. */
  private static boolean isAwsBucketStore(ServiceDetail service) {
    return service.serviceName().endsWith(".s3");
  }

  private static List<ServiceDetail> services(Ec2Client ec2) {
    return ec2.describeVpcEndpointServices().serviceDetails().stream()
        .filter(s -> s.serviceType().stream().anyMatch(t -> t.serviceTypeAsString().equals("Interface")))
        .filter(s -> s.availabilityZones().containsAll(List.of(Network.REGION + "a", Network.REGION + "b")))
        .toList();
  }

  private static void waitUntilAvailable(Ec2Client ec2, String id) {
    String state = "pending";
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (state.equals("pending") && System.nanoTime() < end) {
      state = ec2.describeVpcEndpoints(d -> d.vpcEndpointIds(id)).vpcEndpoints().getFirst().stateAsString();
    }
    if (!state.equals("available")) {
      throw new IllegalStateException(id + " is " + state);
    }
  }

  /** Read without an SDK, whose parsing of a page takes as long as the page. */
  private void describe(RunningCloud cloud) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i <= DESCRIBES; i++) {
        int seen = 0;
        Optional<String> token = Optional.of("");
        while (token.isPresent()) {
          String from = token.filter(t -> !t.isEmpty()).map(t -> "&NextToken=" + encoded(t)).orElse("");
          String form = "Action=DescribeVpcEndpoints&Version=2016-11-15&MaxResults=" + PAGE + from;
          HttpRequest request =
              HttpRequest.newBuilder(cloud.endpoint())
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(form))
                  .build();
          long start = System.nanoTime();
          String page = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
          if (i > 0) {
            pages.add((System.nanoTime() - start) / 1e6);
          }
          seen += (int) ID.matcher(page).results().count();
          token = NEXT.matcher(page).results().findFirst().map(m -> m.group(1));
        }
        if (seen != ENDPOINTS) {
          throw new IllegalStateException(seen + " endpoints are described, not " + ENDPOINTS);
        }
      }
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
