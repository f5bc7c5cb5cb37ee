package dev.postern.core.dns;

import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.services.PublicHost;
import dev.postern.core.services.PublicService;
import dev.postern.core.services.PublicSide;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The Amazon-provided resolver: public names of services, names of instances, and nothing else, because the fabric is sealed.
 *
 * <p>A private zone ({@code ec2.internal}, reverse names of private addresses) never falls through to public names.
 * <a href="https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html">AWS</a>
 */
public final class DnsResolver {
  private static final int SERVICE_TTL = 5;
  private static final int HOST_TTL = 60;
  private static final DnsAnswer NO_DATA = new DnsAnswer.NoData();
  private static final DnsAnswer NX_DOMAIN = new DnsAnswer.NxDomain();
  private static final DnsAnswer SILENT = new DnsAnswer.Silent();
  private static final List<Cidr> NOT_PUBLIC =
      List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("172.16.0.0/12"), Cidr.parse("192.168.0.0/16"), Cidr.parse("169.254.0.0/16"),
          Cidr.parse("127.0.0.0/8"), Cidr.parse("100.64.0.0/10"), Cidr.parse("224.0.0.0/3"), Cidr.parse("0.0.0.0/8"));

  private final Function<View.InVpc, Optional<VpcNames>> names;

  /** @param names the names of a VPC as it is now; empty when it is not there */
  public DnsResolver(Function<View.InVpc, Optional<VpcNames>> names) {
    this.names = names;
  }

  /** Answers a question. {@code name} may have any letter case and a final dot. */
  public DnsAnswer answer(View view, String name, RecordType type) {
    String plain = (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).toLowerCase(Locale.ROOT);
    return switch (view) {
      case View.Outside _ -> publicAnswer(view.region(), plain, type);
      case View.InVpc inside -> {
        Optional<VpcNames> known = names.apply(inside);
        yield known.isEmpty() || !known.get().support() ? SILENT : inVpc(known.get(), inside.region(), plain, type);
      }
    };
  }

  private static DnsAnswer inVpc(VpcNames vpc, String region, String name, RecordType type) {
    String domain = "." + HostNames.privateDomain(region);
    if (name.endsWith(domain)) {
      return addresses(privateAddress(vpc, name.substring(0, name.length() - domain.length())).map(List::of), type, HOST_TTL);
    }
    if (name.equals(domain.substring(1))) {
      return NO_DATA;
    }
    Optional<String> reversed = HostNames.reversed(name);
    if (reversed.isPresent() && vpc.privateIps().contains(reversed.get())) {
      return type == RecordType.PTR
          ? new DnsAnswer.Records(RecordType.PTR, HOST_TTL, List.of(HostNames.privateName(region, reversed.get())))
          : NO_DATA;
    }
    Optional<String> instance = publicInstance(name);
    if (instance.isPresent() && vpc.hostnames() && vpc.privateOfPublic().containsKey(instance.get())) {
      return addresses(Optional.of(List.of(vpc.privateOfPublic().get(instance.get()))), type, HOST_TTL);
    }
    return publicAnswer(region, name, type);
  }

  private static Optional<String> privateAddress(VpcNames vpc, String label) {
    if (label.equals("instance-data")) {
      return Optional.of("169.254.169.254");
    }
    Optional<String> instance = Optional.ofNullable(vpc.instances().get(label));
    return instance.isPresent() ? instance : HostNames.addressIn(label, "ip").filter(vpc.privateIps()::contains);
  }

  private static DnsAnswer publicAnswer(String region, String name, RecordType type) {
    Optional<PublicHost> host = PublicHost.of(name);
    if (host.isPresent()) {
      PublicService service = host.get().service();
      List<String> values = PublicSide.addresses(host.get().region().orElse(region), service).stream().map(Ip::text).toList();
      return addresses(Optional.of(values), type, SERVICE_TTL);
    }
    Optional<String> instance = publicInstance(name);
    if (instance.isPresent()) {
      return addresses(instance.map(List::of), type, HOST_TTL);
    }
    return HostNames.reversed(name).filter(DnsResolver::isPublic).isPresent() && type != RecordType.PTR ? NO_DATA : NX_DOMAIN;
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

  private static DnsAnswer addresses(Optional<List<String>> values, RecordType type, int ttl) {
    if (values.isEmpty() || values.get().isEmpty()) {
      return NX_DOMAIN;
    }
    return type == RecordType.A ? new DnsAnswer.Records(RecordType.A, ttl, values.get()) : NO_DATA;
  }
}
