package dev.postern.core.fabric;

import dev.postern.core.hybrid.TransitRoutes;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** Compiles what a transit gateway itself says at the backbone. */
public final class TransitCompiler {
  private TransitCompiler() {}

  public static TransitFabric compile(Snapshot snapshot, TransitGateway gateway) {
    List<String> tables = new ArrayList<>();
    List<TransitFabric.Blackhole> blackholes = new ArrayList<>();
    for (TransitGatewayRouteTable table : snapshot.inNetwork(TransitGatewayRouteTable.class, gateway.id())) {
      tables.add(table.id());
      TransitRoutes.of(snapshot, table).all().forEach(r -> blackholes.add(new TransitFabric.Blackhole(table.id(), r.destination())));
    }
    return new TransitFabric(gateway.id(), List.copyOf(tables), List.copyOf(blackholes));
  }
}
