package dev.postern.core.advise;

import dev.postern.core.price.Bill;
import dev.postern.core.price.Metered;
import dev.postern.core.price.PriceTable;
import dev.postern.core.services.ServiceOffer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The endpoints that a workload needs in a VPC without a way out, and their price beside NAT gateways'.
 *
 * @param gb of a month, priced as if all of it went through the interface endpoints
 * @param endpoints gateway endpoints for what has them
 */
public record Bundle(
    Workload workload, String region, int zones, BigDecimal gb, List<ServiceOffer> endpoints, Bill bill, Bill nat, List<String> commands) {

  /**
   * @param also services that the workload calls besides
   * @throws BadQuestionException when a part of it does not exist
   */
  public static Bundle of(Workload workload, List<String> also, String region, int zones, BigDecimal gb, PriceTable prices) {
    Question.amount(region, Target.region(region).zones().size(), zones, gb);
    List<Question> questions = Stream.concat(workload.needed().stream(), also.stream()).distinct()
        .map(s -> Question.of(s, region, List.of(CallerPlace.VPC), zones, gb))
        .toList();
    List<ServiceOffer> endpoints = questions.stream().map(Bundle::endpoint).distinct().toList();
    long interfaces = questions.stream().filter(q -> q.target().gateway().isEmpty()).mapToLong(Question::endpointZones).sum();
    long gateways = endpoints.stream().filter(o -> !o.isInterface()).count();
    Month month = new Month(region).with(Metered.GATEWAY_ENDPOINT, gateways, BigDecimal.ZERO)
        .with(Metered.INTERFACE_ENDPOINT, interfaces, interfaces == 0 ? BigDecimal.ZERO : gb);
    return new Bundle(
        workload, region, zones, gb, endpoints, month.at(prices), new Month(region).withNatGateways(zones, gb).at(prices), commands(region, questions));
  }

  private static ServiceOffer endpoint(Question question) {
    Target target = question.target();
    return target.gateway().or(target::interfaces).orElseThrow(() -> new BadQuestionException(Rule.NO_ENDPOINT.about(target.title()).sentence()));
  }

  private static List<String> commands(String region, List<Question> questions) {
    List<String> commands = new ArrayList<>();
    questions.forEach(q -> q.target().gateway().map(Commands::gateway).ifPresent(commands::add));
    List<Question> interfaces = questions.stream().filter(q -> q.target().gateway().isEmpty()).toList();
    if (!interfaces.isEmpty()) {
      commands.addAll(Commands.vpcNames(region));
      interfaces.stream().map(q -> Commands.admit(region, Commands.port(endpoint(q)))).distinct().forEach(commands::add);
    }
    for (Question question : interfaces) {
      ServiceOffer offer = endpoint(question);
      String names = offer.privateDnsNames().isEmpty() ? "--no-private-dns-enabled" : "--private-dns-enabled";
      commands.add(Commands.interfaces(region, offer, question.endpointZones(), names));
    }
    return List.copyOf(commands);
  }
}
