package dev.postern.core.account;

import dev.postern.core.doctor.Clues;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NatGateway;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.lint.Scene;
import dev.postern.core.policy.lint.SceneParser;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes an account's networks out of a dump. What the dump lacks, or has and Postern does not model, is listed; nothing is guessed in silence. */
public final class AccountReader {
  private static final String NOBODY = "000000000000";

  private final Reading reading;

  private AccountReader(Dump dump) {
    this.reading = new Reading(dump, owner(dump));
  }

  public static Account read(Dump dump) {
    return new AccountReader(dump.sorted()).read();
  }

  private Account read() {
    List<Listing> missing = Listing.all().stream().filter(l -> l.isNeeded() && !reading.dump.has(l)).toList();
    if (missing.isEmpty()) {
      for (Listing listing : Listing.all()) {
        if (!reading.dump.has(listing)) {
          reading.gap("aws " + listing.command(), "is not in the dump" + without(listing));
        }
      }
      new NetworkReader(reading).read();
      new HostReader(reading).read();
      new DoorReader(reading).read();
      complete();
    }
    List<Clues.Bucket> buckets = buckets();
    return new Account(reading.snapshot().committedAs(1), buckets, reading.leaving(), missing, reading.gaps());
  }

  private static String without(Listing listing) {
    return switch (listing) {
      case NETWORK_ACLS -> ": all ACLs are taken as letting everything through";
      case PREFIX_LISTS -> ": prefix lists are known by their published IDs alone";
      case DHCP_OPTIONS -> ": all hosts are taken to ask the VPC's own resolver";
      case RESERVATIONS -> ": whose interfaces are attached is taken as running";
      case SECURITY_GROUP_RULES -> ": rules are called by their group and number";
      case FUNCTIONS -> ": functions are known by their interfaces alone";
      case NAT_GATEWAYS, INTERNET_GATEWAYS, PEERINGS, ADDRESSES, VPCS, SUBNETS, ROUTE_TABLES, SECURITY_GROUPS, NETWORK_INTERFACES, VPC_ENDPOINTS -> "";
    };
  }

  /** Whose most things are. */
  private static String owner(Dump dump) {
    Map<String, Integer> owners = new TreeMap<>();
    for (Listing listing : Listing.all()) {
      dump.of(listing).forEach(i -> i.optional("OwnerId").filter(o -> o.matches("[0-9]{12}")).ifPresent(o -> owners.merge(o, 1, Integer::sum)));
    }
    return owners.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(NOBODY);
  }

  /** Gives each VPC what every VPC has, and says where routes lead that the dump does not follow. */
  private void complete() {
    for (Resource resource : List.copyOf(reading.snapshot().resources().values())) {
      if (resource instanceof Vpc vpc) {
        if (reading.snapshot().inNetwork(RouteTable.class, vpc.id()).stream().noneMatch(RouteTable::isMain)) {
          reading.gap(vpc.id(), "its main route table is not in the dump: the VPC is left out");
          reading.removeNetwork(vpc);
        } else {
          acls(vpc);
          routes(vpc);
        }
      }
    }
  }

  private void acls(Vpc vpc) {
    Set<String> filtered = new HashSet<>();
    reading.snapshot().inNetwork(NetworkAcl.class, vpc.id()).forEach(a -> a.associations().forEach(s -> filtered.add(s.subnetId())));
    List<NetworkAcl.Association> open = new ArrayList<>();
    for (Subnet subnet : reading.snapshot().inNetwork(Subnet.class, vpc.id())) {
      if (!filtered.contains(subnet.id())) {
        open.add(new NetworkAcl.Association("aclassoc-unknown", subnet.id()));
        if (reading.dump.has(Listing.NETWORK_ACLS)) {
          reading.gap(subnet.id(), "its network ACL is not in the dump: taken as letting everything through");
        }
      }
    }
    if (!open.isEmpty()) {
      List<NetworkAcl.Entry> entries =
          List.of(
              new NetworkAcl.Entry(100, true, "-1", true, Cidr.ANY, Optional.empty(), Optional.empty()), new NetworkAcl.Entry(100, false, "-1", true, Cidr.ANY, Optional.empty(), Optional.empty()));
      reading.add(new NetworkAcl(Reading.key(vpc, Kind.NETWORK_ACL, "acl-unknown-of-" + vpc.id()), vpc.id(), false, entries, open));
    }
  }

  private void routes(Vpc vpc) {
    for (RouteTable table : reading.snapshot().inNetwork(RouteTable.class, vpc.id())) {
      for (Route route : table.routes()) {
        if (!isThere(route.target())) {
          reading.gap(table.id(), "leads to " + route.target().id() + ", which is not in the dump: what goes there is taken as not arriving");
        }
      }
    }
  }

  private boolean isThere(Route.Target target) {
    Snapshot snapshot = reading.snapshot();
    return switch (target) {
      case Route.ViaInternetGateway(String id) -> snapshot.located(InternetGateway.class, id).isPresent();
      case Route.ViaNatGateway(String id) -> snapshot.located(NatGateway.class, id).isPresent();
      case Route.ViaNetworkInterface(String id, _) -> snapshot.located(NetworkInterface.class, id).isPresent();
      case Route.ViaVpcPeeringConnection(String id) -> snapshot.located(VpcPeeringConnection.class, id).isPresent();
      case Route.ViaVpcEndpoint(String id) -> snapshot.located(VpcEndpoint.class, id).isPresent();
      // Neither is read from dumps.
      case Route.ViaTransitGateway _, Route.ViaVpnGateway _ -> false;
    };
  }

  /** Which bucket a policy is of, its resources say: they all begin with its name. */
  private List<Clues.Bucket> buckets() {
    List<Clues.Bucket> buckets = new ArrayList<>();
    Set<String> regions = new HashSet<>();
    reading.snapshot().resources().keySet().forEach(k -> regions.add(k.region()));
    for (Map.Entry<String, String> policy : reading.dump.policies().entrySet()) {
      try {
        Optional<String> bucket = new SceneParser(policy.getValue(), policy.getKey(), Optional.of(PolicyType.RESOURCE), Optional.empty(), reading.account).parse().stream().flatMap((Scene s) -> s.bucket().stream()).findFirst();
        if (bucket.isPresent()) {
          buckets.add(new Clues.Bucket(bucket.get(), reading.account, regions.size() == 1 ? regions.iterator().next() : "us-east-1", policy.getValue()));
        } else {
          reading.gap(policy.getKey(), "its policy does not say of which bucket it is: left out");
        }
      } catch (MalformedPolicy e) {
        reading.gap(policy.getKey(), "malformed policy: " + e.getMessage() + ": left out");
      }
    }
    return buckets;
  }
}
