package dev.postern.core.price;

import java.util.Arrays;
import java.util.Optional;

/**
 * What AWS charges for in a network, as far as Postern meters it. <a href="https://aws.amazon.com/privatelink/pricing/">PrivateLink</a>,
 * <a href="https://aws.amazon.com/vpc/pricing/">VPC</a>, <a href="https://aws.amazon.com/ec2/pricing/on-demand/">data transfer</a>
 */
public enum Metered {
  /** An endpoint's network interface in one zone: hours whatever it carries, and the bytes of both directions. */
  INTERFACE_ENDPOINT("interface-endpoint", 1),
  /** Free. */
  GATEWAY_ENDPOINT("gateway-endpoint", 1),
  /** Hours, and each byte that it takes in, from either side. */
  NAT_GATEWAY("nat-gateway", 1),
  /** Hours of an Elastic IP, used or not, and of an address that an interface was lent. */
  PUBLIC_IPV4("public-ipv4", 1),
  /** Bytes out through an internet gateway to addresses that are no AWS service's. */
  INTERNET_EGRESS("internet-egress", 1),
  /** Bytes from an interface in one zone to an interface in another: the sender's side pays, and the receiver's. */
  CROSS_ZONE("cross-zone", 2),
  /** Bytes out by a peering connection in its Region: free within a zone, and between zones as {@link #CROSS_ZONE}; which it was is not told apart. */
  PEERING("peering", 1),
  /** Bytes out to another Region. */
  INTER_REGION("inter-region", 1),
  /** Hours of each attachment, and the bytes that it sends to its transit gateway. */
  TRANSIT_GATEWAY_ATTACHMENT("transit-gateway-attachment", 1);

  private final String code;
  private final int ways;

  Metered(String code, int ways) {
    this.code = code;
    this.ways = ways;
  }

  /** The name in price files and in JSON. */
  public String code() {
    return code;
  }

  /** How often each byte is paid for. */
  public int ways() {
    return ways;
  }

  public static Optional<Metered> of(String code) {
    return Arrays.stream(values()).filter(m -> m.code.equals(code)).findFirst();
  }
}
