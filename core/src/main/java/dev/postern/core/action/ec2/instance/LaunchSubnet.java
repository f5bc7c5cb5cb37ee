package dev.postern.core.action.ec2.instance;

import dev.postern.core.action.Caller;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.Comparator;
import java.util.Optional;

/** The subnet of an instance whose request names none: a default subnet of the default VPC. */
final class LaunchSubnet {
  private LaunchSubnet() {}

  /** The default subnet of a zone, or of the first zone that has one. */
  static Subnet ofDefaultVpc(Snapshot snapshot, Caller caller, Optional<String> zone) {
    Vpc vpc =
        snapshot.all(Vpc.class, Kind.VPC, caller.account(), caller.region()).stream()
            .filter(Vpc::isDefault)
            .findFirst()
            .orElseThrow(() -> Ec2Error.VPC_ID_NOT_SPECIFIED.with());
    return snapshot.inNetwork(Subnet.class, vpc.id()).stream()
        .filter(Subnet::defaultForAz)
        .filter(s -> zone.isEmpty() || zone.get().equals(s.availabilityZone()))
        .min(Comparator.comparing(Subnet::availabilityZone))
        .orElseThrow(() -> Ec2Error.MISSING_INPUT.with("No subnets found for the default VPC '" + vpc.id() + "'. Please specify a subnet."));
  }
}
