package dev.postern.core.dns;

import dev.postern.core.ip.Ip;
import dev.postern.core.region.Region;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that AWS makes out of an instance's addresses.
 * <a href="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html">AWS</a>
 */
public final class HostNames {
  private static final Pattern DASHED = Pattern.compile("(ip|ec2)-(\\d{1,3})-(\\d{1,3})-(\\d{1,3})-(\\d{1,3})");

  /** The reverse zones of private addresses (RFC 1918) and of shared ones (RFC 6598). */
  private static final Pattern REVERSE_ZONE =
      Pattern.compile(
          "(?:.+\\.)?((?:10|168\\.192|254\\.169|(?:1[6-9]|2\\d|3[01])\\.172|(?:6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.100)\\.in-addr\\.arpa)");

  private HostNames() {}

  /** The domain of a Region's private names. */
  public static String privateDomain(String region) {
    return Region.require(region).privateDomain();
  }

  /** The domain of a Region's public instance names. */
  public static String publicDomain(String region) {
    return region.equals("us-east-1") ? "compute-1.amazonaws.com" : region + ".compute.amazonaws.com";
  }

  /** {@code ip-10-0-0-5.ec2.internal} */
  public static String privateName(String region, String ip) {
    return "ip-" + ip.replace('.', '-') + "." + privateDomain(region);
  }

  /** {@code ec2-54-1-2-3.compute-1.amazonaws.com} */
  public static String publicName(String region, String ip) {
    return "ec2-" + ip.replace('.', '-') + "." + publicDomain(region);
  }

  /** The address in the first label of {@code ip-…} ({@code kind} "ip") or {@code ec2-…} ("ec2"); empty when it is no such label. */
  static Optional<String> addressIn(String label, String kind) {
    Matcher matcher = DASHED.matcher(label);
    if (!matcher.matches() || !matcher.group(1).equals(kind)) {
      return Optional.empty();
    }
    return dotted(matcher.group(2) + "." + matcher.group(3) + "." + matcher.group(4) + "." + matcher.group(5));
  }

  /** The address of {@code 5.0.0.10.in-addr.arpa}. */
  static Optional<String> reversed(String name) {
    String suffix = ".in-addr.arpa";
    if (!name.endsWith(suffix)) {
      return Optional.empty();
    }
    String[] octets = name.substring(0, name.length() - suffix.length()).split("\\.", -1);
    return octets.length == 4 ? dotted(octets[3] + "." + octets[2] + "." + octets[1] + "." + octets[0]) : Optional.empty();
  }

  /**
   * The zone that every VPC's resolver has for names of this Region's private addresses, when {@code name} is in it.
   * <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-rules-managing.html">AWS</a>
   */
  static Optional<String> builtInZone(String region, String name) {
    String domain = privateDomain(region);
    if (name.equals(domain) || name.endsWith("." + domain)) {
      return Optional.of(domain);
    }
    Matcher matcher = REVERSE_ZONE.matcher(name);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static Optional<String> dotted(String text) {
    try {
      return Optional.of(Ip.text(Ip.parse(text)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
