package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Network;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.EndpointNames;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;

/** A VPC with a subnet in each of three zones, and the calls on interface endpoints that tests make there. */
final class InterfaceEndpoints {
  static final String SQS = "com.amazonaws.us-east-1.sqs";
  static final String S3 = "com.amazonaws.us-east-1.s3";
  static final String DYNAMODB = "com.amazonaws.us-east-1.dynamodb";

  final Network network = new Network();
  final Cloud cloud = network.cloud;
  final Subnet a = network.subnet;
  final Subnet b = network.subnetIn("us-east-1b", "2", "10.0.1.0/24");
  final Subnet c = network.subnetIn("us-east-1c", "3", "10.0.2.0/24");

  CreateVpcEndpointResponse made(Consumer<CreateVpcEndpointRequest.Builder> more) {
    return cloud.run(CreateVpcEndpoint.OPERATION, request(more));
  }

  /** The id of an endpoint for SQS, unless {@code more} says another service. */
  String id(Consumer<CreateVpcEndpointRequest.Builder> more) {
    return made(more).vpcEndpoint().vpcEndpointId();
  }

  AwsException refused(Consumer<CreateVpcEndpointRequest.Builder> more) {
    return cloud.refused(CreateVpcEndpoint.OPERATION, request(more));
  }

  String gateway(String service) {
    return cloud.run(CreateVpcEndpoint.OPERATION, CreateVpcEndpointRequest.builder().vpcId(network.vpc.id()).serviceName(service).build())
        .vpcEndpoint().vpcEndpointId();
  }

  VpcEndpoint modified(String id, Consumer<ModifyVpcEndpointRequest.Builder> more) {
    cloud.run(ModifyVpcEndpoint.OPERATION, modify(id, more));
    return get(id);
  }

  AwsException modifyRefused(String id, Consumer<ModifyVpcEndpointRequest.Builder> more) {
    return cloud.refused(ModifyVpcEndpoint.OPERATION, modify(id, more));
  }

  List<UnsuccessfulItem> deleted(String... ids) {
    return cloud.run(DeleteVpcEndpoints.OPERATION, DeleteVpcEndpointsRequest.builder().vpcEndpointIds(ids).build()).unsuccessful();
  }

  software.amazon.awssdk.services.ec2.model.VpcEndpoint described(String id) {
    return cloud.run(DescribeVpcEndpoints.OPERATION, DescribeVpcEndpointsRequest.builder().vpcEndpointIds(id).build()).vpcEndpoints().getFirst();
  }

  VpcEndpoint get(String id) {
    return cloud.get(VpcEndpoint.class, Kind.VPC_ENDPOINT, id);
  }

  List<NetworkInterface> interfaces(String id) {
    return EndpointNames.interfaces(cloud.snapshot, get(id));
  }

  List<NetworkInterface> allInterfaces() {
    return cloud.all(NetworkInterface.class, Kind.NETWORK_INTERFACE);
  }

  /** Turns the VPC's DNS attributes. */
  void dns(boolean support, boolean hostnames) {
    Vpc vpc = cloud.snapshot.find(Vpc.class, Lookup.key(cloud.caller, Kind.VPC, network.vpc.id())).orElseThrow();
    network.put(vpc.withDns(support, hostnames));
  }

  private CreateVpcEndpointRequest request(Consumer<CreateVpcEndpointRequest.Builder> more) {
    CreateVpcEndpointRequest.Builder builder =
        CreateVpcEndpointRequest.builder().vpcId(network.vpc.id()).serviceName(SQS).vpcEndpointType("Interface");
    more.accept(builder);
    return builder.build();
  }

  private static ModifyVpcEndpointRequest modify(String id, Consumer<ModifyVpcEndpointRequest.Builder> more) {
    ModifyVpcEndpointRequest.Builder builder = ModifyVpcEndpointRequest.builder().vpcEndpointId(id);
    more.accept(builder);
    return builder.build();
  }
}
