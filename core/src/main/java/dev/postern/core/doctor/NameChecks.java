package dev.postern.core.doctor;

import dev.postern.core.dns.Host;
import dev.postern.core.explain.Fix;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.DhcpOptions;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.EndpointNames;
import dev.postern.core.services.ServiceCatalog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AssociateDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.DnsOptionsSpecification;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeRequest;

/** Whether the names of services lead to the endpoints. */
final class NameChecks {
  private static final String AMAZON = "169.254.169.253";
  private static final AttributeBooleanValue ON = AttributeBooleanValue.builder().value(true).build();
  private final ExaminedVpc vpc;
  private final List<Finding> findings = new ArrayList<>();

  private NameChecks(ExaminedVpc vpc) {
    this.vpc = vpc;
  }

  static List<Finding> look(ExaminedVpc vpc) {
    NameChecks checks = new NameChecks(vpc);
    checks.attributes();
    checks.servers();
    List<HostedZone> zones = vpc.vpc().enableDnsHostnames() ? vpc.in(HostedZone.class) : List.of();
    vpc.endpoints().forEach(e -> checks.names(e, zones));
    return checks.findings;
  }

  private void attributes() {
    Vpc it = vpc.vpc();
    if (!it.enableDnsSupport()) {
      add(
          Cause.DNS_SUPPORT_OFF, Severity.ERROR, "enableDnsSupport is false", "the VPC's resolver answers nobody: every name fails after some seconds",
          vpc.fix(ModifyVpcAttributeRequest.builder().vpcId(it.id()).enableDnsSupport(ON).build()));
    }
    List<VpcEndpoint> named = vpc.interfaceEndpoints().stream().filter(e -> !ServiceCatalog.offer(e).privateDnsNames().isEmpty()).toList();
    if (!it.enableDnsHostnames() && !named.isEmpty()) {
      boolean wanted = named.stream().anyMatch(VpcEndpoint::privateDnsEnabled);
      add(
          Cause.DNS_HOSTNAMES_OFF, wanted ? Severity.ERROR : Severity.WARNING,
          "enableDnsHostnames is false, and the VPC has " + ExaminedVpc.some(named.stream().map(VpcEndpoint::id).toList()),
          wanted ? "private names are not answered: clients go to public addresses, past the endpoints" : "private DNS of the endpoints cannot be on",
          vpc.fix(ModifyVpcAttributeRequest.builder().vpcId(it.id()).enableDnsHostnames(ON).build()));
    }
  }

  private void servers() {
    String own = Ip.text(vpc.vpc().primary().at(2));
    List<String> others =
        vpc.hosts().stream()
            .findFirst()
            .flatMap(p -> Host.find(vpc.snapshot(), p.networkInterfaceId()))
            .map(h -> h.nameservers().stream().filter(n -> !n.equals(own) && !n.equals(AMAZON)).toList())
            .orElse(List.of());
    if (others.isEmpty() || vpc.interfaceEndpoints().stream().noneMatch(VpcEndpoint::privateDnsEnabled)) {
      return;
    }
    Optional<String> provided =
        vpc.snapshot().all(DhcpOptions.class, Kind.DHCP_OPTIONS, vpc.vpc().key().account(), vpc.vpc().key().region()).stream()
            .filter(o -> o.configurations().getOrDefault("domain-name-servers", List.of()).equals(List.of("AmazonProvidedDNS")))
            .findFirst()
            .map(DhcpOptions::id);
    add(
        Cause.OWN_DNS_SERVERS, Severity.WARNING, vpc.vpc().dhcpOptionsId() + " names the DNS servers " + ExaminedVpc.some(others),
        "private names are known to " + own + " alone: unless those servers forward to it, hosts get public addresses or no answer",
        provided.flatMap(id -> vpc.fix(AssociateDhcpOptionsRequest.builder().vpcId(vpc.vpc().id()).dhcpOptionsId(id).build())));
  }

  private void names(VpcEndpoint endpoint, List<HostedZone> zones) {
    List<String> names =
        endpoint.type() == VpcEndpoint.Type.GATEWAY
            ? ExaminedVpc.list(endpoint).map(l -> l.service() + "." + l.region() + ".amazonaws.com").stream().toList()
            : ServiceCatalog.offer(endpoint).privateDnsNames().stream().map(EndpointNames::privateDomain).distinct().toList();
    boolean taken = false;
    for (String name : names) {
      Optional<HostedZone> zone = zones.stream().filter(z -> within(name, z.name())).max(Comparator.comparingInt(z -> z.name().length()));
      // An endpoint's own zone has the whole name, and the longest wins.
      if (zone.isPresent() && !endpoint.privateDnsEnabled()) {
        taken = true;
        hides(endpoint, name, zone.get());
        leadsElsewhere(endpoint, name, zone.get());
      }
    }
    if (endpoint.type() == VpcEndpoint.Type.INTERFACE) {
      privateDns(endpoint, taken);
    }
  }

  private void hides(VpcEndpoint endpoint, String name, HostedZone zone) {
    boolean has = zone.records().stream().map(HostedZone.RecordSet::name).anyMatch(n -> n.equals(name) || n.startsWith("*.") && within(name, n.substring(2)));
    if (!has) {
      findings.add(
          Finding.of(
              Cause.HOSTED_ZONE_HIDES, Severity.ERROR, zone.key(), endpoint.vpcId(), "the private hosted zone " + zone.name() + " has no record for " + name,
              "clients of " + ExaminedVpc.service(endpoint) + " get 'no such name' at once; add the record, or take the VPC out of the zone", Optional.empty()));
    }
  }

