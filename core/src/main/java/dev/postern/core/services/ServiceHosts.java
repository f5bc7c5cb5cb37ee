package dev.postern.core.services;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The host names that a service in a Region answers to behind an endpoint, whichever endpoint that is.
 *
 * <p>They are the service's public and private names, and the endpoint-specific ones: AWS's certificates hold {@code *.sqs.REGION.vpce.amazonaws.com},
 * and a request's Host does not say which endpoint carried it.
 *
 * @param bases what endpoint-specific names end in; none for what only gateway endpoints reach
 * @param wildcardNames whether endpoint-specific names have more labels in front, as S3's have
 */
public record ServiceHosts(PublicService service, String region, List<String> bases, boolean wildcardNames) {
  /** What an S3 name begins with, before or after the bucket: <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html">AWS</a>. */
  private static final Set<String> S3_LABELS = Set.of("bucket", "accesspoint", "control");

  /** Those that were asked for: the catalogue never changes, and every request through an endpoint asks. */
  private static final Map<List<String>, Optional<ServiceHosts>> KNOWN = new ConcurrentHashMap<>();

  /** Those of an endpoint's service; empty when it is not one of AWS's. */
  public static Optional<ServiceHosts> of(String serviceName, String region) {
    List<String> asked = List.of(serviceName, region);
    Optional<ServiceHosts> known = KNOWN.get(asked);
    if (known == null) {
      known = read(serviceName, region);
      // Of names that are nobody's there is no end.
      if (known.isPresent()) {
        KNOWN.put(asked, known);
      }
    }
    return known;
  }

  private static Optional<ServiceHosts> read(String serviceName, String region) {
    List<ServiceOffer> offers = ServiceCatalog.named(region, serviceName).stream().filter(ServiceOffer::isInterface).toList();
    return PublicService.behind(serviceName, region)
        .map(service -> new ServiceHosts(
            service,
            region,
            offers.stream().flatMap(o -> o.baseEndpointDnsNames().stream()).toList(),
            offers.stream().anyMatch(ServiceOffer::wildcardNames)));
  }

  /** Whether the service takes a request, or a TLS connection, for {@code host}. */
  public boolean answers(String host) {
    Optional<EndpointNames.Parsed> own = EndpointNames.parse(host);
    if (own.isPresent() && bases.contains(own.get().base())) {
      String prefix = own.get().prefix();
      return wildcardNames ? S3_LABELS.contains(prefix.substring(prefix.lastIndexOf('.') + 1)) : prefix.isEmpty();
    }
    return PublicHost.of(host).filter(h -> h.service().equals(service) && h.region().orElse(region).equals(region)).isPresent();
  }

  /** The names of the certificate that a client gets who asks for a name that is not the service's. */
  public List<String> certificateNames() {
    return Stream.concat(PublicHost.names(service, region).stream(), bases.stream().map(b -> "*." + b)).toList();
  }
}
