package dev.postern.core.fabric;

import java.util.List;

/** What answers at the interfaces that have no host of their own. */
public sealed interface Served {
  String id();

  /** Whether a packet of this protocol to this port is for it; everything else is dropped. */
  boolean takes(int protocol, int port);

  /**
   * An interface endpoint.
   *
   * @param serviceRegion the service's Region, which may be another one
   * @param ports TCP ports of the service
   */
  record Endpoint(String id, String serviceName, String serviceRegion, List<Integer> ports) implements Served {
    @Override
    public boolean takes(int protocol, int port) {
      return protocol == FilterLine.TCP && ports.contains(port);
    }
  }

  /** An inbound endpoint of the VPC's resolver. */
  record Resolver(String id) implements Served {
    static final int DNS = 53;

    @Override
    public boolean takes(int protocol, int port) {
      return (protocol == FilterLine.TCP || protocol == FilterLine.UDP) && port == DNS;
    }
  }
}
