package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.VpcEndpoint;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DnsOptionsSpecification;

/**
 * What create and modify of an endpoint may not carry: the parameters of other types, and addresses other than IPv4.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html">AWS</a>
 *
 * @param type the wire name
 * @param recordType the DNS records of an endpoint of this type with IPv4 addresses
 * @param otherType the error of a parameter that endpoints of this type do not have
 */
record EndpointParameters(String type, String recordType, Ec2Error otherType) {
  static final EndpointParameters GATEWAY = new EndpointParameters("Gateway", "service-defined", Ec2Error.INVALID_PARAMETER);
  static final EndpointParameters INTERFACE = new EndpointParameters("Interface", "ipv4", Ec2Error.INVALID_PARAMETER);

  private static final Set<String> ADDRESS_TYPES = Set.of("ipv4", "dualstack", "ipv6");
  private static final Set<String> RECORD_TYPES = Set.of("ipv4", "dualstack", "ipv6", "service-defined");

  static EndpointParameters of(VpcEndpoint.Type type) {
    return switch (type) {
      case GATEWAY -> GATEWAY;
      case INTERFACE -> INTERFACE;
    };
  }

  /** For a change of an endpoint: there another type's parameter means that the endpoint is not of the type which the request is about. */
  EndpointParameters ofModify() {
    return new EndpointParameters(type, recordType, Ec2Error.INVALID_VPC_ENDPOINT_TYPE);
  }

  /** Refuses values that are none of the enum's. */
  static void checkValues(@Nullable String ipAddressType, @Nullable DnsOptionsSpecification dns) {
    checkValue("IpAddressType", ipAddressType, ADDRESS_TYPES);
    if (dns != null) {
      checkValue("DnsOptions.DnsRecordIpType", dns.dnsRecordIpTypeAsString(), RECORD_TYPES);
    }
  }

  /** Refuses a parameter of another type by name when it was given. */
  void without(String parameter, boolean given) {
    if (given) {
      throw otherType.with("The parameter " + parameter + " is not supported for endpoints of type " + type + ".");
    }
  }

  /** Refuses addresses and records that AWS has and Postern does not carry, and the DNS options of Lattice's endpoints. */
  void checkSupport(@Nullable String ipAddressType, @Nullable DnsOptionsSpecification dns) {
    if (ipAddressType != null && !ipAddressType.equals("ipv4")) {
      throw Ec2Error.UNSUPPORTED_OPERATION.with("IpAddressType " + ipAddressType + " is not built in Postern, which carries IPv4.");
    }
    if (dns == null) {
      return;
    }
    String records = dns.dnsRecordIpTypeAsString();
    if (records != null && !records.equals(recordType)) {
      throw Ec2Error.UNSUPPORTED_OPERATION.with(
          "DnsOptions.DnsRecordIpType " + records + " is not built in Postern for endpoints of type " + type + ".");
    }
    without("DnsOptions.PrivateDnsPreference", dns.privateDnsPreference() != null);
    without("DnsOptions.PrivateDnsSpecifiedDomain", dns.hasPrivateDnsSpecifiedDomains());
  }

  private static void checkValue(String parameter, @Nullable String value, Set<String> values) {
    if (value != null && !values.contains(value)) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + value + ") for parameter " + parameter + " is invalid.");
    }
  }
}
