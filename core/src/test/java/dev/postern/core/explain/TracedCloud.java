package dev.postern.core.explain;

import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.Ec2Operations;
import dev.postern.core.action.elasticloadbalancing.ElasticLoadBalancingOperations;
import dev.postern.core.authorize.Guarded;
import dev.postern.core.dns.DnsResolver;
import dev.postern.core.fabric.Fabrics;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.Instance;
import dev.postern.core.model.InstanceProfile;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NatGateway;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.PrefixLists;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Request;

/**
 * A cloud for traces, with ids that can be read. VPC {@code n} is 10.n.0.0/16 and has subnets {@code n0} (10.n.0.0/24, zone a) and {@code n1}
 * (10.n.1.0/24, zone b), each with an instance at address 10 whose group {@code n0} lets everything pass; group {@code n1} lets nothing in.
 */
public final class TracedCloud {
  public static final String REGION = "us-east-1";
  public final Cloud cloud = new Cloud();

  public static String id(Kind kind, int number) {
    // An endpoint's id is a part of its names, which have the long form.
    return (kind == Kind.VPC_ENDPOINT ? "%s-%017d" : "%s-%08d").formatted(kind.prefix(), number);
  }

  public static ResourceKey key(Kind kind, int number) {
    return new ResourceKey("000000000000", REGION, kind, id(kind, number));
  }

  public TracedCloud vpc(int n) {
    put(new Vpc(key(Kind.VPC, n), List.of(new Vpc.CidrAssociation("a", Cidr.parse("10." + n + ".0.0/16"))), true, true, "dopt-0", "default", false));
    group(n, 0, open(true), open(false));
    group(n, 1, open(true));
    for (int zone = 0; zone < 2; zone++) {
      put(new Subnet(key(Kind.SUBNET, 10 * n + zone), id(Kind.VPC, n), Cidr.parse("10." + n + "." + zone + ".0/24"), zone(zone), false, false));
      instance(n, zone, Instance.State.RUNNING);
    }
    acl(n);
    return table(n);
  }

  public static SecurityGroupRule open(boolean egress) {
    return new SecurityGroupRule("sgr-0000000" + (egress ? 1 : 0), egress, "-1", -1, -1, new SecurityGroupRule.CidrPeer(Cidr.ANY), Optional.empty());
  }

  public TracedCloud group(int n, int number, SecurityGroupRule... rules) {
    return put(new SecurityGroup(key(Kind.SECURITY_GROUP, 10 * n + number), id(Kind.VPC, n), "g" + number, "", List.of(rules)));
  }

  public TracedCloud instance(int n, int zone, Instance.State state) {
    put(
        new Instance(
            key(Kind.INSTANCE, 10 * n + zone), id(Kind.VPC, n), id(Kind.SUBNET, 10 * n + zone), zone(zone), "ami-0", "t3.micro", "r-0", 0, Optional.empty(),
            Optional.empty(), Optional.empty(), false, Instant.EPOCH, "", state, Optional.empty()));
    return eni(n, zone, 10, 10 * n + zone, "interface", List.of(id(Kind.SECURITY_GROUP, 10 * n)), id(Kind.INSTANCE, 10 * n + zone));
  }

  public TracedCloud eni(int n, int zone, int host, int number, String type, List<String> groups, String hostId) {
    return put(
        new NetworkInterface(
            key(Kind.NETWORK_INTERFACE, number), id(Kind.VPC, n), id(Kind.SUBNET, 10 * n + zone), zone(zone), "02:00:00:00:00:01",
            List.of("10." + n + "." + zone + "." + host), groups, "", type, !type.equals("interface"), Optional.empty(), type.equals("interface"),
            Optional.of(new NetworkInterface.Attachment("a", hostId, 0, Instant.EPOCH, true)), Optional.empty()));
  }

  private static String zone(int zone) {
    return REGION + "ab".charAt(zone);
  }

  /** One ACL for both subnets: it lets everything pass, after these entries. */
  public TracedCloud acl(int n, NetworkAcl.Entry... first) {
    List<NetworkAcl.Entry> entries = new ArrayList<>(List.of(first));
    entries.add(entry(100, true, true, "-1", 0, 0));
    entries.add(entry(100, false, true, "-1", 0, 0));
    return onlyAcl(n, entries);
  }

