package dev.postern.core.services;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;

/**
 * The AWS services that VPC endpoints reach, in every Region.
 * <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html">AWS</a>
 *
 * <p>Service ids and zone gaps are known for us-east-1; elsewhere the ids are made up and stable.
 */
public final class ServiceCatalog {
  private static final List<Row> ROWS = Tables.read("services.json", new TypeReference<List<Row>>() {});

  private ServiceCatalog() {}

  /** All offers of a Region, by name and then type; none for a Region that AWS does not have. */
  public static List<ServiceOffer> of(String region) {
    if (PrefixLists.of(region).isEmpty()) {
      return List.of();
    }
    return ROWS.stream()
        .flatMap(r -> r.offers(region))
        .sorted(Comparator.comparing(ServiceOffer::serviceName).thenComparing(ServiceOffer::type))
        .toList();
  }

  /** The offers under one name: two for S3 and DynamoDB, none when the service does not exist. */
  public static List<ServiceOffer> named(String region, String serviceName) {
    if (PrefixLists.of(region).isEmpty()) {
      return List.of();
    }
    return ROWS.stream().filter(r -> Row.in(region, r.name()).equals(serviceName)).flatMap(r -> r.offers(region)).toList();
  }

  private record Row(
      String name,
      List<String> types,
      Map<String, String> base,
      List<String> privateDns,
      boolean policy,
      List<String> ip,
      Optional<Map<String, String>> usEast1Ids,
      Optional<String> usEast1Zones) {

    Stream<ServiceOffer> offers(String region) {
      return types.stream().map(type -> offer(region, type));
    }

    private ServiceOffer offer(String region, String type) {
      boolean known = region.equals("us-east-1");
      String serviceName = in(region, name);
      String knownId = known ? usEast1Ids.map(ids -> ids.getOrDefault(type, "")).orElse("") : "";
      return new ServiceOffer(
          serviceName,
          type,
          knownId.isEmpty() ? "vpce-svc-0" + Tables.hex(region + "/" + serviceName + "/" + type, 16) : knownId,
          Stream.ofNullable(base.get(type)).map(b -> in(region, b)).toList(),
          type.equals("Gateway") ? List.of() : privateDns.stream().map(p -> in(region, p)).toList(),
          policy,
          ip,
          known ? usEast1Zones.orElse("") : "");
    }

    private static String in(String region, String template) {
      return template.replace("{region}", region);
    }
  }
}
