package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on transit gateways, their attachments and route tables. */
public final class TransitGatewayOperations {
  public static final List<Operation<?, ?>> ALL =
      List.of(
          AssociateTransitGatewayRouteTable.OPERATION,
          CreateTransitGateway.OPERATION,
          CreateTransitGatewayRoute.OPERATION,
          CreateTransitGatewayRouteTable.OPERATION,
          CreateTransitGatewayVpcAttachment.OPERATION,
          DeleteTransitGateway.OPERATION,
          DeleteTransitGatewayRoute.OPERATION,
          DeleteTransitGatewayRouteTable.OPERATION,
          DeleteTransitGatewayVpcAttachment.OPERATION,
          DescribeTransitGatewayAttachments.OPERATION,
          DescribeTransitGatewayRouteTables.OPERATION,
          DescribeTransitGatewayVpcAttachments.OPERATION,
          DescribeTransitGateways.OPERATION,
          DisableTransitGatewayRouteTablePropagation.OPERATION,
          DisassociateTransitGatewayRouteTable.OPERATION,
          EnableTransitGatewayRouteTablePropagation.OPERATION,
          GetTransitGatewayRouteTableAssociations.OPERATION,
          GetTransitGatewayRouteTablePropagations.OPERATION,
          ModifyTransitGateway.OPERATION,
          ModifyTransitGatewayVpcAttachment.OPERATION,
          ReplaceTransitGatewayRoute.OPERATION,
          SearchTransitGatewayRoutes.OPERATION);

  private TransitGatewayOperations() {}
}
