package dev.postern.e2e.agreement;

import dev.postern.core.ip.Ip;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.ZoneFault;
import dev.postern.core.services.EndpointNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds interface endpoints and inbound resolver endpoints to a random cloud, and now and then a zone that is down. */
final class RandomEndpoints {
  private static final List<String> SERVICES = List.of("sqs", "sts", "s3", "kms", "ec2");
  private final Draft draft;

  RandomEndpoints(Draft draft) {
    this.draft = draft;
  }

  void add() {
    for (Vpc vpc : draft.snapshot.all(Vpc.class, Kind.VPC, RandomNetwork.ACCOUNT, RandomNetwork.REGION)) {
      List<String> services = new ArrayList<>(SERVICES);
      int endpoints = draft.random.nextInt(3);
      for (int i = 0; i < endpoints; i++) {
        String service = draft.pick(services);
        // A private name has one endpoint in a VPC.
        boolean named = services.remove(service) && !draft.once(3);
        endpoint(vpc.id(), 40 + i, service, named);
      }
      if (draft.once(2)) {
        resolver(vpc.id());
      }
    }
    if (draft.once(2)) {
      zone();
    }
    if (draft.once(6)) {
      draft.put(new ZoneFault(new ResourceKey("000000000000", RandomNetwork.REGION, Kind.ZONE_FAULT, RandomNetwork.REGION + draft.pick(List.of("a", "b", "c")))));
    }
  }

  private void endpoint(String vpc, int host, String service, boolean named) {
    String id = draft.id("vpce");
    List<String> groups = groups(vpc);
    List<NetworkInterface> interfaces = new ArrayList<>();
    for (Subnet subnet : oneAZone(vpc)) {
      interfaces.add(eni(subnet, host, "vpc_endpoint", groups, id));
    }
    draft.put(
        new VpcEndpoint(
            Draft.key(Kind.VPC_ENDPOINT, id), vpc, "com.amazonaws." + RandomNetwork.REGION + "." + service, RandomNetwork.REGION,
            VpcEndpoint.Type.INTERFACE, List.of(), interfaces.stream().map(NetworkInterface::subnetId).toList(), groups,
            interfaces.stream().map(NetworkInterface::id).toList(), "abcd1234", named,
            service.equals("s3") ? Optional.of(draft.once(2)) : Optional.empty(), "{}", Instant.EPOCH, ""));
  }

  /** A private zone of some VPCs: an address, an alias of another name, a wildcard, and an alias of an endpoint. */
  private void zone() {
    List<HostedZone.AssociatedVpc> vpcs =
        draft.snapshot.all(Vpc.class, Kind.VPC, RandomNetwork.ACCOUNT, RandomNetwork.REGION).stream()
            .filter(_ -> !draft.once(3))
            .map(v -> new HostedZone.AssociatedVpc(RandomNetwork.REGION, v.id()))
            .toList();
    List<HostedZone.RecordSet> records = new ArrayList<>();
    records.add(new HostedZone.RecordSet("db.corp.example", "A", 60, List.of("10.0.0.10", "10.0.0.11"), Optional.empty()));
    records.add(new HostedZone.RecordSet("www.corp.example", "CNAME", 60, List.of("sts.us-east-1.amazonaws.com"), Optional.empty()));
    records.add(new HostedZone.RecordSet("*.any.corp.example", "A", 60, List.of("10.9.9.9"), Optional.empty()));
    for (VpcEndpoint endpoint : draft.snapshot.all(VpcEndpoint.class, Kind.VPC_ENDPOINT, RandomNetwork.ACCOUNT, RandomNetwork.REGION)) {
      if (endpoint.type() == VpcEndpoint.Type.INTERFACE && !endpoint.serviceName().endsWith(".s3")) {
        EndpointNames.Entry regional = EndpointNames.of(endpoint, EndpointNames.interfaces(draft.snapshot, endpoint)).getFirst();
        Optional<HostedZone.AliasTarget> alias = Optional.of(new HostedZone.AliasTarget(regional.hostedZoneId(), regional.name(), false));
        records.add(new HostedZone.RecordSet("hub.corp.example", "A", 0, List.of(), alias));
        break;
      }
    }
    draft.put(new HostedZone(new ResourceKey(RandomNetwork.ACCOUNT, ResourceKey.GLOBAL, Kind.HOSTED_ZONE, "ZCORP"), "corp.example", "r", "", vpcs, List.of(), records));
  }

  private void resolver(String vpc) {
    String id = draft.id("rslvr-in");
    List<String> groups = groups(vpc);
    List<ResolverEndpoint.Address> addresses = new ArrayList<>();
    for (Subnet subnet : draft.snapshot.inNetwork(Subnet.class, vpc).stream().limit(2).toList()) {
      NetworkInterface eni = eni(subnet, 60, "interface", groups, id);
      addresses.add(new ResolverEndpoint.Address(draft.id("rni"), subnet.id(), eni.primaryIp(), eni.id()));
    }
    draft.put(new ResolverEndpoint(Draft.key(Kind.RESOLVER_ENDPOINT, id), vpc, "random", "random", groups, addresses, Instant.EPOCH));
  }

  private NetworkInterface eni(Subnet subnet, int host, String type, List<String> groups, String hostId) {
    NetworkInterface eni =
        new NetworkInterface(
            Draft.key(Kind.NETWORK_INTERFACE, draft.id("eni")), subnet.vpcId(), subnet.id(), subnet.availabilityZone(), draft.mac(),
            List.of(Ip.text(subnet.cidr().at(host))), groups, "", type, true, Optional.empty(), true,
            Optional.of(new NetworkInterface.Attachment(draft.id("ela-attach"), hostId, 1, Instant.EPOCH, false)), Optional.empty());
    draft.put(eni);
    return eni;
  }

  private List<String> groups(String vpc) {
    List<String> all = draft.snapshot.inNetwork(SecurityGroup.class, vpc).stream().map(SecurityGroup::id).toList();
    return draft.once(2) ? all : List.of(draft.pick(all));
  }

  /** Some subnets, at most one of each zone. */
  private List<Subnet> oneAZone(String vpc) {
    List<Subnet> chosen = new ArrayList<>();
    for (Subnet subnet : draft.snapshot.inNetwork(Subnet.class, vpc)) {
      if (chosen.stream().noneMatch(c -> c.availabilityZone().equals(subnet.availabilityZone())) && !draft.once(3)) {
        chosen.add(subnet);
      }
    }
    return chosen;
  }
}
