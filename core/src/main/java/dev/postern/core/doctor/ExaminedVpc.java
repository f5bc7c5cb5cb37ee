package dev.postern.core.doctor;

import dev.postern.core.dns.DnsAnswer;
import dev.postern.core.dns.DnsResolver;
import dev.postern.core.dns.RecordType;
import dev.postern.core.dns.View;
import dev.postern.core.explain.Alike;
import dev.postern.core.explain.Fix;
import dev.postern.core.explain.Probe;
import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.SubnetTable;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.EndpointNames;
import dev.postern.core.services.PrefixList;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.state.Snapshot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointRequest;

/** A VPC while it is looked at: what every check asks for, gathered once. */
final class ExaminedVpc {
  private static final int NAMED = 3;
  private final Snapshot snapshot;
  private final Vpc vpc;
  private final Probe probe;
  private final DnsResolver resolver;
  private final Fabric fabric;
  private final List<VpcEndpoint> endpoints;
  private final List<Port> hosts;
  private final Alike alike;
  private final Map<String, RouteTable> tables = new TreeMap<>();

  ExaminedVpc(Snapshot snapshot, Vpc vpc, DnsResolver resolver) {
    this.snapshot = snapshot;
    this.vpc = vpc;
    this.resolver = resolver;
    this.probe = new Probe(snapshot, vpc.key().region());
    this.fabric = probe.fabric(vpc.id()).orElseThrow();
    this.endpoints = snapshot.inNetwork(VpcEndpoint.class, vpc.id());
    this.hosts = fabric.ports().values().stream().filter(p -> p.host() == Port.HostKind.INSTANCE || p.host() == Port.HostKind.FUNCTION).toList();
    this.alike = new Alike(fabric, Alike.named(fabric));
    in(RouteTable.class).forEach(t -> tables.put(t.id(), t));
  }

  Vpc vpc() {
    return vpc;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  Fabric fabric() {
    return fabric;
  }

  Probe probe() {
    return probe;
  }

  List<VpcEndpoint> endpoints() {
    return endpoints;
  }

  List<VpcEndpoint> interfaceEndpoints() {
    return endpoints.stream().filter(e -> e.type() == VpcEndpoint.Type.INTERFACE).toList();
  }

  List<VpcEndpoint> gatewayEndpoints() {
    return endpoints.stream().filter(e -> e.type() == VpcEndpoint.Type.GATEWAY).toList();
  }

  /** The interfaces of instances and functions that run. */
  List<Port> hosts() {
    return hosts;
  }

  /** The subnets in which hosts run. */
  Set<String> hostSubnets() {
    return hosts.stream().map(Port::subnetId).collect(Collectors.toCollection(TreeSet::new));
  }

  <T extends Resource> List<T> in(Class<T> type) {
    return snapshot.inNetwork(type, vpc.id());
  }

  RouteTable table(SubnetTable subnet) {
    return Optional.ofNullable(tables.get(subnet.routeTableId())).orElseThrow();
  }

  Collection<RouteTable> tables() {
    return tables.values();
  }

  /** The IPv4 addresses that hosts of a VPC, this one or another, get for a name. */
  List<String> addresses(Vpc asking, String name) {
    View view = new View.InVpc(asking.key().account(), asking.key().region(), asking.id(), false);
    return resolver.answer(view, name, RecordType.A) instanceof DnsAnswer.Records records ? records.values() : List.of();
  }

  /** The addresses of an interface endpoint. */
  List<String> addresses(VpcEndpoint endpoint) {
    return EndpointNames.interfaces(snapshot, endpoint).stream().map(NetworkInterface::primaryIp).toList();
  }

  static Optional<PrefixList> list(VpcEndpoint gateway) {
    return PrefixLists.ofService(gateway.key().region(), gateway.serviceName());
  }

  Optional<Fix> fix(AwsRequest request) {
    return Optional.of(new Fix(request, vpc.key().region()));
  }

  Optional<Fix> modify(VpcEndpoint endpoint, Consumer<ModifyVpcEndpointRequest.Builder> change) {
    ModifyVpcEndpointRequest.Builder request = ModifyVpcEndpointRequest.builder().vpcEndpointId(endpoint.id());
    change.accept(request);
    return fix(request.build());
  }

  /** {@code sqs}, of {@code com.amazonaws.us-east-1.sqs}. */
  static String service(VpcEndpoint endpoint) {
    return endpoint.serviceName().replace("com.amazonaws.", "").replace(endpoint.serviceRegion() + ".", "");
  }

  /** Interfaces of which one speaks for all. */
  Collection<List<Port>> alike(Collection<Port> ports) {
    return alike.classes(ports);
  }

  static String hosts(Collection<Port> ports) {
    return some(ports.stream().map(Port::hostId).distinct().toList());
  }

  /** The first few, and how many more. */
  static String some(Collection<String> ids) {
    List<String> distinct = ids.stream().distinct().toList();
    String first = String.join(", ", distinct.subList(0, Math.min(NAMED, distinct.size())));
    return distinct.size() > NAMED ? first + " and " + (distinct.size() - NAMED) + " more" : first;
  }
}
