package dev.postern.core.path;

import dev.postern.core.fabric.Fabric;
import java.util.Optional;

/** What is outside a VPC's internet gateway: the Region's public services, and the public addresses that other interfaces hold. */
public interface Internet {
  /** Whether a public service answers at this address. */
  boolean isService(long address);

  /** The VPC whose internet gateway holds this public address. */
  Optional<Fabric> holderOf(long publicAddress);
}
