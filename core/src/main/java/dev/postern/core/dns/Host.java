package dev.postern.core.dns;

import dev.postern.core.ip.Ip;
import dev.postern.core.model.DhcpOptions;
import dev.postern.core.model.Function;
import dev.postern.core.model.Instance;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Site;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A host that programs can run on: an instance, a function, or a host of an on-premises network.
 *
 * @param id the logical name of its namespace
 * @param network the VPC, the site, or the Region's public side that it is in
 * @param nameservers what the DHCP options of its VPC say; {@code AmazonProvidedDNS} is base+2
 * @param search the domain that short names are looked up in
 * @param onPremises without a metadata service that would give it credentials
 */
public record Host(String id, String account, String region, String network, List<String> nameservers, String search, boolean onPremises) {
  private static final String PUBLIC_RESOLVER = "169.254.169.253";
  private static final String AMAZON_PROVIDED = "AmazonProvidedDNS";

  /** The host that a user means by the id of an instance, network interface or on-premises host, or a function's name, ARN or host id. */
  public static Optional<Host> find(Snapshot snapshot, String name) {
    Optional<Host> instance = snapshot.located(Instance.class, name).map(i -> of(snapshot, i));
    Optional<Host> holder = snapshot.located(NetworkInterface.class, name).filter(Host::hasHost).flatMap(n -> holder(snapshot, n));
    return instance.or(() -> holder).or(() -> onPremises(snapshot, name)).or(() -> function(snapshot, name));
  }

  /** The interfaces of what AWS runs itself lead to no host that programs could run on. */
  private static boolean hasHost(NetworkInterface networkInterface) {
    return networkInterface.interfaceType().equals("lambda") || networkInterface.interfaceType().equals("interface") && !networkInterface.requesterManaged();
  }

  private static Optional<Host> holder(Snapshot snapshot, NetworkInterface n) {
    return n.attachment().map(a -> in(snapshot, a.hostId(), n.key(), n.vpcId()));
  }

  private static Optional<Host> onPremises(Snapshot snapshot, String name) {
    String prefix = Kind.SITE.prefix() + "-";
    return snapshot.networks().keySet().stream()
        .filter(u -> u.startsWith(prefix))
        .flatMap(u -> snapshot.located(Site.class, u).stream())
        .filter(s -> s.hosts().stream().anyMatch(h -> h.id().equals(name)))
        .findFirst()
        .map(
            s ->
                new Host(
                    name, s.key().account(), s.key().region(), s.id(), s.nameservers().isEmpty() ? List.of(PUBLIC_RESOLVER) : s.nameservers(), "site.example", true));
  }

  private static Optional<Host> function(Snapshot snapshot, String name) {
    return snapshot.resources().values().stream()
        .filter(Function.class::isInstance)
        .map(Function.class::cast)
        .filter(f -> f.name().equals(name) || f.arn().equals(name) || f.hostId().equals(name))
        .findFirst()
        .map(f -> of(snapshot, f));
  }

  public static Host of(Snapshot snapshot, Instance instance) {
    return in(snapshot, instance.id(), instance.key(), instance.vpcId());
  }

  public static Host of(Snapshot snapshot, Function function) {
    return function
        .vpcConfig()
        .map(v -> in(snapshot, function.hostId(), function.key(), v.vpcId()))
        .orElseGet(
            () ->
                new Host(
                    function.hostId(),
                    function.key().account(),
                    function.key().region(),
                    function.networks().iterator().next(),
                    List.of(PUBLIC_RESOLVER),
                    amazonDomain(function.key().region()),
                    false));
  }

  private static Host in(Snapshot snapshot, String hostId, ResourceKey owner, String vpcId) {
    Vpc vpc = snapshot.find(Vpc.class, new ResourceKey(owner.account(), owner.region(), Kind.VPC, vpcId)).orElseThrow();
    Optional<DhcpOptions> options =
        snapshot.find(DhcpOptions.class, new ResourceKey(owner.account(), owner.region(), Kind.DHCP_OPTIONS, vpc.dhcpOptionsId()));
    String provided = Ip.text(vpc.primary().at(2));
    List<String> nameservers =
        option(options, "domain-name-servers", AMAZON_PROVIDED).stream().map(n -> n.equals(AMAZON_PROVIDED) ? provided : n).toList();
    String search = String.join(" ", option(options, "domain-name", amazonDomain(owner.region())));
    return new Host(hostId, owner.account(), owner.region(), vpcId, nameservers, search, false);
  }

  private static List<String> option(Optional<DhcpOptions> options, String name, String otherwise) {
    return options.map(o -> o.configurations().getOrDefault(name, List.of())).filter(v -> !v.isEmpty()).orElse(List.of(otherwise));
  }

  private static String amazonDomain(String region) {
    return region.equals("us-east-1") ? "ec2.internal" : region + ".compute.internal";
  }

  /** The host's {@code /etc/resolv.conf}; programs give up on a resolver that does not answer after 2 s, twice. */
  public String resolvConf() {
    return nameservers.stream().map(n -> "nameserver " + n + "\n").collect(Collectors.joining()) + "search " + search + "\noptions timeout:2 attempts:2\n";
  }
}
