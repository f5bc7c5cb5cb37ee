package dev.postern.core.doctor;

import dev.postern.core.explain.Fix;
import dev.postern.core.model.RouteTable;
import dev.postern.core.price.Detour;
import dev.postern.core.price.Metered;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;

/** Bytes of S3 and DynamoDB that were metered at NAT gateways. */
final class DetourChecks {
  private DetourChecks() {}

  static List<Finding> look(Snapshot snapshot, List<Detour> detours) {
    return detours.stream().filter(d -> d.way() == Metered.NAT_GATEWAY && d.running() && d.bytes() > 0).map(d -> finding(snapshot, d)).toList();
  }

  private static Finding finding(Snapshot snapshot, Detour detour) {
    List<String> tables =
        snapshot.inNetwork(RouteTable.class, detour.vpcId()).stream()
            .filter(t -> t.routes().stream().anyMatch(r -> r.target().id().equals(detour.id())))
            .map(RouteTable::id)
            .toList();
    // Where there is an endpoint, the table that was left out is a finding of its own, with its command.
    Optional<Fix> fix =
        detour.gatewayEndpoint() || tables.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Fix(
                    CreateVpcEndpointRequest.builder()
                        .vpcEndpointType("Gateway")
                        .vpcId(detour.vpcId())
                        .serviceName("com.amazonaws." + detour.region() + "." + detour.service())
                        .routeTableIds(tables)
                        .build(),
                    detour.region()));
    return new Finding(
        Cause.THROUGH_NAT, Severity.INFO, detour.id(), detour.account(), detour.region(), detour.vpcId(),
        detour.bytes() + " bytes of " + detour.service() + " went through " + detour.id() + " this month" + (detour.gatewayEndpoint() ? ", past the VPC's gateway endpoint" : ""),
        "each GB through a NAT gateway costs; a gateway endpoint is free. 'postern cost' has the sum", fix);
  }
}
