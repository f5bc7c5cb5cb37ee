package dev.postern.app.meter;

import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.NatGateway;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.plan.Names;
import dev.postern.core.price.Metered;
import dev.postern.core.state.Snapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the kernel counts for the subjects of one VPC.
 *
 * @param endpoints interface endpoints by the private address of their interface
 * @param devices those whose link to the router counts for them, by the link's name
 * @param senders subnets by the link of each interface in them
 * @param nats by the NAT gateway's id, which is its namespace
 * @param publicAddresses who sends with a public address: the internet gateway, and the NAT gateway that has it
 */
record Sources(
    Map<String, Subject> endpoints,
    Map<String, Subject> devices,
    Map<String, Subject> senders,
    Map<String, Subject> nats,
    Map<String, List<Subject>> publicAddresses) {
  private static final String INTERNET_GATEWAY_LINK = "igw";

  static Sources of(Snapshot snapshot, String vpcId) {
    Sources sources = new Sources(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
    Collection<Resource> members = snapshot.network(vpcId);
    Map<String, Subject> subnets = new HashMap<>();
    Map<String, Subject> natOfAllocation = new HashMap<>();
    Optional<Subject> internet = Optional.empty();
    for (Resource resource : members) {
      for (Subject subject : Subject.of(snapshot, resource)) {
        if (!subject.vpcId().equals(vpcId)) {
          continue;
        }
        switch (subject.thing()) {
          case GATEWAY_ENDPOINT -> sources.devices.put(Names.endpointLink(subject.id()), subject);
          case PEERING, INTER_REGION -> sources.devices.put(Names.uplink(subject.id()), subject);
          case INTERNET_EGRESS -> {
            sources.devices.put(INTERNET_GATEWAY_LINK, subject);
            internet = Optional.of(subject);
          }
          case CROSS_ZONE -> subnets.put(subject.id(), subject);
          case NAT_GATEWAY -> sources.nats.put(subject.id(), subject);
          case TRANSIT_GATEWAY_ATTACHMENT, INTERFACE_ENDPOINT, PUBLIC_IPV4 -> {}
        }
      }
    }
    for (Resource resource : members) {
      if (resource instanceof VpcEndpoint endpoint && endpoint.type() == VpcEndpoint.Type.INTERFACE) {
        sources.add(snapshot, endpoint);
      } else if (resource instanceof TransitGatewayAttachment attachment) {
        Subject subject = Subject.of(snapshot, attachment).getFirst();
        attachment.networkInterfaceIds().forEach(eni -> sources.devices.put(Names.hostLink(eni), subject));
      } else if (resource instanceof NetworkInterface eni) {
        Optional.ofNullable(subnets.get(eni.subnetId())).ifPresent(s -> sources.senders.put(Names.hostLink(eni.id()), s));
        eni.publicIp().ifPresent(ip -> sources.publicAddresses.put(ip, List.of()));
      } else if (resource instanceof NatGateway nat) {
        nat.allocationId().ifPresent(id -> natOfAllocation.put(id, sources.nats.get(nat.id())));
      }
    }
    for (Resource resource : members) {
      if (resource instanceof ElasticIp address) {
        sources.publicAddresses.put(address.publicIp(), Optional.ofNullable(natOfAllocation.get(address.id())).map(List::of).orElseGet(List::of));
      }
    }
    List<Subject> all = internet.map(List::of).orElseGet(List::of);
    sources.publicAddresses.replaceAll((_, nat) -> nat.isEmpty() ? all : Stream.concat(all.stream(), nat.stream()).toList());
    return sources;
  }

  private void add(Snapshot snapshot, VpcEndpoint endpoint) {
    Map<String, Subject> bySubnet = new HashMap<>();
    Subject.of(snapshot, endpoint).forEach(s -> bySubnet.put(s.subnetId(), s));
    for (String id : endpoint.networkInterfaceIds()) {
      Optional<NetworkInterface> eni = snapshot.located(NetworkInterface.class, id);
      eni.map(e -> bySubnet.get(e.subnetId())).ifPresent(s -> endpoints.put(eni.orElseThrow().primaryIp(), s));
    }
  }
}