  public TracedCloud onlyAcl(int n, List<NetworkAcl.Entry> entries) {
    return put(
        new NetworkAcl(
            key(Kind.NETWORK_ACL, 10 * n), id(Kind.VPC, n), true, entries,
            List.of(
                new NetworkAcl.Association("aclassoc-0000000" + n, id(Kind.SUBNET, 10 * n)), new NetworkAcl.Association("aclassoc-1000000" + n, id(Kind.SUBNET, 10 * n + 1)))));
  }

  public static NetworkAcl.Entry entry(int number, boolean egress, boolean allow, String protocol, int from, int to) {
    Optional<NetworkAcl.PortRange> ports = protocol.equals("-1") ? Optional.empty() : Optional.of(new NetworkAcl.PortRange(from, to));
    return new NetworkAcl.Entry(number, egress, protocol, allow, Cidr.ANY, ports, Optional.empty());
  }

  /** The main table, with these routes. */
  public TracedCloud table(int n, Route... routes) {
    return table(n, List.of(routes), List.of());
  }

  public TracedCloud table(int n, List<Route> routes, List<String> propagating) {
    return put(
        new RouteTable(
            key(Kind.ROUTE_TABLE, 10 * n), id(Kind.VPC, n), routes, List.of(new RouteTable.Association("rtbassoc-0000000" + n, Optional.empty())), propagating));
  }

  /** Another table for the subnet in zone a, with these routes. */
  public TracedCloud ownTable(int n, Route... routes) {
    return put(
        new RouteTable(
            key(Kind.ROUTE_TABLE, 10 * n + 1), id(Kind.VPC, n), List.of(routes),
            List.of(new RouteTable.Association("rtbassoc-1000000" + n, Optional.of(id(Kind.SUBNET, 10 * n)))), List.of()));
  }

  public static Route route(String destination, Route.Target target) {
    return new Route(new Route.ToCidr(Cidr.parse(destination)), target);
  }

  /** A gateway endpoint for S3, {@code vpce-…n9}, with the main table. */
  public TracedCloud s3Gateway(int n, Route... others) {
    String service = "com.amazonaws.us-east-1.s3";
    String list = PrefixLists.ofService(REGION, service).orElseThrow().id();
    put(VpcEndpoint.gateway(key(Kind.VPC_ENDPOINT, 10 * n + 9), id(Kind.VPC, n), service, List.of(id(Kind.ROUTE_TABLE, 10 * n)), "", Instant.EPOCH, ""));
    List<Route> routes = new ArrayList<>(List.of(others));
    routes.add(new Route(new Route.ToPrefixList(list), new Route.ViaVpcEndpoint(id(Kind.VPC_ENDPOINT, 10 * n + 9))));
    return table(n, routes.toArray(Route[]::new));
  }

  /** A gateway endpoint for DynamoDB instead, with the id of the one for S3. */
  public TracedCloud dynamoDbGateway(int n) {
    String service = "com.amazonaws.us-east-1.dynamodb";
    String list = PrefixLists.ofService(REGION, service).orElseThrow().id();
    put(VpcEndpoint.gateway(key(Kind.VPC_ENDPOINT, 10 * n + 9), id(Kind.VPC, n), service, List.of(id(Kind.ROUTE_TABLE, 10 * n)), "", Instant.EPOCH, ""));
    return table(n, new Route(new Route.ToPrefixList(list), new Route.ViaVpcEndpoint(id(Kind.VPC_ENDPOINT, 10 * n + 9))));
  }

  /** An interface endpoint for SQS, {@code vpce-…n8}, at 10.n.1.40 in zone b. */
  public TracedCloud sqs(int n, int group, boolean privateDns) {
    List<String> groups = List.of(id(Kind.SECURITY_GROUP, 10 * n + group));
    String endpoint = id(Kind.VPC_ENDPOINT, 10 * n + 8);
    eni(n, 1, 40, 10 * n + 8, "vpc_endpoint", groups, endpoint);
    cloud.carries(id(Kind.VPC, n), endpoint);
    return put(
        new VpcEndpoint(
            key(Kind.VPC_ENDPOINT, 10 * n + 8), id(Kind.VPC, n), "com.amazonaws.us-east-1.sqs", REGION, VpcEndpoint.Type.INTERFACE, List.of(),
            List.of(id(Kind.SUBNET, 10 * n + 1)), groups, List.of(id(Kind.NETWORK_INTERFACE, 10 * n + 8)), "abcd1234", privateDns, Optional.empty(), "",
            Instant.EPOCH, ""));
  }

