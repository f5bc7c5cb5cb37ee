package dev.postern.core.doctor;

/** Why something about an endpoint does not work, or not as somebody meant it. */
public enum Cause {
  ENDPOINT_GROUP(1, "the endpoint's security groups keep its users out"),
  CLIENT_GROUP(2, "the security groups of the hosts keep them in"),
  ACL_OUT(3, "a network ACL keeps requests in"),
  ACL_ANSWERS(4, "a network ACL keeps answers out"),
  ENDPOINT_ACL(5, "the network ACL of the endpoint's subnet is in the way"),
  TABLE_LEFT_OUT(6, "a route table has no route to the gateway endpoint"),
  MAIN_TABLE_LEFT_OUT(7, "the main route table has no route to the gateway endpoint"),
  LONGER_ROUTE(8, "a static route wins over the gateway endpoint"),
  OTHER_REGION(9, "what is asked for is in another Region than the endpoint's service"),
  OTHER_HOST(10, "clients use a host name of the service that is not the Region's"),
  SPECIAL_HOST(11, "clients use a FIPS or dual-stack host name, which the endpoint's private names do not have"),
  PRIVATE_DNS_OFF(12, "private DNS of the endpoint is off"),
  DNS_HOSTNAMES_OFF(13, "DNS host names of the VPC are off"),
  DNS_SUPPORT_OFF(14, "DNS support of the VPC is off"),
  OWN_DNS_SERVERS(15, "hosts ask DNS servers that do not know private names"),
  HOSTED_ZONE_HIDES(16, "a private hosted zone hides the service's name"),
  NAME_TAKEN(17, "a private hosted zone has the name of the endpoint, and leads elsewhere"),
  STILL_DELETING(18, "an endpoint is still being deleted, and its private names are taken until it is gone"),
  NAMES_FOR_ITS_VPC(19, "hosts of another VPC reach the endpoint, and do not get its addresses for the service's name"),
  NOT_FROM_ELSEWHERE(20, "a gateway endpoint is not reached from other networks"),
  OWN_RESOLVER(21, "an on-premises network asks a resolver of its own"),
  RESOLVER_NOT_REACHED(22, "an on-premises network does not reach its resolver in the VPC"),
  INBOUND_RESOLVER_ONLY(23, "private names are for askers at inbound resolver endpoints alone"),
  INBOUND_WITHOUT_GATEWAY(24, "private names are for inbound resolver endpoints alone, and there is no gateway endpoint for the others"),
  DEFAULT_HOST_PASSES_BY(25, "the service's usual host name passes the endpoint by"),
  COMPANION_MISSING(26, "an endpoint that goes with others is missing"),
  AWS_BUCKETS_LEFT_OUT(27, "the endpoint policy leaves out buckets of AWS"),
  POLICY_ALLOWS_NOTHING(28, "the endpoint policy does not allow what is asked for"),
  POLICY_DENIES(29, "the endpoint policy denies what is asked for"),
  GATEWAY_PRINCIPAL(30, "a gateway endpoint's policy names a principal"),
  BUCKET_POLICY_NAMES_NOBODY(31, "a bucket policy asks for another endpoint or VPC"),
  BUCKET_POLICY_BY_ADDRESS(32, "a bucket policy compares addresses that endpoints do not show"),
  SERVICES_SHUT_OUT(33, "a bucket policy shuts out what AWS services do for callers"),
  ORGANIZATION_DENIES(34, "a policy of the organization denies what is asked for"),
  NOT_ACCEPTED(35, "the service's owner has not let the endpoint in"),
  ZONE(36, "zones without the endpoint, or down"),
  NO_TARGETS(37, "the service has no target in a zone of the endpoint"),
  BALANCER_GROUPS(38, "the security groups of the service's load balancer keep the endpoint's users out"),
  IDLE_CONNECTIONS(39, "clients go on with connections that were idle for 350 seconds"),
  LONG_PACKETS(40, "packets are longer than the 8,500 bytes that an endpoint takes"),
  OTHER_NAME(41, "clients ask the endpoint for a name that is not in its certificate"),
  API_NAMES_TAKEN(42, "private DNS takes the names of public APIs"),
  UNUSED(0, "an endpoint that nobody can use"),
  THROUGH_NAT(0, "a NAT gateway carries what a gateway endpoint would carry for nothing"),
  DUPLICATE(0, "two endpoints for one service");

  private final int number;
  private final String title;

  Cause(int number, String title) {
    this.number = number;
    this.title = title;
  }

  /** In the catalogue of causes; 0 for what breaks nothing and is not in it. */
  public int number() {
    return number;
  }

  public String title() {
    return title;
  }
}
