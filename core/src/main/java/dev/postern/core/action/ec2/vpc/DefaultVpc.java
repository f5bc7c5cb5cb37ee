package dev.postern.core.action.ec2.vpc;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.subnet.NewSubnet;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.RegionDefaults;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Vpc;
import dev.postern.core.region.Region;
import dev.postern.core.region.Zone;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * The default VPC of a Region: 172.31.0.0/16 with a public /20 subnet in each zone.
 * <a href="https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html">AWS</a>
 */
public final class DefaultVpc {
  private static final Cidr BLOCK = Cidr.parse("172.31.0.0/16");
  private static final int SUBNET_LENGTH = 20;

  private DefaultVpc() {}

  /** The snapshot in which the Region's default VPC has been made for the account; the same one when it was made before, or deleted since. */
  public static Snapshot ensure(Snapshot snapshot, String account, String region, Facts facts) {
    ResourceKey key = new ResourceKey(account, region, Kind.REGION, region);
    if (snapshot.find(RegionDefaults.class, key).filter(RegionDefaults::defaultVpcMade).isPresent()) {
      return snapshot;
    }
    return make(snapshot.with(new RegionDefaults(key, true)), Caller.root(account, region), facts).snapshot();
  }

  /** The default VPC, unless its owner deleted it. */
  public static Optional<Vpc> find(Snapshot snapshot, Caller caller) {
    return snapshot.all(Vpc.class, Kind.VPC, caller.account(), caller.region()).stream().filter(Vpc::isDefault).findFirst();
  }

  static NewVpc make(Snapshot before, Caller caller, Facts facts) {
    NewVpc made = NewVpc.make(before, caller, BLOCK, true, facts);
    Vpc vpc = made.vpc();
    Snapshot next = made.snapshot();
    long n = 0;
    for (Zone zone : Region.require(caller.region()).zones()) {
      Cidr block = new Cidr(BLOCK.at(n << 32 - SUBNET_LENGTH), SUBNET_LENGTH);
      next = NewSubnet.make(next, caller, vpc, block, zone, true, facts).snapshot();
      n++;
    }
    InternetGateway gateway = new InternetGateway(Lookup.key(caller, Kind.INTERNET_GATEWAY, facts.seed().id("igw")), Optional.of(vpc.id()));
    RouteTable main = next.inNetwork(RouteTable.class, vpc.id()).getFirst();
    Route toInternet = new Route(new Route.ToCidr(Cidr.ANY), new Route.ViaInternetGateway(gateway.id()));
    return new NewVpc(next.with(gateway).with(main.withRoutes(List.of(toInternet))), vpc);
  }
}
