package dev.postern.core.action.ec2.insights;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.error.IdError;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInsightsPath.Place;
import dev.postern.core.model.Resource;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.state.Snapshot;
import java.util.Comparator;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the resources that a path may start or end at, by id or ARN. */
final class Ends {
  private static final Set<Kind> KINDS =
      Set.of(
          Kind.INSTANCE, Kind.NETWORK_INTERFACE, Kind.INTERNET_GATEWAY, Kind.TRANSIT_GATEWAY, Kind.TRANSIT_GATEWAY_ATTACHMENT, Kind.VPN_GATEWAY,
          Kind.VPC_ENDPOINT, Kind.VPC_PEERING_CONNECTION);

  private static final String EXPECTED =
      "Expected the id or ARN of an instance, network interface, internet gateway, transit gateway, transit gateway attachment, virtual private gateway,"
          + " VPC endpoint or VPC peering connection.";

  private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:ec2:([a-z0-9-]+):([0-9]{12}):([a-z-]+)/(.+)");

  private final Snapshot snapshot;
  private final Caller caller;

  Ends(Snapshot snapshot, Caller caller) {
    this.snapshot = snapshot;
    this.caller = caller;
  }

  /** A resource of another account needs its ARN; it is not looked for before an analysis may see that account. */
  Place require(String text, String parameter) {
    Matcher arn = ARN.matcher(text);
    if (!arn.matches()) {
      Kind kind = kind(text, text, parameter);
      return place(caller.account(), kind, existing(kind, text));
    }
    Kind kind = kind(arn.group(4), text, parameter);
    if (!kind.resourceType().equals(arn.group(3))) {
      throw invalid(text, parameter, EXPECTED);
    }
    if (!arn.group(1).equals(caller.region())) {
      throw invalid(text, parameter, "A path is within one Region, and this is in another.");
    }
    String id = arn.group(2).equals(caller.account()) ? existing(kind, arn.group(4)) : Lookup.wellFormed(kind, arn.group(4));
    return place(arn.group(2), kind, id);
  }

  private static Kind kind(String id, String text, String parameter) {
    if (id.startsWith("vpce-svc-")) {
      throw Ec2Error.UNSUPPORTED_OPERATION.with("An endpoint service as the " + parameter + " of a path is not built in Postern: give a VPC endpoint of " + text + " or what is behind it");
    }
    return KINDS.stream()
        .filter(k -> id.startsWith(k.prefix() + "-") && !id.startsWith("tgw-rtb-"))
        // tgw-attach- begins as tgw- does.
        .max(Comparator.comparing(k -> k.prefix().length()))
        .orElseThrow(() -> invalid(text, parameter, EXPECTED));
  }

  /** A peering connection is its accepter's too. */
  private String existing(Kind kind, String id) {
    String formed = Lookup.wellFormed(kind, id);
    boolean accepts =
        snapshot.located(VpcPeeringConnection.class, formed).filter(p -> p.accepter().belongsTo(caller.account(), caller.region())).isPresent();
    if (!accepts && snapshot.find(Resource.class, Lookup.key(caller, kind, formed)).isEmpty()) {
      throw IdError.of(kind).notFound(formed);
    }
    return formed;
  }

  private Place place(String account, Kind kind, String id) {
    return new Place(id, "arn:aws:ec2:" + caller.region() + ":" + account + ":" + kind.resourceType() + "/" + id);
  }

  private static RuntimeException invalid(String text, String parameter, String why) {
    return Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + text + ") for parameter " + parameter + " is invalid. " + why);
  }
}
