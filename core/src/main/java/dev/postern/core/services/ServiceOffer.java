package dev.postern.core.services;

import java.util.List;

/**
 * One AWS service under one endpoint type, as {@code DescribeVpcEndpointServices} lists it; S3 and DynamoDB are two offers under one name.
 *
 * @param serviceName {@code com.amazonaws.REGION.sqs} and the like
 * @param region where the service is
 * @param type {@code Gateway} or {@code Interface}
 * @param serviceId {@code vpce-svc-} and 17 hexadecimal digits
 * @param baseEndpointDnsNames the name that endpoint-specific names end in; for gateways the public host
 * @param wildcardNames whether an endpoint's own names begin with {@code *.}, as S3's do for {@code bucket}, {@code accesspoint} and
 *     {@code control}
 * @param privateDnsNames the hosts that private DNS answers; none for gateways
 * @param policySupported whether endpoint policies are accepted
 * @param ipAddressTypes {@code ipv4}, {@code ipv6}
 * @param zoneLetters the zones of the Region that offer it, by letter; empty means all
 * @param ports the TCP ports that an interface endpoint passes; none for gateways
 * @param crossRegion whether interface endpoints in other Regions reach it
 */
public record ServiceOffer(
    String serviceName,
    String region,
    String type,
    String serviceId,
    List<String> baseEndpointDnsNames,
    boolean wildcardNames,
    List<String> privateDnsNames,
    boolean policySupported,
    List<String> ipAddressTypes,
    String zoneLetters,
    List<Integer> ports,
    boolean crossRegion) {

  public boolean isInterface() {
    return type.equals("Interface");
  }

  /** Whether the zone of the service's Region offers it. */
  public boolean isIn(String zoneName) {
    return zoneLetters.isEmpty() || zoneLetters.indexOf(zoneName.charAt(zoneName.length() - 1)) >= 0;
  }
}
