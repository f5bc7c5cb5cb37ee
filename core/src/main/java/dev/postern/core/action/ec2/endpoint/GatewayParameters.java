package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.error.Ec2Error;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DnsOptionsSpecification;

/**
 * What create and modify of a gateway endpoint may not carry: the parameters of the other types, and addresses other than IPv4.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html">AWS</a>
 */
final class GatewayParameters {
  private static final Set<String> ADDRESS_TYPES = Set.of("ipv4", "dualstack", "ipv6");
  private static final Set<String> RECORD_TYPES = Set.of("ipv4", "dualstack", "ipv6", "service-defined");

  private GatewayParameters() {}

  /** Refuses a parameter of another type by name when it was given. */
  static void without(String parameter, boolean given) {
    if (given) {
      throw Ec2Error.INVALID_PARAMETER.with("The parameter " + parameter + " is not supported for endpoints of type Gateway.");
    }
  }

  /** Refuses values that are none of the enum's. */
  static void checkValues(@Nullable String ipAddressType, @Nullable DnsOptionsSpecification dns) {
    checkValue("IpAddressType", ipAddressType, ADDRESS_TYPES);
    if (dns != null) {
      checkValue("DnsOptions.DnsRecordIpType", dns.dnsRecordIpTypeAsString(), RECORD_TYPES);
    }
  }

  /** Refuses what AWS has and Postern does not carry, and the DNS options of interface endpoints. */
  static void checkSupport(@Nullable String ipAddressType, @Nullable DnsOptionsSpecification dns) {
    if (ipAddressType != null && !ipAddressType.equals("ipv4")) {
      throw Ec2Error.UNSUPPORTED_OPERATION.with("IpAddressType " + ipAddressType + " is not built in Postern, which carries IPv4.");
    }
    if (dns == null) {
      return;
    }
    String records = dns.dnsRecordIpTypeAsString();
    if (records != null && !records.equals("service-defined")) {
      throw Ec2Error.UNSUPPORTED_OPERATION.with(
          "DnsOptions.DnsRecordIpType " + records + " is not built in Postern for endpoints of type Gateway.");
    }
    without("DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint", dns.privateDnsOnlyForInboundResolverEndpoint() != null);
    without("DnsOptions.PrivateDnsPreference", dns.privateDnsPreference() != null);
    without("DnsOptions.PrivateDnsSpecifiedDomain", dns.hasPrivateDnsSpecifiedDomains());
  }

  private static void checkValue(String parameter, @Nullable String value, Set<String> values) {
    if (value != null && !values.contains(value)) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + value + ") for parameter " + parameter + " is invalid.");
    }
  }
}
