package dev.postern.core.advise;

import dev.postern.core.region.Region;
import dev.postern.core.services.PublicService;
import dev.postern.core.services.ServiceCatalog;
import dev.postern.core.services.ServiceOffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A service as the endpoints of a VPC may reach it.
 *
 * @param region of the VPC
 * @param gateway the offer of gateway endpoints
 * @param interfaces the offer of interface endpoints; of another Region when the service has one home
 */
public record Target(PublicService service, Region region, Optional<ServiceOffer> gateway, Optional<ServiceOffer> interfaces) {

  /**
   * @param name {@code sqs} or {@code com.amazonaws.us-east-1.sqs}
   * @throws BadQuestionException when there is no such service or Region
   */
  public static Target of(String name, String region) {
    Region found = region(region);
    String lower = name.toLowerCase(Locale.ROOT);
    PublicService service = PublicService.behind(lower, region).orElseThrow(() -> unknown(name, lower));
    List<ServiceOffer> offers = offers(service, region);
    return new Target(
        service,
        found,
        offers.stream().filter(o -> !o.isInterface()).findFirst(),
        offers.stream().filter(ServiceOffer::isInterface).findFirst());
  }

  static Region region(String name) {
    return Region.find(name).orElseThrow(() -> new BadQuestionException("AWS has no Region " + name + " here"));
  }

  /** The Region that the service is in. */
  public String home() {
    return interfaces.map(ServiceOffer::region).orElse(region.name());
  }

  public boolean isElsewhere() {
    return !home().equals(region.name());
  }

  /** In how many of the VPC's zones an interface endpoint reaches it. */
  public int zonesOffered() {
    return (int) region.zones().stream().filter(z -> interfaces.filter(o -> o.isReachedFrom(z)).isPresent()).count();
  }

  /** The name for a reader. */
  public String title() {
    return switch (service.name()) {
      case "s3" -> "S3";
      case "dynamodb" -> "DynamoDB";
      default -> service.name();
    };
  }

  private static List<ServiceOffer> offers(PublicService service, String region) {
    String pattern = service.endpointService();
    List<ServiceOffer> here = ServiceCatalog.named(region, pattern.replace("{region}", region));
    return here.isEmpty() && !pattern.isEmpty()
        ? Region.all().stream().map(r -> ServiceCatalog.named(r.name(), pattern)).filter(o -> !o.isEmpty()).findFirst().orElse(List.of())
        : here;
  }

  private static BadQuestionException unknown(String name, String lower) {
    String alike = PublicService.all().stream()
        .map(PublicService::name)
        .filter(n -> lower.length() > 1 && (n.startsWith(lower) || n.endsWith("." + lower)))
        .sorted()
        .collect(Collectors.joining(", "));
    return new BadQuestionException("no service of AWS is called " + name + " here" + (alike.isEmpty() ? "" : "; there is " + alike));
  }
}
