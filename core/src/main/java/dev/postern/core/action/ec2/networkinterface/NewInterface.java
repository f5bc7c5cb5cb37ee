package dev.postern.core.action.ec2.networkinterface;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.NetworkInterface.Attachment;
import dev.postern.core.model.Subnet;
import java.util.List;
import java.util.Optional;

/** The network interfaces that are made: a customer's own, and those that AWS manages for NAT and transit gateways, functions and VPC endpoints. */
public final class NewInterface {
  /** The account that AWS's own services make interfaces under; it stands for a requester id where AWS shows one. */
  private static final String REQUESTER = "amazon-aws";

  /** The account that makes the interfaces of VPC endpoints; AWS's differs from Region to Region. */
  private static final String ENDPOINT_REQUESTER = "727180483921";

  private NewInterface() {}

  /** A customer's interface, not attached; its private addresses, the primary first, are free ones of the subnet. */
  public static NetworkInterface owned(
      Caller caller, Subnet subnet, List<String> privateIps, List<String> groupIds, String description, Facts facts) {
    return made(caller, subnet, privateIps, groupIds, description, "interface", false, Optional.empty(), true, Optional.empty(), facts);
  }

  /** The interface of a NAT gateway: without groups, managed by AWS, attached to the gateway. */
  public static NetworkInterface ofNatGateway(Caller caller, Subnet subnet, String privateIp, String natGatewayId, Facts facts) {
    return made(
        caller,
        subnet,
        List.of(privateIp),
        List.of(),
        "Interface for NAT Gateway " + natGatewayId,
        "nat_gateway",
        true,
        Optional.of(REQUESTER),
        false,
        Optional.of(managedAttachment(natGatewayId, 1, facts)),
        facts);
  }

  /** The interface of a transit gateway in one subnet of an attached VPC: without groups, managed by AWS, attached to the attachment. */
  public static NetworkInterface ofTransitGateway(Caller caller, Subnet subnet, String privateIp, String attachmentId, Facts facts) {
    return made(
        caller,
        subnet,
        List.of(privateIp),
        List.of(),
        "Network Interface for Transit Gateway Attachment " + attachmentId,
        "transit_gateway",
        true,
        Optional.of(REQUESTER),
        false,
        Optional.of(managedAttachment(attachmentId, 1, facts)),
        facts);
  }

  /**
   * The interface that carries a function in one subnet: managed by Lambda, attached to the function's host.
   *
   * @param hostId {@link dev.postern.core.model.Function#hostId()}
   * @param deviceIndex its place among the function's interfaces, from 0: the first has the host's default route
   */
  public static NetworkInterface ofFunction(
      Caller caller,
      Subnet subnet,
      String privateIp,
      List<String> groupIds,
      String functionName,
      String hostId,
      int deviceIndex,
      Facts facts) {
    return made(
        caller,
        subnet,
        List.of(privateIp),
        groupIds,
        "AWS Lambda VPC ENI-" + functionName + "-" + facts.seed().hex(8),
        "lambda",
        true,
        Optional.of("lambda.amazonaws.com:" + functionName),
        true,
        Optional.of(managedAttachment(hostId, deviceIndex, facts)),
        facts);
  }

  /** The interface of a VPC endpoint in one of its subnets: managed by AWS, attached to the endpoint. */
  public static NetworkInterface ofEndpoint(Caller caller, Subnet subnet, String privateIp, List<String> groupIds, String endpointId, Facts facts) {
    return made(
        caller,
        subnet,
        List.of(privateIp),
        groupIds,
        "VPC Endpoint Interface " + endpointId,
        "vpc_endpoint",
        true,
        Optional.of(ENDPOINT_REQUESTER),
        true,
        Optional.of(managedAttachment(endpointId, 1, facts)),
        facts);
  }

  /** The interface of a network load balancer in one of its zones: managed by AWS, attached to the balancer. */
  public static NetworkInterface ofLoadBalancer(
      Caller caller, Subnet subnet, String privateIp, List<String> groupIds, String loadBalancerId, String name, Facts facts) {
    return made(
        caller,
        subnet,
        List.of(privateIp),
        groupIds,
        "ELB net/" + name + "/" + loadBalancerId.substring(loadBalancerId.lastIndexOf('-') + 1),
        "network_load_balancer",
        true,
        Optional.of(REQUESTER),
        false,
        Optional.of(managedAttachment(loadBalancerId, 1, facts)),
        facts);
  }

  /** The interface of one address of a resolver endpoint: managed by AWS, attached to the endpoint. @param addressId {@code rni-…} */
  public static NetworkInterface ofResolverEndpoint(
      Caller caller, Subnet subnet, String privateIp, List<String> groupIds, String endpointId, String addressId, Facts facts) {
    return made(
        caller,
        subnet,
        List.of(privateIp),
        groupIds,
        "Route 53 Resolver: " + endpointId + ":" + addressId,
        "interface",
        true,
        Optional.of(REQUESTER),
        true,
        Optional.of(managedAttachment(endpointId, 1, facts)),
        facts);
  }

  /** How an instance holds an interface. */
  public static Attachment attachment(String instanceId, int deviceIndex, boolean deleteOnTermination, Facts facts) {
    return new Attachment(facts.seed().id("eni-attach"), instanceId, deviceIndex, facts.now(), deleteOnTermination);
  }

  private static Attachment managedAttachment(String hostId, int deviceIndex, Facts facts) {
    return new Attachment(facts.seed().id("ela-attach"), hostId, deviceIndex, facts.now(), false);
  }

  private static NetworkInterface made(
      Caller caller,
      Subnet subnet,
      List<String> privateIps,
      List<String> groupIds,
      String description,
      String type,
      boolean requesterManaged,
      Optional<String> requesterId,
      boolean sourceDestCheck,
      Optional<Attachment> attachment,
      Facts facts) {
    return new NetworkInterface(
        Lookup.key(caller, Kind.NETWORK_INTERFACE, facts.seed().id("eni")),
        subnet.vpcId(),
        subnet.id(),
        subnet.availabilityZone(),
        mac(privateIps.getFirst(), facts),
        privateIps,
        groupIds,
        description,
        type,
        requesterManaged,
        requesterId,
        sourceDestCheck,
        attachment,
        Optional.empty());
  }

  /** Locally administered; a random octet, then the primary address, so that it is unique in its VPC. */
  private static String mac(String primaryIp, Facts facts) {
    long address = Ip.parse(primaryIp);
    return "02:%s:%02x:%02x:%02x:%02x"
        .formatted(facts.seed().hex(2), address >> 24 & 255, address >> 16 & 255, address >> 8 & 255, address & 255);
  }
}
