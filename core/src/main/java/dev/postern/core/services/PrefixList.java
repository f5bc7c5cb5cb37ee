package dev.postern.core.services;

import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * An AWS-managed prefix list: the public addresses of one service in one Region.
 *
 * @param id {@code pl-} and 8 hexadecimal digits
 * @param name the service's name, {@code com.amazonaws.REGION.s3}
 * @param service the short name: {@code s3}, {@code dynamodb}
 * @param cidrs the published blocks; no two lists overlap
 */
public record PrefixList(String id, String name, String region, String service, List<Cidr> cidrs) {
  /** How many addresses DNS answers with, at most; one a block. */
  private static final int ANSWERS = 3;

  /** The addresses that DNS answers for the service's hosts, each inside one of the blocks. */
  public List<Long> addresses() {
    return cidrs.stream().limit(ANSWERS).map(c -> c.at(Math.min(c.size() - 2, 10))).toList();
  }

  /** {@link #addresses()} as dotted text. */
  public List<String> addressTexts() {
    return addresses().stream().map(Ip::text).toList();
  }

  /** The hosts that these addresses serve; a leading {@code *.} stands for one or more labels. */
  public List<String> hosts() {
    return switch (service) {
      case "s3" -> Stream.concat(
              Stream.of("s3." + region, "*.s3." + region, "s3.dualstack." + region, "*.s3.dualstack." + region),
              region.equals("us-east-1") ? Stream.of("s3", "*.s3") : Stream.of())
          .map(h -> h + ".amazonaws.com")
          .toList();
      case "dynamodb" -> List.of("dynamodb." + region + ".amazonaws.com", "*.ddb." + region + ".amazonaws.com");
      default -> List.of();
    };
  }

  /** Whether these addresses serve {@code host}, in any letter case and with or without the final dot. */
  public boolean serves(String host) {
    String plain = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).toLowerCase(Locale.ROOT);
    return hosts().stream().anyMatch(h -> h.startsWith("*.") ? plain.endsWith(h.substring(1)) && plain.length() >= h.length() : h.equals(plain));
  }

  public boolean contains(long address) {
    return cidrs.stream().anyMatch(c -> c.contains(address));
  }
}
