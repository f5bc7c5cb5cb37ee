package dev.postern.app.observe;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FabricCompiler;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.model.Vpc;
import dev.postern.core.path.Internet;
import dev.postern.core.services.PublicSide;
import dev.postern.core.state.Snapshot;
import java.util.Optional;

/** The internet as one Region's VPCs see it: its public services, and the VPCs that hold public addresses. */
record RegionInternet(Snapshot snapshot, String region) implements Internet {
  @Override
  public boolean isService(long address) {
    return PublicSide.isService(region, address);
  }

  @Override
  public Optional<Fabric> holderOf(long publicAddress) {
    String ip = Ip.text(publicAddress);
    return snapshot.resources().values().stream()
        .flatMap(r -> vpcHolding(r, ip).stream())
        .findFirst()
        .flatMap(vpc -> snapshot.inNetwork(Vpc.class, vpc).stream().findFirst())
        .map(vpc -> FabricCompiler.compile(snapshot, vpc));
  }

  private static Optional<String> vpcHolding(Resource resource, String ip) {
    if (resource instanceof ElasticIp address && address.publicIp().equals(ip)) {
      return address.networks().stream().findFirst();
    }
    if (resource instanceof NetworkInterface eni && eni.publicIp().filter(ip::equals).isPresent()) {
      return eni.networks().stream().findFirst();
    }
    return Optional.empty();
  }
}
