package dev.postern.core.dns;

import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ZoneFault;
import dev.postern.core.services.BalancerNames;
import dev.postern.core.services.EndpointNames;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.services.PublicHost;
import dev.postern.core.services.PublicService;
import dev.postern.core.services.PublicSide;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The Amazon-provided resolver, for one state of the cloud: private zones, names of instances, public names of services and endpoints, and
 * nothing else, because the fabric is sealed.
 *
 * <p>Of a VPC's private zones and the built-in ones ({@code ec2.internal}, reverse names of private addresses) the one with the longest name
 * answers, and what is in it never falls through to public names.
 * <a href="https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html">AWS</a>
 */
public final class DnsResolver {
  private static final int SERVICE_TTL = 5;
  private static final int HOST_TTL = 60;

  /** How many aliases are followed, one after another. */
  private static final int LONGEST_CHAIN = 8;

  private static final DnsAnswer NO_DATA = new DnsAnswer.NoData();
  private static final DnsAnswer NX_DOMAIN = new DnsAnswer.NxDomain();
  private static final DnsAnswer SILENT = new DnsAnswer.Silent();
  private static final List<Cidr> NOT_PUBLIC =
      List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("172.16.0.0/12"), Cidr.parse("192.168.0.0/16"), Cidr.parse("169.254.0.0/16"),
          Cidr.parse("127.0.0.0/8"), Cidr.parse("100.64.0.0/10"), Cidr.parse("224.0.0.0/3"), Cidr.parse("0.0.0.0/8"));

  private final Snapshot snapshot;
  private final Function<View.InVpc, Optional<VpcNames>> names;

  /** @param names the names of a VPC in this snapshot; empty when it is not there */
  public DnsResolver(Snapshot snapshot, Function<View.InVpc, Optional<VpcNames>> names) {
    this.snapshot = snapshot;
    this.names = names;
  }

  /** A resolver that looks each VPC's names up anew. */
  public static DnsResolver of(Snapshot snapshot, Observed observed) {
    return new DnsResolver(snapshot, view -> VpcNames.of(snapshot, observed, view));
  }

  /** Answers a question. {@code name} may have any letter case and a final dot. */
  public DnsAnswer answer(View view, String name, RecordType type) {
    String plain = plain(name);
    return switch (view) {
      case View.Outside _ -> publicAnswer(view.region(), plain, type);
      case View.InVpc inside ->
          names.apply(inside).filter(VpcNames::support).map(vpc -> inVpc(vpc, inside.region(), plain, type, LONGEST_CHAIN)).orElse(SILENT);
    };
  }

  /** What answers a question for this name; the same choice that {@link #answer} makes. */
  public AnsweredBy answeredBy(View view, String name) {
    String plain = plain(name);
    if (view instanceof View.InVpc inside) {
      Optional<VpcNames> vpc = names.apply(inside).filter(VpcNames::support);
      if (vpc.isEmpty()) {
        return new AnsweredBy.Nobody();
      }
      Optional<PrivateZone> zone = zone(vpc.get(), inside.region(), plain);
      if (zone.isPresent()) {
        return new AnsweredBy.Zone(zone.get().name(), zone.get().origin());
      }
      Optional<String> builtIn = HostNames.builtInZone(inside.region(), plain);
      if (builtIn.isPresent()) {
        return new AnsweredBy.BuiltIn(builtIn.get());
      }
    }
    return new AnsweredBy.PublicNames(EndpointNames.find(snapshot, plain).map(target -> target.endpoint().id()));
  }

  private static String plain(String name) {
    return (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).toLowerCase(Locale.ROOT);
  }

  private DnsAnswer inVpc(VpcNames vpc, String region, String name, RecordType type, int left) {
    Optional<PrivateZone> zone = zone(vpc, region, name);
    if (zone.isPresent()) {
      return inZone(vpc, region, zone.get(), name, type, left);
    }
    String domain = HostNames.privateDomain(region);
    if (name.equals(domain)) {
      return NO_DATA;
    }
    if (name.endsWith("." + domain)) {
      return address(name, privateAddress(vpc, name.substring(0, name.length() - domain.length() - 1)), type);
    }
    Optional<String> reversed = HostNames.reversed(name).filter(vpc::hasAddress);
    if (reversed.isPresent()) {
      return type == RecordType.PTR
          ? DnsAnswer.Records.of(name, RecordType.PTR, HOST_TTL, List.of(HostNames.privateName(region, reversed.get())))
          : NO_DATA;
    }
    Optional<String> instance = publicInstance(name).flatMap(vpc::behind);
    return instance.isPresent() ? address(name, instance, type) : publicAnswer(region, name, type);
  }

  /** The private zone that answers for a name, unless a built-in one has a longer name. */
  private static Optional<PrivateZone> zone(VpcNames vpc, String region, String name) {
    Optional<String> builtIn = HostNames.builtInZone(region, name);
    return vpc.zone(name).filter(z -> builtIn.isEmpty() || z.name().length() >= builtIn.get().length());
  }

  private DnsAnswer inZone(VpcNames vpc, String region, PrivateZone zone, String name, RecordType type, int left) {
    Optional<Map<RecordType, HostedZone.RecordSet>> found = zone.at(name);
    if (found.isEmpty()) {
      return NX_DOMAIN;
    }
    Optional<HostedZone.RecordSet> alias = Optional.ofNullable(found.get().get(RecordType.CNAME)).filter(_ -> type != RecordType.CNAME);
    Optional<HostedZone.RecordSet> set = alias.or(() -> Optional.ofNullable(found.get().get(type)));
    DnsAnswer answer = set.map(s -> inSet(zone, name, s, alias.isPresent() ? RecordType.CNAME : type, left)).orElse(NO_DATA);
    if (alias.isEmpty() || !(answer instanceof DnsAnswer.Records records)) {
      return answer;
    }
    return left == 0
        ? new DnsAnswer.ServerFailure()
        : inVpc(vpc, region, plain(records.values().getFirst()), type, left - 1).behind(records.sets().getLast());
  }

  /** A record set's own values, or those of the one in the same zone, or of the endpoint or load balancer, that it is an alias of. */
  private DnsAnswer inSet(PrivateZone zone, String name, HostedZone.RecordSet set, RecordType type, int left) {
    if (set.alias().isEmpty()) {
      return DnsAnswer.Records.of(name, type, Math.toIntExact(set.ttl()), set.values());
    }
    HostedZone.AliasTarget target = set.alias().get();
    if (!target.hostedZoneId().equals(zone.id())) {
      return endpointAnswer(name, target.dnsName(), type).or(() -> balancerAnswer(name, target.dnsName(), type)).orElse(NO_DATA);
    }
    Optional<HostedZone.RecordSet> other = zone.at(target.dnsName()).map(sets -> sets.get(type));
    return left == 0 ? new DnsAnswer.ServerFailure() : other.map(s -> inSet(zone, name, s, type, left - 1)).orElse(NO_DATA);
  }

  private static Optional<String> privateAddress(VpcNames vpc, String label) {
    if (label.equals("instance-data")) {
      return Optional.of("169.254.169.254");
    }
    return vpc.instance(label).or(() -> HostNames.addressIn(label, "ip").filter(vpc::hasAddress));
  }

  private DnsAnswer publicAnswer(String region, String name, RecordType type) {
    Optional<DnsAnswer> endpoint = endpointAnswer(name, name, type);
    if (endpoint.isPresent()) {
      return endpoint.get();
    }
    Optional<DnsAnswer> balancer = balancerAnswer(name, name, type);
    if (balancer.isPresent()) {
      return balancer.get();
    }
    Optional<PublicHost> host = PublicHost.of(name);
    if (host.isPresent()) {
      PublicService service = host.get().service();
      List<String> values = PublicSide.addresses(host.get().region().orElse(region), service).stream().map(Ip::text).toList();
      return values.isEmpty() ? NX_DOMAIN : addresses(name, values, type, SERVICE_TTL);
    }
    Optional<String> instance = publicInstance(name);
    if (instance.isPresent()) {
      return address(name, instance, type);
    }
    return HostNames.reversed(name).filter(DnsResolver::isPublic).isPresent() && type != RecordType.PTR ? NO_DATA : NX_DOMAIN;
  }

  /**
   * The addresses behind an endpoint's own name, which anybody may ask for: the regional name leaves zones out that are down, a zonal name has no
   * other. Empty when no endpoint has the name.
   *
   * @param owner the name that the records are to have
   */
  private Optional<DnsAnswer> endpointAnswer(String owner, String name, RecordType type) {
    return EndpointNames.find(snapshot, name)
        .map(
            target ->
                addresses(
                    owner,
                    target.interfaces().stream()
                        .filter(eni -> target.name().zone().isPresent() || isUp(eni.availabilityZone()))
                        .map(NetworkInterface::primaryIp)
                        .toList(),
                    type,
                    HOST_TTL));
  }

  /** The addresses of a load balancer, without those in zones that are down unless the name is of one zone. */
  private Optional<DnsAnswer> balancerAnswer(String owner, String name, RecordType type) {
    return BalancerNames.find(snapshot, name)
        .map(
            target ->
                addresses(
                    owner,
                    target.nodes().stream()
                        .filter(n -> target.zonal() || isUp(n.zone()))
                        .flatMap(n -> snapshot.located(NetworkInterface.class, n.networkInterfaceId()).stream())
                        .map(NetworkInterface::primaryIp)
                        .toList(),
                    type,
                    HOST_TTL));
  }

  private boolean isUp(String zone) {
    return snapshot.network(ZoneFault.unit(zone)).isEmpty();
  }

  /** The address that a public instance name stands for, in whatever Region; AWS has such a name for each public address. */
  private static Optional<String> publicInstance(String name) {
    int dot = name.indexOf('.');
    if (dot < 0 || !name.startsWith("ec2-")) {
      return Optional.empty();
    }
    String domain = name.substring(dot + 1);
    boolean known = domain.equals("compute-1.amazonaws.com")
        || domain.endsWith(".compute.amazonaws.com")
            && PrefixLists.regions().contains(domain.substring(0, domain.length() - ".compute.amazonaws.com".length()));
    return known ? HostNames.addressIn(name.substring(0, dot), "ec2").filter(DnsResolver::isPublic) : Optional.empty();
  }

  private static boolean isPublic(String ip) {
    long address = Ip.parse(ip);
    return NOT_PUBLIC.stream().noneMatch(block -> block.contains(address));
  }

  private static DnsAnswer address(String name, Optional<String> value, RecordType type) {
    return value.map(ip -> addresses(name, List.of(ip), type, HOST_TTL)).orElse(NX_DOMAIN);
  }

  private static DnsAnswer addresses(String name, List<String> values, RecordType type, int ttl) {
    return type == RecordType.A && !values.isEmpty() ? DnsAnswer.Records.of(name, RecordType.A, ttl, values) : NO_DATA;
  }
}
