package dev.postern.core.services;

import dev.postern.core.ip.Cidr;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;

/**
 * The AWS-managed prefix lists of S3 and DynamoDB in every Region: one table that routes, security groups, DNS and the public side all read.
 *
 * <p>Ids and blocks are the published ones where they are known; the others are made up, stable, and out of ranges that AWS gives the same
 * service elsewhere. The lists of other services are left out because their entries are not known here.
 * <a href="https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html">AWS</a>
 */
public final class PrefixLists {
  private static final Map<String, List<PrefixList>> BY_REGION =
      Tables.read("prefix-lists.json", new TypeReference<List<Row>>() {}).stream()
          .map(Row::list)
          .collect(Collectors.groupingBy(PrefixList::region, Collectors.toUnmodifiableList()));

  private PrefixLists() {}

  /** The lists of a Region; none for a Region that AWS does not have. */
  public static List<PrefixList> of(String region) {
    return BY_REGION.getOrDefault(region, List.of());
  }

  /** The Regions that have lists, which are all that Postern has, in name order. */
  public static List<String> regions() {
    return BY_REGION.keySet().stream().sorted().toList();
  }

  public static Optional<PrefixList> find(String region, String id) {
    return of(region).stream().filter(l -> l.id().equals(id)).findFirst();
  }

  /** The list of a service such as {@code com.amazonaws.us-east-1.s3}. */
  public static Optional<PrefixList> ofService(String region, String serviceName) {
    return of(region).stream().filter(l -> l.name().equals(serviceName)).findFirst();
  }

  private record Row(String region, String service, Optional<String> id, List<String> cidrs) {
    PrefixList list() {
      String name = "com.amazonaws." + region + "." + service;
      return new PrefixList(
          id.orElseGet(() -> "pl-" + Tables.hex(name, 8)), name, region, service, cidrs.stream().map(Cidr::parse).sorted().toList());
    }
  }
}
