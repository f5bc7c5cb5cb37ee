package dev.postern.core.doctor;

import dev.postern.core.explain.Fix;
import dev.postern.core.model.NatGateway;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.EndpointNames;
import dev.postern.core.services.ServiceCatalog;
import dev.postern.core.services.ServiceHosts;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointRequest;

/** What went wrong with packets, connections and handshakes at endpoints and NAT gateways, and what AWS has not finished yet. */
final class MishapChecks {
  private MishapChecks() {}

  static List<Finding> look(Snapshot snapshot, Clues clues) {
    List<Finding> findings = new ArrayList<>();
    Map<String, List<Clues.Mishap>> names = new LinkedHashMap<>();
    for (Clues.Mishap mishap : clues.mishaps()) {
      switch (mishap.kind()) {
        case STALE -> stale(snapshot, mishap).ifPresent(findings::add);
        case TOO_LONG -> snapshot.located(VpcEndpoint.class, mishap.id()).map(e -> tooLong(e, mishap)).ifPresent(findings::add);
        case OTHER_NAME -> names.computeIfAbsent(mishap.id(), _ -> new ArrayList<>()).add(mishap);
      }
    }
    names.forEach((id, asked) -> snapshot.located(VpcEndpoint.class, id).map(e -> otherName(e, asked)).ifPresent(findings::add));
    clues.leaving().forEach(l -> findings.add(leaving(snapshot, l)));
    return findings;
  }

  private static Optional<Finding> stale(Snapshot snapshot, Clues.Mishap mishap) {
    String consequence =
        "what is idle for 350 seconds is forgotten, and the next packet is answered by a reset, which clients show as 'Connection reset by peer' or 'Broken pipe': "
            + "have clients close pooled connections sooner, or send TCP keep-alives more often (for Linux also net.ipv4.tcp_keepalive_time)";
    String evidence = mishap.times() + " packets of connections that " + mishap.id() + " did not know any more came in the last hour";
    Optional<Finding> endpoint =
        snapshot.located(VpcEndpoint.class, mishap.id()).map(e -> Finding.of(Cause.IDLE_CONNECTIONS, Severity.WARNING, e.key(), e.vpcId(), evidence, consequence, Optional.empty()));
    return endpoint.or(() ->
        snapshot.located(NatGateway.class, mishap.id()).map(n -> Finding.of(Cause.IDLE_CONNECTIONS, Severity.WARNING, n.key(), n.vpcId(), evidence, consequence, Optional.empty())));
  }

  private static Finding tooLong(VpcEndpoint endpoint, Clues.Mishap mishap) {
    return Finding.of(
        Cause.LONG_PACKETS, Severity.WARNING, endpoint.key(), endpoint.vpcId(),
        mishap.times() + " packets of more than 8500 bytes came to " + endpoint.id() + " in the last hour and were dropped",
        "an endpoint sends no ICMP message that a packet is too long, so who waits for one hangs: lower the MTU of the sender to 8500. TCP is told by the endpoint and needs nothing",
        Optional.empty());
  }

  private static Finding otherName(VpcEndpoint endpoint, List<Clues.Mishap> asked) {
    List<String> names = asked.stream().map(m -> m.name().isEmpty() ? "its address" : m.name()).sorted().toList();
    long times = asked.stream().mapToLong(Clues.Mishap::times).sum();
    boolean off = !endpoint.privateDnsEnabled() && endpoint.type() == VpcEndpoint.Type.INTERFACE && !ServiceCatalog.offer(endpoint).privateDnsNames().isEmpty();
    String usable =
        ExaminedVpc.some(
            Stream.concat(
                    endpoint.type() == VpcEndpoint.Type.INTERFACE ? Stream.of(EndpointNames.regional(endpoint)) : Stream.empty(),
                    endpoint.privateDnsEnabled()
                        ? EndpointNames.privateNames(endpoint).stream()
                        : ServiceHosts.of(endpoint.serviceName(), endpoint.serviceRegion()).stream().flatMap(h -> h.certificateNames().stream()).filter(n -> !n.startsWith("*")))
                .toList());
    return Finding.of(
        Cause.OTHER_NAME, Severity.WARNING, endpoint.key(), endpoint.vpcId(),
        times + " TLS clients of the last hour asked " + endpoint.id() + " by " + ExaminedVpc.some(names),
        "its certificate is the service's, so clients say that it does not match the host name: ask for " + usable + ", not for an address or a name of your own"
            + (off ? "; with private DNS the service's usual name leads to the endpoint" : ""),
        off && endpoint.connection().isEmpty()
            ? Optional.of(new Fix(ModifyVpcEndpointRequest.builder().vpcEndpointId(endpoint.id()).privateDnsEnabled(true).build(), endpoint.key().region()))
            : Optional.empty());
  }

  private static Finding leaving(Snapshot snapshot, Clues.Leaving leaving) {
    Optional<VpcEndpoint> next =
        snapshot.inNetwork(VpcEndpoint.class, leaving.vpcId()).stream()
            .filter(e -> e.type() == VpcEndpoint.Type.INTERFACE && e.serviceName().equals(leaving.serviceName()) && !e.privateDnsEnabled())
            .findFirst();
    return new Finding(
        Cause.STILL_DELETING, next.isPresent() ? Severity.WARNING : Severity.INFO, leaving.id(), leaving.account(), leaving.region(), leaving.vpcId(),
        leaving.id() + " to " + leaving.serviceName() + " is in the state deleting"
            + next.map(e -> ", and " + e.id() + " to the same service has private DNS off").orElse(""),
        "until it is gone, which takes minutes, another endpoint with its private names is refused ('private-dns-enabled cannot be set because there is already a conflicting DNS domain'): "
            + "wait ('aws ec2 describe-vpc-endpoints --vpc-endpoint-ids " + leaving.id() + "' until it is not found), then turn private DNS on",
        next.map(e -> new Fix(ModifyVpcEndpointRequest.builder().vpcEndpointId(e.id()).privateDnsEnabled(true).build(), leaving.region())));
  }
}
