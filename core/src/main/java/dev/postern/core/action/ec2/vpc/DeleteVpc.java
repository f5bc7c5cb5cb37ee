package dev.postern.core.action.ec2.vpc;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.AccountCreation;
import dev.postern.core.model.ClientToken;
import dev.postern.core.model.CustomerGateway;
import dev.postern.core.model.DhcpOptions;
import dev.postern.core.model.DirectConnectConnection;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.FlowLog;
import dev.postern.core.model.Function;
import dev.postern.core.model.Handshake;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.IamPolicy;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.IamUser;
import dev.postern.core.model.Instance;
import dev.postern.core.model.InstanceProfile;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Listener;
import dev.postern.core.model.LoadBalancer;
import dev.postern.core.model.NatGateway;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkInsightsAnalysis;
import dev.postern.core.model.NetworkInsightsPath;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Organization;
import dev.postern.core.model.OrganizationAccount;
import dev.postern.core.model.OrganizationPolicy;
import dev.postern.core.model.OrganizationalUnit;
import dev.postern.core.model.RegionDefaults;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.model.Resource;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.Site;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.TargetGroup;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.model.VirtualInterface;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.VpcEndpointService;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.model.ZoneChange;
import dev.postern.core.model.ZoneFault;
import dev.postern.core.state.Snapshot;
import java.time.Instant;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcResponse;

/**
 * Deletes a VPC that holds nothing but what was made with it: main route table, default network ACL, default security group.
 * Peering connections that are over and flow logs go along.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcID.NotFound}, {@code DependencyViolation}.
 */
public final class DeleteVpc implements Action<DeleteVpcRequest, DeleteVpcResponse> {
  public static final Operation<DeleteVpcRequest, DeleteVpcResponse> OPERATION =
      Operation.of("DeleteVpc", DeleteVpcRequest.class, new DeleteVpc(), "VpcId");

  @Override
  public Applied<DeleteVpcResponse> apply(Snapshot snapshot, Caller caller, DeleteVpcRequest request, Facts facts) {
    Vpc vpc = Lookup.require(snapshot, caller, Vpc.class, Kind.VPC, request.vpcId());
    Snapshot next = snapshot;
    for (Resource resource : snapshot.network(vpc.id())) {
      if (!goesWithVpc(resource, facts.now())) {
        throw Ec2Error.DEPENDENCY_VIOLATION.with("The vpc '" + vpc.id() + "' has dependencies and cannot be deleted.");
      }
      next = next.without(resource.key());
    }
    return Applied.of(next, DeleteVpcResponse.builder().build());
  }

  private static boolean goesWithVpc(Resource resource, Instant now) {
    return switch (resource) {
      case Vpc _, FlowLog _ -> true;
      case RouteTable table -> table.isMain();
      case NetworkAcl acl -> acl.isDefault();
      case SecurityGroup group -> group.name().equals("default");
      case Subnet _, InternetGateway _, NatGateway _, ElasticIp _, NetworkInterface _, Instance _, VpcEndpoint _, Function _ -> false;
      case LoadBalancer _, Listener _, VpcEndpointService _ -> false;
      // It is of no use without its VPC, and AWS lets the VPC go.
      case TargetGroup _ -> true;
      case VpcPeeringConnection peering -> !peering.at(now).holds();
      case VpnGateway _, TransitGatewayAttachment _, ResolverEndpoint _, HostedZone _ -> false;
      case CustomerGateway _, VpnConnection _, DirectConnectConnection _, VirtualInterface _, TransitGateway _, TransitGatewayRouteTable _ -> false;
      case NetworkInsightsPath _, NetworkInsightsAnalysis _ -> false;
      case Site _, ZoneFault _, ZoneChange _ -> false;
      case DhcpOptions _, RegionDefaults _, ClientToken _, IamUser _, IamRole _, IamPolicy _, InstanceProfile _, AccessKey _ -> false;
      case Organization _, OrganizationalUnit _, OrganizationAccount _, OrganizationPolicy _, Handshake _, AccountCreation _ -> false;
    };
  }
}
