package dev.postern.core.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;

/**
 * A service of AWS as its clients know it: the hosts that they ask, the names that they sign for, the protocol that they speak.
 *
 * <p>Protocols, signing names and dual-stack hosts are those of the AWS SDKs' service models.
 *
 * @param name short, as in the name of its endpoint service: {@code sqs}, {@code ecr.api}
 * @param endpointService {@code com.amazonaws.{region}.sqs}; empty for what no endpoint reaches
 * @param signingNames in the scope of a signature; empty where requests carry none, or a kind of their own
 * @param protocol of most requests; some services take several
 * @param hosts {@code {region}} stands for the Region, a leading {@code *.} for one or more labels
 * @param usEast1Hosts hosts without a Region that belong to us-east-1
 */
public record PublicService(
    String name,
    String endpointService,
    List<String> signingNames,
    Protocol protocol,
    List<String> hosts,
    List<String> usEast1Hosts) {

  /** Tells a caller which address it is seen with. */
  public static final PublicService CHECKIP =
      new PublicService("checkip", "", List.of(), Protocol.REST_JSON, List.of("checkip.amazonaws.com"), List.of());

  private static final String REGION = "{region}";
  private static final List<PublicService> ALL = read();
  private static final Map<String, PublicService> BY_NAME = ALL.stream().collect(Collectors.toUnmodifiableMap(PublicService::name, Function.identity()));
  private static final Map<String, List<PublicService>> BY_SIGNING_NAME = bySigningName();

  /** How requests and errors are written. */
  public enum Protocol {
    EC2,
    QUERY,
    JSON,
    REST_JSON,
    REST_XML
  }

  /** Every service, in a stable order. */
  public static List<PublicService> all() {
    return ALL;
  }

  /** @param name the short one */
  public static Optional<PublicService> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The services that take signatures for {@code signingName}; the one of that very name is the first. */
  public static List<PublicService> signedAs(String signingName) {
    return BY_SIGNING_NAME.getOrDefault(signingName, List.of());
  }

  /** The service that an endpoint leads to; empty for one that is not AWS's. */
  public static Optional<PublicService> behind(String endpointService, String region) {
    return named(shortName(endpointService.replace("." + region + ".", "." + REGION + ".")));
  }

  /** Whether its hosts are the same in every Region, and take signatures for any. */
  public boolean isGlobal() {
    return !hosts.isEmpty() && hosts.stream().noneMatch(h -> h.contains(REGION));
  }

  private static String shortName(String endpointService) {
    return endpointService.startsWith("aws.sagemaker.{region}.")
        ? "sagemaker-" + endpointService.substring("aws.sagemaker.{region}.".length())
        : endpointService.replaceFirst("^com\\.amazonaws\\.(\\{region}\\.)?", "");
  }

  private static List<PublicService> read() {
    Map<String, Row> rows =
        Tables.read("clients.json", new TypeReference<List<Row>>() {}).stream()
            .collect(Collectors.toMap(Row::service, Function.identity(), (a, _) -> a, TreeMap::new));
    List<PublicService> services = new ArrayList<>(List.of(CHECKIP));
    ServiceCatalog.names().forEach((pattern, privateNames) -> services.add(row(rows, pattern).service(pattern, privateNames)));
    rows.values().forEach(r -> services.add(r.service("", List.of())));
    return List.copyOf(services);
  }

  private static Row row(Map<String, Row> rows, String endpointService) {
    Row row = rows.remove(shortName(endpointService));
    if (row == null) {
      throw new IllegalStateException("clients.json does not know " + endpointService);
    }
    return row;
  }

  private static Map<String, List<PublicService>> bySigningName() {
    Map<String, List<PublicService>> services =
        ALL.stream()
            .flatMap(s -> s.signingNames.stream().map(n -> Map.entry(n, s)))
            .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    services.replaceAll((name, some) ->
        Stream.concat(some.stream().filter(s -> s.name.equals(name)), some.stream().filter(s -> !s.name.equals(name))).toList());
    return Map.copyOf(services);
  }

  /**
   * What clients know of a service.
   *
   * @param signs the signing names; the short name alone when left out
   * @param hosts beside the private names
   */
  private record Row(
      String service, String protocol, Optional<List<String>> signs, Optional<List<String>> hosts, Optional<List<String>> usEast1Hosts) {
    PublicService service(String endpointService, List<String> privateNames) {
      return new PublicService(
          service,
          endpointService,
          signs.orElseGet(() -> List.of(service)),
          Protocol.valueOf(protocol.toUpperCase(Locale.ROOT).replace('-', '_')),
          Stream.concat(privateNames.stream(), hosts.orElse(List.of()).stream()).toList(),
          usEast1Hosts.orElse(List.of()));
    }
  }
}
