package dev.postern.core.action.ec2.routetable;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on route tables and routes. */
public final class RouteTableOperations {
  public static final List<Operation<?, ?>> ALL =
      List.of(
          AssociateRouteTable.OPERATION,
          CreateRoute.OPERATION,
          CreateRouteTable.OPERATION,
          DeleteRoute.OPERATION,
          DeleteRouteTable.OPERATION,
          DescribeRouteTables.OPERATION,
          DisableVgwRoutePropagation.OPERATION,
          DisassociateRouteTable.OPERATION,
          EnableVgwRoutePropagation.OPERATION,
          ReplaceRoute.OPERATION,
          ReplaceRouteTableAssociation.OPERATION);

  private RouteTableOperations() {}
}
