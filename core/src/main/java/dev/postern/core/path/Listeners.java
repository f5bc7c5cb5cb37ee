package dev.postern.core.path;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.Served;
import dev.postern.core.ip.Reserved;
import org.jspecify.annotations.Nullable;

/** What answers where no host does: endpoints, resolver endpoints, and the public services behind gateways. */
record Listeners(Trail trail) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** At an interface that the router itself answers for. */
  End atServed(Fabric fabric, Port at, @Nullable Served served, Packet packet) {
    if (served == null || !served.takes(at.networkInterfaceId(), packet.protocol(), packet.destinationPort())) {
      String origin = served == null ? fabric.vpcId() : served.id();
      return trail.stop(ExplanationCode.TARGET_PORT_RESTRICTION, Path.Kind.LISTENER, origin, fabric.vpcId(), packet);
    }
    trail.pass(Path.Kind.LISTENER, served.id(), fabric.vpcId(), packet);
    return switch (served) {
      case Served.Endpoint endpoint -> new End.AtEndpoint(endpoint.id(), fabric.vpcId(), packet.source());
      case Served.Resolver resolver -> new End.AtResolver(resolver.id(), fabric.vpcId(), packet.source());
      case Served.Balancer _, Served.Connected _ -> throw new IllegalArgumentException(served.id() + " leads on to a target");
    };
  }

  /** At a public service, of which {@code origin} is the way to it. */
  End atService(Fabric fabric, Packet packet, String origin, End end) {
    boolean served =
        packet.isEchoRequest()
            || packet.protocol() == FilterLine.TCP && (packet.destinationPort() == HTTPS || packet.destinationPort() == HTTP);
    if (!served) {
      return trail.stop(ExplanationCode.TARGET_PORT_RESTRICTION, Path.Kind.LISTENER, origin, fabric.vpcId(), packet);
    }
    trail.pass(Path.Kind.LISTENER, origin, fabric.vpcId(), packet);
    return end;
  }

  /** Why nobody answers at an address beyond an internet gateway. */
  static ExplanationCode unknown(long address) {
    if (Reserved.isPrivate(address)) {
      return ExplanationCode.IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS;
    }
    return Reserved.isShared(address) ? ExplanationCode.IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS : ExplanationCode.UNKNOWN_DESTINATION;
  }
}
