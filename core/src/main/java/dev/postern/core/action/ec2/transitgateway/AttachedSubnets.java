package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.error.IdError;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Subnet;
import dev.postern.core.state.Snapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The subnets of a VPC attachment: of that VPC, and one a zone. */
final class AttachedSubnets {
  private AttachedSubnets() {}

  /**
   * The subnets of a request.
   *
   * @param kept those that the attachment has and keeps
   */
  static List<Subnet> require(Snapshot snapshot, Caller caller, String vpcId, List<String> ids, List<String> kept) {
    List<Subnet> asked = Lookup.requireAll(snapshot, caller, Subnet.class, Kind.SUBNET, ids);
    for (Subnet subnet : asked) {
      if (!subnet.vpcId().equals(vpcId)) {
        throw IdError.SUBNET.notFound(subnet.id());
      }
    }
    Set<String> zones = new HashSet<>();
    kept.forEach(id -> snapshot.located(Subnet.class, id).ifPresent(s -> zones.add(s.availabilityZone())));
    for (Subnet subnet : asked) {
      if (!zones.add(subnet.availabilityZone())) {
        throw Ec2Error.DUPLICATE_SUBNETS_IN_SAME_ZONE.saying("Duplicate Subnets for same AZ");
      }
    }
    return asked;
  }
}
