package dev.postern.core.doctor;

import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.price.Hours;
import dev.postern.core.price.Metered;
import dev.postern.core.price.PriceTable;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsRequest;

/** Interface endpoints that cost and serve nobody. */
final class CostChecks {
  private static final PriceTable PRICES = PriceTable.builtIn();

  private CostChecks() {}

  static List<Finding> look(ExaminedVpc vpc) {
    List<Finding> findings = new ArrayList<>();
    boolean closed = vpc.fabric().uplinks().isEmpty() && vpc.fabric().transit().isEmpty() && vpc.in(ResolverEndpoint.class).isEmpty();
    Map<List<String>, List<VpcEndpoint>> services = new LinkedHashMap<>();
    for (VpcEndpoint endpoint : vpc.interfaceEndpoints()) {
      services.computeIfAbsent(List.of(endpoint.serviceName(), endpoint.serviceRegion()), _ -> new ArrayList<>()).add(endpoint);
      if (vpc.hosts().isEmpty() && closed) {
        findings.add(
            Finding.of(
                Cause.UNUSED, Severity.INFO, endpoint.key(), endpoint.vpcId(),
                endpoint.id() + " for " + ExaminedVpc.service(endpoint) + ": no instance or function runs in its VPC, and no other network is joined to it",
                "costs " + cost(endpoint) + " for nothing", vpc.fix(DeleteVpcEndpointsRequest.builder().vpcEndpointIds(endpoint.id()).build())));
      }
    }
    services.values().stream().filter(same -> same.size() > 1).forEach(same -> duplicates(vpc, same, findings));
    return findings;
  }

  /** The one with private names is kept, because clients find it by itself. */
  private static void duplicates(ExaminedVpc vpc, List<VpcEndpoint> same, List<Finding> findings) {
    List<VpcEndpoint> kept =
        same.stream().sorted(Comparator.comparing((VpcEndpoint e) -> !e.privateDnsEnabled()).thenComparing(VpcEndpoint::creationTimestamp).thenComparing(VpcEndpoint::id)).toList();
    for (VpcEndpoint other : kept.subList(1, kept.size())) {
      findings.add(
          Finding.of(
              Cause.DUPLICATE, Severity.INFO, other.key(), other.vpcId(), other.id() + " is for " + ExaminedVpc.service(other) + ", as " + kept.getFirst().id() + " in the same VPC is",
              "costs " + cost(other) + "; only clients that name it use it", vpc.fix(DeleteVpcEndpointsRequest.builder().vpcEndpointIds(other.id()).build())));
    }
  }

  private static String cost(VpcEndpoint endpoint) {
    int zones = endpoint.subnetIds().size();
    return PRICES.rate(endpoint.key().region(), Metered.INTERFACE_ENDPOINT)
        .map(rate -> "$" + rate.hours(Hours.OF_A_MONTH * zones).setScale(2, RoundingMode.HALF_UP) + " a month")
        .orElse("the hours of " + zones + " zones");
  }
}
