package dev.postern.core.services;

import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.VpcEndpointService;
import dev.postern.core.state.Snapshot;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

  /** The offers of each Region that was asked for, by name and then type. */
  private static final Map<String, Map<String, List<ServiceOffer>>> BY_REGION = new ConcurrentHashMap<>();

  private ServiceCatalog() {}

  /** All offers of a Region, by name and then type; none for a Region that AWS does not have. */
  public static List<ServiceOffer> of(String region) {
    return byName(region).values().stream().flatMap(List::stream).toList();
  }

  /** The offers under one name: two for S3 and DynamoDB, none when the Region has no such service. */
  public static List<ServiceOffer> named(String region, String serviceName) {
    return byName(region).getOrDefault(serviceName, List.of());
  }

  /** What an endpoint leads to. */
  public static ServiceOffer offer(VpcEndpoint endpoint) {
    return endpoint.connection().map(c -> ServiceOffer.of(endpoint, c)).orElseGet(() -> ofAws(endpoint));
  }

  /** The same, of a user's service as it is now. */
  public static ServiceOffer offer(Snapshot snapshot, VpcEndpoint endpoint) {
    return endpoint
        .connection()
        .flatMap(c -> snapshot.located(VpcEndpointService.class, c.serviceId()))
        .map(s -> ServiceOffer.of(snapshot, s))
        .orElseGet(() -> offer(endpoint));
  }

  private static ServiceOffer ofAws(VpcEndpoint endpoint) {
    return named(endpoint.serviceRegion(), endpoint.serviceName()).stream()
        .filter(o -> o.isInterface() == (endpoint.type() == VpcEndpoint.Type.INTERFACE))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(endpoint.id() + " leads to a service that is not in the catalog: " + endpoint.serviceName()));
  }

  /** The name pattern of every service in a stable order, and the private names of each; {@code {region}} stands for the Region. */
  static SequencedMap<String, List<String>> names() {
    SequencedMap<String, List<String>> names = new LinkedHashMap<>();
    ROWS.forEach(r -> names.put(r.name(), r.privateDns()));
    return names;
  }

  private static Map<String, List<ServiceOffer>> byName(String region) {
    return PrefixLists.of(region).isEmpty() ? Map.of() : BY_REGION.computeIfAbsent(region, ServiceCatalog::read);
  }

  private static Map<String, List<ServiceOffer>> read(String region) {
    return ROWS.stream()
        .filter(r -> r.home().isEmpty() || r.home().get().equals(region))
        .flatMap(r -> r.offers(region))
        .sorted(Comparator.comparing(ServiceOffer::serviceName).thenComparing(ServiceOffer::type))
        .collect(Collectors.groupingBy(ServiceOffer::serviceName, LinkedHashMap::new, Collectors.toUnmodifiableList()));
  }

  /**
   * A service in all Regions.
   *
   * @param ports single ones and ranges such as {@code 1024-1064}; 443 when left out
   * @param home the only Region that has it
   */
  private record Row(
      String name,
      List<String> types,
      Map<String, String> base,
      boolean wildcard,
      List<String> privateDns,
      boolean policy,
      List<String> ip,
      Optional<Map<String, String>> usEast1Ids,
      Optional<String> usEast1Zones,
      Optional<List<String>> ports,
      boolean crossRegion,
      Optional<String> home) {

    Stream<ServiceOffer> offers(String region) {
      return types.stream().map(type -> offer(region, type));
    }

    private ServiceOffer offer(String region, String type) {
      boolean known = region.equals("us-east-1");
      boolean gateway = type.equals("Gateway");
      String serviceName = in(region, name);
      String knownId = known ? usEast1Ids.map(ids -> ids.getOrDefault(type, "")).orElse("") : "";
      return new ServiceOffer(
          serviceName,
          region,
          type,
          knownId.isEmpty() ? "vpce-svc-0" + Tables.hex(region + "/" + serviceName + "/" + type, 16) : knownId,
          Stream.ofNullable(base.get(type)).map(b -> in(region, b)).toList(),
          wildcard && !gateway,
          gateway ? List.of() : privateDns.stream().map(p -> in(region, p)).toList(),
          policy,
          ip,
          known ? usEast1Zones.orElse("") : "",
          gateway ? List.of() : ports.orElse(List.of("443")).stream().flatMapToInt(Row::range).boxed().toList(),
          crossRegion && !gateway,
          Optional.empty());
    }

    private static IntStream range(String ports) {
      String[] ends = ports.split("-", 2);
      return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
    }

    private static String in(String region, String template) {
      return template.replace("{region}", region);
    }
  }
}
