package dev.postern.core.services;

import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import java.util.List;

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

  public boolean contains(long address) {
    return cidrs.stream().anyMatch(c -> c.contains(address));
  }
}
