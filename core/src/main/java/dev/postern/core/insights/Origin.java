package dev.postern.core.insights;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.Port;
import dev.postern.core.ip.Cidr;
import dev.postern.core.path.Outside;
import dev.postern.core.path.Packet;
import dev.postern.core.path.Path;
import dev.postern.core.path.PathResolver;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where packets start, and with which sources they may. */
sealed interface Origin {
  /** The internet: an address that is in every example and in no cloud (RFC 5737) stands for it, beside the blocks that rules speak of. */
  List<Cidr> INTERNET = List.of(Cidr.parse("203.0.113.0/24"), Cidr.ANY);

  /** Where the packet goes; a path may end at one of {@code goals}. */
  Path walk(Outside outside, Packet packet, Set<String> goals);

  /** The sources that packets have from there, unless the question says. */
  List<Cidr> sources();

  /** The VPC that packets are in, or are about to enter. */
  Optional<Fabric> fabric();

  /** An interface of a VPC's host, or of a NAT gateway. */
  record AtPort(Fabric in, Port port) implements Origin {
    @Override
    public Path walk(Outside outside, Packet packet, Set<String> goals) {
      return PathResolver.resolve(in, outside, port, packet, goals);
    }

    @Override
    public List<Cidr> sources() {
      return port.ips().stream().map(Cidr::host).toList();
    }

    @Override
    public Optional<Fabric> fabric() {
      return Optional.of(in);
    }
  }

  /** The internet, in front of an internet gateway. */
  record AtInternetGateway(Fabric in, String gatewayId) implements Origin {
    @Override
    public Path walk(Outside outside, Packet packet, Set<String> goals) {
      return PathResolver.fromInternet(in, outside, packet, goals);
    }

    @Override
    public List<Cidr> sources() {
      return INTERNET;
    }

    @Override
    public Optional<Fabric> fabric() {
      return Optional.of(in);
    }
  }

  /** A peering connection or virtual private gateway, on its way into a VPC. */
  record AtUplink(Fabric in, String gatewayId, List<Cidr> sources) implements Origin {
    @Override
    public Path walk(Outside outside, Packet packet, Set<String> goals) {
      return PathResolver.fromUplink(in, outside, gatewayId, packet, goals);
    }

    @Override
    public Optional<Fabric> fabric() {
      return Optional.of(in);
    }
  }

  /**
   * Inside a transit gateway.
   *
   * @param gatewayId of the transit gateway or of an attachment
   * @param home what answers must come back to
   */
  record AtTransitGateway(String gatewayId, List<String> tables, Set<String> home, List<Cidr> sources) implements Origin {
    @Override
    public Path walk(Outside outside, Packet packet, Set<String> goals) {
      return PathResolver.fromTransitGateway(outside, gatewayId, tables, home, packet, goals);
    }

    @Override
    public Optional<Fabric> fabric() {
      return Optional.empty();
    }
  }
}
