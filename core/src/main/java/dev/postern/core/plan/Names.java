package dev.postern.core.plan;

/** Short stable names and numbers in the kernel, derived from AWS ids: a device name has at most 15 characters and an id 21. */
public final class Names {
  private Names() {}

  /** The last 13 digits of an id: 52 bits tell the interfaces of one machine apart. */
  public static String digits(String id) {
    String digits = id.substring(id.lastIndexOf('-') + 1);
    return digits.length() <= 13 ? digits : digits.substring(digits.length() - 13);
  }

  /** The router's end of a host's link. */
  public static String hostLink(String networkInterfaceId) {
    return "e" + digits(networkInterfaceId);
  }

  /** Both ends of an endpoint's link. */
  public static String endpointLink(String vpcEndpointId) {
    return "p" + digits(vpcEndpointId);
  }

  /** The edge's end of a VPC's link. */
  public static String vpcLink(String vpcId) {
    return "v" + digits(vpcId);
  }

  /** The edge's end of a public host's link. */
  public static String publicLink(String hostId) {
    return "h" + digits(hostId);
  }

  /** The router's end of a link to the backbone. */
  public static String uplink(String uplinkId) {
    return "x" + digits(uplinkId);
  }

  /** The backbone's end of the link that carries the packets of one of its tables; the two ends of a peering connection differ. */
  public static String uplinkFrom(String table) {
    int side = table.indexOf('/');
    return side < 0 ? "x" + digits(table) : "y" + digits(table.substring(0, side));
  }

  /** Both ends of a site's link to the backbone. */
  public static String siteLink(String siteId) {
    return "s" + digits(siteId);
  }

  /** The site's end of the link of one of its hosts. */
  public static String siteHostLink(String hostId) {
    return "h" + digits(hostId);
  }

  /**
   * A mark or kernel table for a subnet or route table: 28 bits of its id, above every number the kernel reserves. What stands behind a slash
   * (a zone, an end of a peering connection) gives another number.
   */
  public static int number(String key) {
    int slash = key.indexOf('/');
    String id = slash < 0 ? key : key.substring(0, slash);
    int suffix = slash < 0 ? 0 : key.substring(slash).hashCode() * 0x9E3779B1;
    return 0x10000000 | (int) (Long.parseLong(digits(id), 16) ^ suffix) & 0x0FFFFFFF;
  }

  /** A locally administered address for a link's end that AWS has no name for. */
  public static String mac(String device, char end) {
    int low = (device + end).hashCode();
    int high = (end + device).hashCode();
    return "02:%02x:%02x:%02x:%02x:%02x"
        .formatted(high >>> 8 & 255, low >>> 24 & 255, low >>> 16 & 255, low >>> 8 & 255, low & 255);
  }

  /** The router's end of the internet gateway's link. */
  public static final String INTERNET_GATEWAY_LINK = "igw";

  /** What joins VPCs, sites and transit gateways. */
  public static final String BACKBONE = "backbone";

  public static String edge(String region) {
    return "edge/" + region;
  }
}