  public TracedCloud internetGateway(int n) {
    return put(new InternetGateway(key(Kind.INTERNET_GATEWAY, n), Optional.of(id(Kind.VPC, n))));
  }

  /** A free public address, or the one of this interface. */
  public TracedCloud address(int number, Optional<String> eni) {
    Optional<ElasticIp.Association> association =
        eni.map(e -> cloud.get(NetworkInterface.class, Kind.NETWORK_INTERFACE, e)).map(e -> new ElasticIp.Association("eipassoc-0000000" + number, e.id(), e.primaryIp(), e.vpcId(), Optional.empty()));
    return put(new ElasticIp(key(Kind.ELASTIC_IP, number), "3.208.0." + number, association));
  }

  /** A public NAT gateway in zone b, with a route to the internet from there. */
  public TracedCloud natGateway(int n) {
    eni(n, 1, 100, 10 * n + 7, "nat_gateway", List.of(), id(Kind.NAT_GATEWAY, n));
    address(n, Optional.of(id(Kind.NETWORK_INTERFACE, 10 * n + 7)));
    put(
        new NatGateway(
            key(Kind.NAT_GATEWAY, n), id(Kind.VPC, n), id(Kind.SUBNET, 10 * n + 1), id(Kind.NETWORK_INTERFACE, 10 * n + 7), Optional.empty(), true, Instant.EPOCH, ""));
    return internetGateway(n).table(n, route("0.0.0.0/0", new Route.ViaInternetGateway(id(Kind.INTERNET_GATEWAY, n))));
  }

  public TracedCloud put(Resource resource) {
    cloud.snapshot = cloud.snapshot.with(resource);
    return this;
  }

  /** The role {@code reader}, which this inline policy lets do something, for the instance in zone a of VPC 1. */
  public TracedCloud role(String policy) {
    String account = "000000000000";
    put(
        new IamRole(
            new ResourceKey(account, ResourceKey.GLOBAL, Kind.IAM_ROLE, "reader"), "reader", "AROA", "/", "{}", "", 3600, Instant.EPOCH, TreePMap.singleton("p", policy), List.of()));
    InstanceProfile profile =
        new InstanceProfile(new ResourceKey(account, ResourceKey.GLOBAL, Kind.INSTANCE_PROFILE, "reader"), "reader", "AIPA", "/", Instant.EPOCH, Optional.of("reader"));
    put(profile);
    return put(
        new Instance(
            key(Kind.INSTANCE, 10), id(Kind.VPC, 1), id(Kind.SUBNET, 10), zone(0), "ami-0", "t3.micro", "r-0", 0, Optional.empty(), Optional.empty(),
            Optional.of(profile.arn()), false, Instant.EPOCH, "", Instance.State.RUNNING, Optional.empty()));
  }

  /** With the policies too; {@code bucketPolicy} is of every bucket. */
  public Trace trace(String from, String to, Optional<String> bucketPolicy) {
    return trace(from, to, bucketPolicy, Optional.empty());
  }

  /** What somebody asks for there; {@code policy} is of every bucket and table. */
  public Trace trace(String from, String to, Optional<String> policy, Optional<Policies.Asked> asked) {
    Policies policies = new Policies(_ -> Optional.of(new Guarded("000000000000", policy)), asked, Instant.EPOCH);
    Tracer tracer = new Tracer(new Fabrics(cloud.snapshot), DnsResolver.of(cloud.snapshot, cloud.facts().observed()), Optional.of(policies));
    return tracer.trace(tracer.start(from), to);
  }

  public Trace trace(String from, String to) {
    Tracer tracer = new Tracer(cloud.snapshot, cloud.facts().observed());
    return tracer.trace(tracer.start(from), to);
  }

  /** Does what a fix says. */
  @SuppressWarnings("unchecked")
  public void apply(Fix fix) {
    String type = fix.request().getClass().getSimpleName();
    String name = type.substring(0, type.length() - "Request".length());
    Optional<Operation<?, ?>> operation =
        fix.request() instanceof Ec2Request ? Ec2Operations.find(name) : ElasticLoadBalancingOperations.find(name);
    cloud.run((Operation<AwsRequest, Object>) operation.orElseThrow(), fix.request());
  }
}
