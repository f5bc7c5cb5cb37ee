package dev.postern.core.action.ec2.networkacl;

import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkAcl.Entry;
import dev.postern.core.model.NetworkAcl.IcmpTypeCode;
import dev.postern.core.model.NetworkAcl.PortRange;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry as create and replace give it.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html">AWS</a>
 */
record RequestedEntry(
    @Nullable Integer ruleNumber,
    @Nullable Boolean egress,
    @Nullable String protocol,
    @Nullable String ruleAction,
    @Nullable String cidrBlock,
    software.amazon.awssdk.services.ec2.model.@Nullable PortRange portRange,
    software.amazon.awssdk.services.ec2.model.@Nullable IcmpTypeCode icmpTypeCode) {

  /** The entry, checked. */
  Entry entry() {
    int number = ruleNumber(ruleNumber);
    String given = Lookup.given(protocol, "Protocol");
    String protocolNumber = protocolNumber(given);
    boolean hasPorts = protocolNumber.equals("6") || protocolNumber.equals("17");
    return new Entry(
        number,
        Lookup.given(egress, "Egress"),
        protocolNumber,
        allow(Lookup.given(ruleAction, "RuleAction")),
        Lookup.cidr(Lookup.given(cidrBlock, "CidrBlock"), "cidrBlock"),
        hasPorts ? Optional.of(fromTo()) : Optional.empty(),
        protocolNumber.equals("1") ? Optional.of(typeAndCode()) : Optional.empty());
  }

  /** From 1 to 32766: the row after them cannot be changed. */
  static int ruleNumber(@Nullable Integer number) {
    int given = Lookup.given(number, "RuleNumber");
    if (given < 1 || given >= NetworkAcl.LAST_RULE) {
      throw value("Value (" + given + ") for parameter ruleNumber is invalid. Rule numbers must be between 1 and 32766.");
    }
    return given;
  }

  private static String protocolNumber(String given) {
    return switch (given.toLowerCase(Locale.ROOT)) {
      case "-1", "all" -> "-1";
      case "tcp" -> "6";
      case "udp" -> "17";
      case "icmp" -> "1";
      default -> {
        if (!given.matches("\\d{1,3}") || Integer.parseInt(given) > 255) {
          throw value("Invalid value '" + given + "' for IP protocol. Unknown protocol.");
        }
        yield String.valueOf(Integer.parseInt(given));
      }
    };
  }

  private static boolean allow(String action) {
    return switch (action) {
      case "allow" -> true;
      case "deny" -> false;
      default -> throw value("Value (" + action + ") for parameter ruleAction is invalid.");
    };
  }

  private PortRange fromTo() {
    if (portRange == null) {
      throw Ec2Error.MISSING_PARAMETER.with("PortRange");
    }
    int from = Lookup.given(portRange.from(), "PortRange.From");
    int to = Lookup.given(portRange.to(), "PortRange.To");
    if (from < 0 || to > 65535 || from > to) {
      throw value("Invalid TCP/UDP port range (" + from + ":" + to + ")");
    }
    return new PortRange(from, to);
  }

  private IcmpTypeCode typeAndCode() {
    if (icmpTypeCode == null) {
      throw Ec2Error.MISSING_PARAMETER.with("Icmp");
    }
    int type = Lookup.given(icmpTypeCode.type(), "Icmp.Type");
    int code = Lookup.given(icmpTypeCode.code(), "Icmp.Code");
    if (type < -1 || type > 255 || code < -1 || code > 255) {
      throw value("Invalid ICMP type and code (" + type + ":" + code + ")");
    }
    return new IcmpTypeCode(type, code);
  }

  private static AwsException value(String message) {
    return Ec2Error.INVALID_PARAMETER_VALUE.with(message);
  }
}
