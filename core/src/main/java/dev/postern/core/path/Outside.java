package dev.postern.core.path;

import dev.postern.core.fabric.Backbone;
import dev.postern.core.fabric.Fabric;
import java.util.List;
import java.util.Optional;

/** What is outside a VPC: AWS's public services, the public addresses that other interfaces hold, and the networks it is joined to. */
public interface Outside {
  /** Whether a public service answers at this address. */
  boolean isService(long address);

  /** The VPC whose internet gateway holds this public address. */
  Optional<Fabric> holderOf(long publicAddress);

  /** The network of a VPC, whoever's it is: load balancers behind endpoints are in one of their own. */
  Optional<Fabric> fabric(String vpcId);

  /** Where the backbone takes a packet that the first of these tables with a route decides on. */
  Optional<Backbone.Arrived> across(List<String> tables, long destination);
}
