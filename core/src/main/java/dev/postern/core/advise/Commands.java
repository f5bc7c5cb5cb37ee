package dev.postern.core.advise;

import dev.postern.core.services.ServiceOffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The AWS CLI's commands that make a way; shell variables stand for the reader's VPC, subnets, route tables and groups. */
final class Commands {
  private static final int HTTPS = 443;

  private Commands() {}

  static List<String> of(Question question, Way.Kind kind) {
    List<String> commands = new ArrayList<>();
    switch (kind) {
      case GATEWAY_ENDPOINT -> commands.add(gateway(question.target().gateway().orElseThrow()));
      case GATEWAY_AND_INTERFACE -> {
        commands.add(gateway(question.target().gateway().orElseThrow()));
        commands.addAll(interfaces(question, true));
      }
      case INTERFACE_ENDPOINT -> commands.addAll(interfaces(question, false));
      case NAT_GATEWAY -> commands.addAll(nat(question));
    }
    return List.copyOf(commands);
  }

  static String gateway(ServiceOffer offer) {
    return "aws ec2 create-vpc-endpoint --region " + offer.region() + " --vpc-endpoint-type Gateway --vpc-id $VPC --service-name " + offer.serviceName()
        + " --route-table-ids $ROUTE_TABLES";
  }

  /** What private DNS needs of the VPC. */
  static List<String> vpcNames(String region) {
    return List.of(
        "aws ec2 modify-vpc-attribute --region " + region + " --vpc-id $VPC --enable-dns-support",
        "aws ec2 modify-vpc-attribute --region " + region + " --vpc-id $VPC --enable-dns-hostnames");
  }

  static String admit(String region, int port) {
    return "aws ec2 authorize-security-group-ingress --region " + region + " --group-id $GROUP --protocol tcp --port " + port + " --cidr $CALLERS_CIDR";
  }

  static String interfaces(String region, ServiceOffer offer, int zones, String names) {
    return "aws ec2 create-vpc-endpoint --region " + region + " --vpc-endpoint-type Interface --vpc-id $VPC --service-name " + offer.serviceName()
        + (region.equals(offer.region()) ? "" : " --service-region " + offer.region())
        + " --subnet-ids " + numbered("$SUBNET_", zones, " ") + " --security-group-ids $GROUP " + names;
  }

  static int port(ServiceOffer offer) {
    return offer.ports().contains(HTTPS) ? HTTPS : offer.ports().getFirst();
  }

  private static List<String> interfaces(Question question, boolean besideGateway) {
    Target target = question.target();
    ServiceOffer offer = target.interfaces().orElseThrow();
    boolean away = !target.isElsewhere() && offer.crossRegion() && question.callers().equals(Set.of(CallerPlace.OTHER_REGION));
    String region = away ? "$CALLERS_REGION" : target.region().name();
    boolean names = !offer.privateDnsNames().isEmpty();
    List<String> commands = new ArrayList<>(names ? vpcNames(region) : List.of());
    commands.add(admit(region, port(offer)));
    commands.add(interfaces(region, offer, question.endpointZones(), names(target, names, besideGateway)));
    if (names && question.has(CallerPlace.ON_PREMISES)) {
      // Queries come in over two addresses at least; one zone's subnet may hold both.
      String addresses = numbered("SubnetId=$SUBNET_", question.endpointZones(), " ");
      commands.add("aws route53resolver create-resolver-endpoint --region " + region + " --direction INBOUND --creator-request-id $RANDOM"
          + " --security-group-ids $RESOLVER_GROUP --ip-addresses " + (question.endpointZones() == 1 ? addresses + " " + addresses : addresses));
    }
    return commands;
  }

  private static String names(Target target, boolean names, boolean besideGateway) {
    if (!names) {
      return "--no-private-dns-enabled";
    }
    String inboundOnly = target.service().name().equals("s3") ? " --dns-options PrivateDnsOnlyForInboundResolverEndpoint=" + besideGateway : "";
    return "--private-dns-enabled" + inboundOnly;
  }

  private static List<String> nat(Question question) {
    String region = question.target().region().name();
    return IntStream.rangeClosed(1, question.zones())
        .boxed()
        .flatMap(i -> List.of(
            "ADDRESS_" + i + "=$(aws ec2 allocate-address --region " + region + " --domain vpc --query AllocationId --output text)",
            "NAT_" + i + "=$(aws ec2 create-nat-gateway --region " + region + " --subnet-id $PUBLIC_SUBNET_" + i + " --allocation-id $ADDRESS_" + i
                + " --query NatGateway.NatGatewayId --output text)",
            "aws ec2 create-route --region " + region + " --route-table-id $ROUTE_TABLE_" + i + " --destination-cidr-block 0.0.0.0/0 --nat-gateway-id $NAT_" + i)
            .stream())
        .toList();
  }

  private static String numbered(String name, int count, String between) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> name + i).collect(Collectors.joining(between));
  }
}
