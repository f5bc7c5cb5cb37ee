package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.subnet.SubnetAddresses;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Subnet;
import dev.postern.core.region.Region;
import dev.postern.core.services.ServiceOffer;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.SubnetConfiguration;

/**
 * Where an interface endpoint's network interfaces go: subnets of its VPC, at most one a zone, each with a free address or the one asked for.
 * <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html">AWS</a>
 */
final class EndpointSubnets {
  private EndpointSubnets() {}

  /** An interface that is to be made. */
  record Place(Subnet subnet, String privateIp) {}

  /** The subnets: each of this VPC, in a zone from where the service is reached, and in no zone of {@code kept} or of another. */
  static List<Subnet> chosen(
      Snapshot snapshot, Caller caller, String vpcId, ServiceOffer offer, List<String> subnetIds, List<Subnet> kept) {
    List<Subnet> chosen = Lookup.requireAll(snapshot, caller, Subnet.class, Kind.SUBNET, subnetIds.stream().distinct().toList());
    for (Subnet subnet : chosen) {
      if (!subnet.vpcId().equals(vpcId)) {
        throw Ec2Error.INVALID_PARAMETER.with("Subnet " + subnet.id() + " does not belong to VPC " + vpcId + ".");
      }
      if (!offer.isReachedFrom(Region.zone(subnet.availabilityZone()).orElseThrow())) {
        throw Ec2Error.INVALID_PARAMETER.with(
            "The VPC endpoint service " + offer.serviceName() + " does not support the availability zone of the subnet: " + subnet.id() + ".");
      }
    }
    Map<String, Subnet> byZone = new HashMap<>();
    kept.forEach(s -> byZone.put(s.availabilityZone(), s));
    for (Subnet subnet : chosen) {
      Subnet other = byZone.putIfAbsent(subnet.availabilityZone(), subnet);
      if (other != null) {
        throw Ec2Error.DUPLICATE_SUBNETS_IN_SAME_ZONE.with(other.id());
      }
    }
    return chosen;
  }

  /** The addresses that {@code SubnetConfiguration.N} asks for, by subnet. */
  static Map<String, String> addresses(List<SubnetConfiguration> configurations) {
    Map<String, String> addresses = new LinkedHashMap<>();
    for (SubnetConfiguration configuration : configurations) {
      String subnetId = Lookup.given(configuration.subnetId(), "SubnetConfiguration.SubnetId");
      if (configuration.ipv6() != null) {
        throw Ec2Error.UNSUPPORTED_OPERATION.with("SubnetConfiguration.Ipv6 is not built in Postern, which carries IPv4.");
      }
      if (configuration.ipv4() == null) {
        throw Ec2Error.INVALID_PARAMETER.with("SubnetConfiguration of subnet " + subnetId + " must have Ipv4 for IpAddressType ipv4.");
      }
      if (addresses.put(subnetId, configuration.ipv4()) != null) {
        throw Ec2Error.INVALID_PARAMETER.with("SubnetConfiguration of subnet " + subnetId + " is given twice.");
      }
    }
    return addresses;
  }

  /** Refuses addresses for subnets in which the endpoint will have no interface. */
  static void checkKnown(Map<String, String> addresses, List<String> subnetIds) {
    for (String subnetId : addresses.keySet()) {
      if (!subnetIds.contains(subnetId)) {
        throw Ec2Error.INVALID_PARAMETER.with("SubnetConfiguration is given for subnet " + subnetId + ", which is not a subnet of the endpoint.");
      }
    }
  }

  /** An address in each of the subnets. */
  static List<Place> places(Snapshot snapshot, List<Subnet> subnets, Map<String, String> addresses) {
    List<Place> places = new ArrayList<>();
    for (Subnet subnet : subnets) {
      String asked = addresses.get(subnet.id());
      places.add(new Place(subnet, asked == null ? SubnetAddresses.pick(snapshot, subnet) : SubnetAddresses.require(snapshot, subnet, asked)));
    }
    return places;
  }
}
