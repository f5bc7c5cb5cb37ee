package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Seed;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.VpcEndpointService;
import dev.postern.core.model.VpcEndpointService.PrivateDnsName;
import dev.postern.core.model.VpcEndpointService.Verification;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The private DNS name of a user's endpoint service, and the TXT record that shows that its domain is the owner's.
 * <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html">AWS</a>
 *
 * <p>AWS looks in public DNS. Postern's hosted zones are private, so it looks in those of the service's account.
 */
final class ServiceDnsName {
  private static final Pattern NAME = Pattern.compile("(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])");
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final int TOKEN = 20;

  private ServiceDnsName() {}

  static PrivateDnsName of(String name, Seed seed) {
    if (name.length() > 253 || !NAME.matcher(name).matches()) {
      throw Ec2Error.INVALID_PARAMETER.with("The private DNS name '" + name + "' is not valid: it must be a lower-case domain name, which may begin with '*.'.");
    }
    return new PrivateDnsName(name, seed.text(ALPHABET, TOKEN), Verification.PENDING);
  }

  /** Looked for at {@code _TOKEN.DOMAIN} and at the domain itself, and at every domain that this one is in. */
  static Verification verified(Snapshot snapshot, VpcEndpointService service, PrivateDnsName name) {
    List<HostedZone> zones = snapshot.all(HostedZone.class, Kind.HOSTED_ZONE, service.key().account(), ResourceKey.GLOBAL);
    String domain = name.name().startsWith("*.") ? name.name().substring(2) : name.name();
    while (domain.contains(".")) {
      List<String> places = List.of(("_" + name.token() + "." + domain).toLowerCase(Locale.ROOT), domain);
      boolean found =
          zones.stream()
              .flatMap(z -> z.records().stream())
              .anyMatch(r -> r.type().equals("TXT") && places.contains(r.name()) && r.values().contains("\"vpce:" + name.token() + "\""));
      if (found) {
        return Verification.VERIFIED;
      }
      domain = domain.substring(domain.indexOf('.') + 1);
    }
    return Verification.FAILED;
  }
}
