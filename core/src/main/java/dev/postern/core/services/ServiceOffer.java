package dev.postern.core.services;

import java.util.List;

/**
 * One AWS service under one endpoint type, as {@code DescribeVpcEndpointServices} lists it; S3 and DynamoDB are two offers under one name.
 *
 * @param serviceName {@code com.amazonaws.REGION.sqs} and the like
 * @param type {@code Gateway} or {@code Interface}
 * @param serviceId {@code vpce-svc-} and 17 hexadecimal digits
 * @param baseEndpointDnsNames the name that endpoint-specific names end in; for gateways the public host
 * @param privateDnsNames the hosts that private DNS answers; none for gateways
 * @param policySupported whether endpoint policies are accepted
 * @param ipAddressTypes {@code ipv4}, {@code ipv6}
 * @param zoneLetters the zones of the Region that offer it, by letter; empty means all
 */
public record ServiceOffer(
    String serviceName,
    String type,
    String serviceId,
    List<String> baseEndpointDnsNames,
    List<String> privateDnsNames,
    boolean policySupported,
    List<String> ipAddressTypes,
    String zoneLetters) {}
