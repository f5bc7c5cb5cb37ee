package dev.postern.core.action.ec2.securitygroup;

import dev.postern.core.error.Ec2Error;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;

/** The simple form of a request: one protocol, port range and block as parameters of the call itself. */
final class SimplePermission {
  private SimplePermission() {}

  /** The permissions as given, or the one that the simple form spells; both together are refused. */
  static List<IpPermission> or(
      List<IpPermission> permissions, @Nullable String protocol, @Nullable Integer from, @Nullable Integer to, @Nullable String cidr) {
    if (protocol == null && from == null && to == null && cidr == null) {
      return permissions;
    }
    if (!permissions.isEmpty()) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with("The parameter ipPermissions may not be used together with the other rule parameters");
    }
    IpPermission.Builder permission = IpPermission.builder().ipProtocol(protocol).fromPort(from).toPort(to);
    return List.of(cidr == null ? permission.build() : permission.ipRanges(IpRange.builder().cidrIp(cidr).build()).build());
  }
}
