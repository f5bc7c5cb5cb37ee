package dev.postern.core.advise;

/** What AWS's networks keep to, as far as it decides between endpoints. */
public enum Rule {
  GATEWAY_SERVICES("Only S3, DynamoDB and S3 Express One Zone have gateway endpoints; %s has none.", "vpc/latest/privatelink/gateway-endpoints.html"),
  GATEWAY_OWN_VPC(
      "A gateway endpoint is a route of its own VPC's subnets: callers %s do not pass it.", "vpc/latest/privatelink/gateway-endpoints.html"),
  GATEWAY_OWN_REGION(
      "A gateway endpoint's prefix list holds the addresses that %s has in %s alone, and so does not serve callers of another Region.",
      "vpc/latest/privatelink/gateway-endpoints.html"),
  GATEWAY_FREE("A gateway endpoint costs nothing, by the hour or by the GB.", "vpc/latest/privatelink/gateway-endpoints.html"),
  GATEWAY_OF_THEIR_OWN(
      "If the other VPC may have endpoints, a gateway endpoint of its own is free and spares it the way through this VPC.",
      "vpc/latest/privatelink/gateway-endpoints.html"),
  INTERFACE_NONE("%s has no interface endpoint.", "vpc/latest/privatelink/aws-services-privatelink-support.html"),
  INTERFACE_ADDRESSES(
      "An interface endpoint has addresses in the VPC's subnets: whoever has a route to the VPC and passes the endpoint's security groups reaches it.",
      "vpc/latest/privatelink/create-interface-endpoint.html"),
  INTERFACE_ZONES(
      "%s is offered in %s alone: that is where the endpoint's subnets are, %d here; it serves callers of all zones.",
      "vpc/latest/privatelink/aws-services-privatelink-support.html"),
  INTERFACE_NO_ZONE("No zone of %s has interface endpoints for %s.", "vpc/latest/privatelink/aws-services-privatelink-support.html"),
  PRIVATE_DNS_INSIDE(
      "Private DNS answers inside the endpoint's VPC alone: callers %s ask through a Route 53 Resolver inbound endpoint or a private hosted zone, "
          + "or use the endpoint's own names.",
      "vpc/latest/privatelink/privatelink-access-aws-services.html"),
  PRIVATE_DNS_NONE(
      "%s's interface endpoint has no private DNS: its callers must be given the endpoint's own name, %s.",
      "vpc/latest/privatelink/privatelink-access-aws-services.html"),
  S3_INBOUND_ONLY(
      "PrivateDnsOnlyForInboundResolverEndpoint=true keeps the VPC's own hosts on the free gateway endpoint, which must be there first, and gives the "
          + "interface endpoint's addresses to those who ask through a Resolver inbound endpoint.",
      "AmazonS3/latest/userguide/privatelink-interface-endpoints.html"),
  S3_NOT_INBOUND_ONLY(
      "Without a gateway endpoint in the VPC, S3's private DNS needs PrivateDnsOnlyForInboundResolverEndpoint=false; true is the default.",
      "AmazonS3/latest/userguide/privatelink-interface-endpoints.html"),
  ONE_HOME("%s is served from %s alone: the endpoint names it as ServiceRegion, and the bytes between the Regions are paid for besides.",
      "vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html"),
  CROSS_REGION(
      "%s is among the services that an interface endpoint in the callers' own Region reaches by ServiceRegion; else they come to the VPC over "
          + "inter-Region peering or a transit gateway. The bytes between the Regions are paid for either way.",
      "vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html"),
  NOT_CROSS_REGION(
      "No interface endpoint of another Region reaches %s: its callers come to a VPC in %s over inter-Region peering or a transit gateway, and the bytes "
          + "between the Regions are paid for.",
      "vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html"),
  NO_ENDPOINT("%s has no endpoint of any type: its callers need a way to its public addresses.", "vpc/latest/privatelink/aws-services-privatelink-support.html"),
  NAT_OWN_VPC(
      "Neither a peering connection nor a VPN connection leads to a NAT gateway: each VPC has its own, one in each zone.",
      "vpc/latest/userguide/nat-gateway-basics.html"),
  NAT_NOT_ON_PREMISES(
      "On-premises callers cannot use a NAT gateway over VPN or Direct Connect; they go by an internet connection of their own.",
      "vpc/latest/userguide/nat-gateway-basics.html"),
  NAT_IS_THERE(
      "Where NAT gateways stay for other traffic, these bytes cost $%s through them; the endpoint is the cheaper from %s GB a month.",
      "vpc/latest/userguide/nat-gateway-pricing.html");

  private final String sentence;
  private final String page;

  Rule(String sentence, String page) {
    this.sentence = sentence;
    this.page = page;
  }

  /** AWS's page about it. */
  public String page() {
    return "https://docs.aws.amazon.com/" + page;
  }

  Reason about(Object... what) {
    return new Reason(this, sentence.formatted(what));
  }

  /** A rule, said about one service and its callers. */
  public record Reason(Rule rule, String sentence) {}
}
