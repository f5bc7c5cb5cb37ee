package dev.postern.core.services;

import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a Region's public services answer: S3 and DynamoDB in the blocks of their prefix lists, the others in one block of the Region.
 *
 * <p>Those blocks are made up, out of a range that AWS announces and no prefix list holds: what matters is that a gateway endpoint does not
 * lead to them.
 */
public final class PublicServices {
  private static final long API_BLOCKS = Ip.parse("54.239.0.0");

  private PublicServices() {}

  /** Every block that the Region's public side answers on; none for a Region that AWS does not have. */
  public static List<Cidr> blocks(String region) {
    return Stream.concat(PrefixLists.of(region).stream().flatMap(l -> l.cidrs().stream()), apiBlock(region).stream()).toList();
  }

  /** The addresses that DNS answers for a service; none for a Region that AWS does not have. */
  public static List<Long> addresses(String region, PublicService service) {
    return switch (service) {
      case S3, DYNAMODB ->
          PrefixLists.ofService(region, "com.amazonaws." + region + "." + service.code()).map(PrefixList::addresses).orElse(List.of());
      case EC2, STS, IAM, LAMBDA, CHECKIP -> {
        long first = 10L + 4L * service.ordinal();
        yield apiBlock(region).map(block -> List.of(block.at(first), block.at(first + 1))).orElse(List.of());
      }
    };
  }

  private static Optional<Cidr> apiBlock(String region) {
    int index = PrefixLists.regions().indexOf(region);
    return index < 0 ? Optional.empty() : Optional.of(Cidr.of(API_BLOCKS + 256L * index, 24));
  }
}
