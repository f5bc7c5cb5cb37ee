package dev.postern.core.action.ec2.securitygroup;

import dev.postern.core.error.AwsException;
import dev.postern.core.error.Ec2Error;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The protocol and ports of a rule as AWS checks and stores them.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html">AWS</a>
 *
 * @param name {@code tcp}, {@code udp}, {@code icmp}, {@code icmpv6}, another protocol's number, or {@code -1} for all
 */
record Protocol(String name, int fromPort, int toPort) {

  static Protocol of(@Nullable String protocol, @Nullable Integer from, @Nullable Integer to) {
    if (protocol == null) {
      throw Ec2Error.MISSING_PARAMETER.with("ipProtocol");
    }
    String name = name(protocol);
    return switch (name) {
      case "tcp", "udp" -> ports(name, from, to);
      case "icmp", "icmpv6" -> icmp(name, from, to);
      default -> new Protocol(name, -1, -1);
    };
  }

  /** {@code 6} and {@code TCP} are {@code tcp}. */
  private static String name(String given) {
    return switch (given.toLowerCase(Locale.ROOT)) {
      case "tcp", "6" -> "tcp";
      case "udp", "17" -> "udp";
      case "icmp", "1" -> "icmp";
      case "icmpv6", "58" -> "icmpv6";
      case "-1", "all" -> "-1";
      default -> {
        if (!given.matches("\\d{1,3}") || Integer.parseInt(given) > 255) {
          throw value("Invalid value '" + given + "' for IP protocol. Unknown protocol.");
        }
        yield String.valueOf(Integer.parseInt(given));
      }
    };
  }

  private static Protocol ports(String name, @Nullable Integer from, @Nullable Integer to) {
    if (from == null || to == null) {
      throw value("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
    }
    for (int port : new int[] {from, to}) {
      if (port < 0 || port > 65535) {
        throw value("TCP/UDP port (" + port + ") out of range");
      }
    }
    if (from > to) {
      throw value("Invalid TCP/UDP port range (" + from + ":" + to + ")");
    }
    return new Protocol(name, from, to);
  }

  /** For ICMP the ports are type and code; a missing one stands for all. */
  private static Protocol icmp(String name, @Nullable Integer from, @Nullable Integer to) {
    int type = from == null ? -1 : from;
    int code = to == null ? -1 : to;
    if (type < -1 || type > 255) {
      throw value("ICMP type (" + type + ") out of range");
    }
    if (code < -1 || code > 255) {
      throw value("ICMP code (" + code + ") out of range");
    }
    if (type == -1 && code != -1) {
      throw value("ICMP code (" + code + ") must be -1 when the ICMP type is -1");
    }
    return new Protocol(name, type, code);
  }

  private static AwsException value(String message) {
    return Ec2Error.INVALID_PARAMETER_VALUE.with(message);
  }
}
