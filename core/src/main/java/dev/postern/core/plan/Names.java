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

  /** A mark or kernel table for a subnet or route table: 28 bits of its id, above every number the kernel reserves. */
  public static int number(String id) {
    String digits = digits(id);
    return 0x10000000 | (int) (Long.parseLong(digits, 16) & 0x0FFFFFFF);
  }

  /** A locally administered address for a link's end that AWS has no name for. */
  public static String mac(String device, char end) {
    int low = (device + end).hashCode();
    int high = (end + device).hashCode();
    return "02:%02x:%02x:%02x:%02x:%02x"
        .formatted(high >>> 8 & 255, low >>> 24 & 255, low >>> 16 & 255, low >>> 8 & 255, low & 255);
  }

  public static String edge(String region) {
    return "edge/" + region;
  }
}
