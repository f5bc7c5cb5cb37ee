package dev.postern.core.action.ec2.elasticip;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.Kind;
import dev.postern.core.state.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the Elastic IP that a request names by its allocation or by its address. */
final class Addresses {
  private Addresses() {}

  static ElasticIp require(Snapshot snapshot, Caller caller, @Nullable String allocationId, @Nullable String publicIp) {
    if (allocationId != null && publicIp != null) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with("You may specify public IP or allocation id, but not both in the same call");
    }
    if (publicIp != null) {
      return withPublicIp(snapshot, caller, publicIp);
    }
    if (allocationId == null) {
      throw Ec2Error.MISSING_PARAMETER.saying("Either public IP or allocation id must be specified");
    }
    return Lookup.require(snapshot, caller, ElasticIp.class, Kind.ELASTIC_IP, allocationId);
  }

  static ElasticIp withPublicIp(Snapshot snapshot, Caller caller, String publicIp) {
    if (!Ip.isAddress(publicIp)) {
      throw Ec2Error.ADDRESS_MALFORMED.with(publicIp);
    }
    return all(snapshot, caller).stream()
        .filter(e -> e.publicIp().equals(publicIp))
        .findFirst()
        .orElseThrow(() -> Ec2Error.ADDRESS_NOT_FOUND.with(publicIp));
  }

  static List<ElasticIp> all(Snapshot snapshot, Caller caller) {
    return snapshot.all(ElasticIp.class, Kind.ELASTIC_IP, caller.account(), caller.region());
  }
}