  /** A zone of the very name keeps private DNS from being turned on: https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html */
  private void leadsElsewhere(VpcEndpoint endpoint, String name, HostedZone zone) {
    if (endpoint.type() != VpcEndpoint.Type.INTERFACE || !zone.name().equals(name)) {
      return;
    }
    List<String> answered = vpc.addresses(vpc.vpc(), name);
    if (!answered.isEmpty() && Collections.disjoint(answered, vpc.addresses(endpoint))) {
      findings.add(
          Finding.of(
              Cause.NAME_TAKEN, Severity.WARNING, zone.key(), endpoint.vpcId(), "the private hosted zone " + zone.name() + " answers " + ExaminedVpc.some(answered) + ", which is not " + endpoint.id(),
              "clients of " + ExaminedVpc.service(endpoint) + " pass the endpoint by, and its private DNS cannot be turned on (conflicting DNS domain): point the record at the endpoint, or take the VPC out of the zone",
              Optional.empty()));
    }
  }

  private static boolean within(String name, String zone) {
    return name.equals(zone) || name.endsWith("." + zone);
  }

  private void privateDns(VpcEndpoint endpoint, boolean answeredByZone) {
    boolean possible = vpc.vpc().enableDnsSupport() && vpc.vpc().enableDnsHostnames();
    boolean offered = !ServiceCatalog.offer(endpoint).privateDnsNames().isEmpty();
    List<VpcEndpoint> same = vpc.endpoints().stream().filter(e -> !e.id().equals(endpoint.id()) && e.serviceName().equals(endpoint.serviceName())).toList();
    // Off is what many want of this one: see below.
    boolean api = ExaminedVpc.service(endpoint).equals("execute-api");
    boolean other = same.stream().anyMatch(e -> e.type() == VpcEndpoint.Type.GATEWAY || e.privateDnsEnabled());
    if (!endpoint.privateDnsEnabled() && offered && possible && !answeredByZone && !other && !api) {
      about(
          Cause.PRIVATE_DNS_OFF, Severity.WARNING, endpoint, endpoint.id() + " for " + ExaminedVpc.service(endpoint) + " has private DNS off",
          "clients that do not name the endpoint itself go to the service's public addresses: by a NAT gateway, or into a time-out",
          vpc.modify(endpoint, m -> endpoint.inboundResolverOnly().ifPresentOrElse(_ -> m.privateDnsEnabled(true).dnsOptions(everybody()), () -> m.privateDnsEnabled(true))));
    }
    boolean inbound = endpoint.privateDnsEnabled() && endpoint.inboundResolverOnly().orElse(false);
    if (inbound && vpc.in(ResolverEndpoint.class).isEmpty()) {
      about(
          Cause.INBOUND_RESOLVER_ONLY, Severity.WARNING, endpoint, endpoint.id() + " answers its private names at inbound resolver endpoints alone, and the VPC has none",
          "nobody is told its addresses: what asks in the VPC goes on through the gateway endpoint", vpc.modify(endpoint, m -> m.dnsOptions(everybody())));
    }
    if (endpoint.needsGateway() && same.stream().noneMatch(e -> e.type() == VpcEndpoint.Type.GATEWAY)) {
      about(
          Cause.INBOUND_WITHOUT_GATEWAY, Severity.ERROR, endpoint,
          endpoint.id() + " answers its private names at inbound resolver endpoints alone, and " + endpoint.vpcId() + " has no gateway endpoint for " + ExaminedVpc.service(endpoint),
          "the VPC's own hosts go to public addresses: by a NAT gateway, or into a time-out", gateway(endpoint));
    }
    if (endpoint.privateDnsEnabled() && api) {
      about(
          Cause.API_NAMES_TAKEN, Severity.INFO, endpoint, endpoint.id() + " for execute-api has private DNS on",
          "public APIs of API Gateway answer 403 Forbidden to hosts of this VPC, except by a custom domain", vpc.modify(endpoint, m -> m.privateDnsEnabled(false)));
    }
    // DynamoDB's interface endpoint has no private names: without a gateway endpoint its usual host is public.
    if (!offered && same.isEmpty() && ExaminedVpc.list(endpoint).isPresent() && !vpc.hosts().isEmpty()) {
      about(
          Cause.DEFAULT_HOST_PASSES_BY, Severity.WARNING, endpoint, endpoint.id() + " for " + ExaminedVpc.service(endpoint) + " has no private names",
          "only clients that are told " + EndpointNames.regional(endpoint) + " use it; all others go to public addresses. A gateway endpoint takes the usual name, and is free",
          gateway(endpoint));
    }
  }

  private Optional<Fix> gateway(VpcEndpoint endpoint) {
    List<String> tables = vpc.hostSubnets().stream().map(s -> vpc.fabric().subnets().get(s).routeTableId()).distinct().toList();
    return vpc.fix(CreateVpcEndpointRequest.builder().vpcEndpointType("Gateway").vpcId(endpoint.vpcId()).serviceName(endpoint.serviceName()).routeTableIds(tables).build());
  }

  private static DnsOptionsSpecification everybody() {
    return DnsOptionsSpecification.builder().privateDnsOnlyForInboundResolverEndpoint(false).build();
  }

  private void about(Cause cause, Severity severity, VpcEndpoint endpoint, String evidence, String consequence, Optional<Fix> fix) {
    findings.add(Finding.of(cause, severity, endpoint.key(), endpoint.vpcId(), evidence, consequence, fix));
  }

  private void add(Cause cause, Severity severity, String evidence, String consequence, Optional<Fix> fix) {
    findings.add(Finding.of(cause, severity, vpc.vpc().key(), vpc.vpc().id(), evidence, consequence, fix));
  }
}
