package dev.postern.core.model;

import dev.postern.core.ip.Cidr;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/** One route: where to, and through what; {@code state} is not stored because it follows from whether the target exists. */
public record Route(Destination destination, Target target) {

  /** What a route matches. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
  public sealed interface Destination {}

  public record ToCidr(Cidr cidr) implements Destination {}

  public record ToPrefixList(String prefixListId) implements Destination {}

  /** What a route leads to. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
  public sealed interface Target {
    String id();
  }

  public record ViaInternetGateway(String id) implements Target {}

  public record ViaNatGateway(String id) implements Target {}

  /** An interface; {@code instanceId} is set when the route was given an instance. */
  public record ViaNetworkInterface(String id, Optional<String> instanceId) implements Target {}

  public record ViaVpcPeeringConnection(String id) implements Target {}

  public record ViaTransitGateway(String id) implements Target {}

  public record ViaVpnGateway(String id) implements Target {}

  /** A gateway endpoint: written by {@code CreateVpcEndpoint} and {@code ModifyVpcEndpoint} alone. */
  public record ViaVpcEndpoint(String id) implements Target {}
}
