package dev.postern.core.flowlog;

import dev.postern.core.ip.Ip;
import dev.postern.core.model.FlowLog;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.region.Region;
import dev.postern.core.region.Zone;
import java.util.Optional;

/**
 * A network interface that a flow log covers, as its records tell of it.
 *
 * @param primary its primary private address
 * @param instanceId absent where AWS itself runs what the interface is of
 */
public record LoggedInterface(
    String account, String id, String vpcId, String subnetId, Optional<String> instanceId, String region, String zoneId, long primary) {

  static LoggedInterface of(NetworkInterface eni) {
    Optional<String> instance =
        eni.attachment().map(NetworkInterface.Attachment::hostId).filter(h -> !eni.requesterManaged() && h.startsWith(Kind.INSTANCE.prefix() + "-"));
    return new LoggedInterface(
        eni.key().account(), eni.id(), eni.vpcId(), eni.subnetId(), instance, eni.key().region(),
        Region.zone(eni.availabilityZone()).map(Zone::id).orElse("-"), Ip.parse(eni.primaryIp()));
  }

  /** Whether it is one of those that a flow log asks for. */
  public boolean isCovered(FlowLog log) {
    return log.resourceId().equals(id) || log.resourceId().equals(subnetId) || log.resourceId().equals(vpcId);
  }
}
