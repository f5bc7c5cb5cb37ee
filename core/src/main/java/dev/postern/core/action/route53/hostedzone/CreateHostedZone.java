package dev.postern.core.action.route53.hostedzone;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.route53.Conflicts;
import dev.postern.core.action.route53.DomainNames;
import dev.postern.core.action.route53.Given;
import dev.postern.core.action.route53.ZoneChanges;
import dev.postern.core.action.route53.ZoneView;
import dev.postern.core.error.Route53Error;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.HostedZone.RecordSet;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.ZoneChange;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneResponse;

/**
 * Makes a private hosted zone, answered in one VPC to begin with; a public one would be asked by nobody, and is refused.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html">AWS</a>
 *
 * <p>Errors: {@code InvalidInput}, {@code InvalidDomainName}, {@code InvalidVPCId}, {@code NotAuthorizedException},
 * {@code HostedZoneAlreadyExists}, {@code ConflictingDomainExists}.
 */
public final class CreateHostedZone implements Action<CreateHostedZoneRequest, CreateHostedZoneResponse> {
  public static final Operation<CreateHostedZoneRequest, CreateHostedZoneResponse> OPERATION =
      Operation.of(
          "CreateHostedZone",
          CreateHostedZoneRequest.class,
          new CreateHostedZone(),
          "Name",
          "VPC",
          "CallerReference",
          "HostedZoneConfig");

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  @Override
  public Applied<CreateHostedZoneResponse> apply(Snapshot snapshot, Caller caller, CreateHostedZoneRequest request, Facts facts) {
    String reference = Given.required(request.callerReference(), "callerReference");
    String name = DomainNames.plain(Given.required(request.name(), "name"));
    DomainNames.problem(name).ifPresent(problem -> {
      throw Route53Error.INVALID_DOMAIN_NAME.with(problem);
    });
    if (request.vpc() == null) {
      throw Route53Error.INVALID_INPUT.with("Public hosted zones are not built in Postern: name a VPC, which makes the zone private.");
    }
    Vpc vpc = Given.vpc(snapshot, request.vpc());
    if (!vpc.key().account().equals(caller.account())) {
      throw Route53Error.NOT_AUTHORIZED.with(vpc.id());
    }
    List<HostedZone> others = snapshot.all(HostedZone.class, Kind.HOSTED_ZONE, caller.account(), ResourceKey.GLOBAL);
    if (others.stream().anyMatch(zone -> zone.callerReference().equals(reference))) {
      throw Route53Error.HOSTED_ZONE_ALREADY_EXISTS.with();
    }
    Conflicts.refuse(snapshot, vpc, name);
    ResourceKey key = new ResourceKey(caller.account(), ResourceKey.GLOBAL, Kind.HOSTED_ZONE, "Z0" + facts.seed().text(ALPHABET, 19));
    String comment = Given.comment(request.hostedZoneConfig() == null ? null : request.hostedZoneConfig().comment());
    HostedZone zone = new HostedZone(key, name, reference, comment, List.of(Given.associated(vpc)), List.of(), initial(name));
    ZoneChange change = ZoneChanges.made(caller, "", facts);
    return Applied.of(
        ZoneChanges.noted(snapshot, change).with(zone),
        CreateHostedZoneResponse.builder()
            .hostedZone(ZoneView.of(zone))
            .changeInfo(ZoneChanges.shown(change))
            .vpc(request.vpc())
            .location("https://route53.amazonaws.com/2013-04-01/hostedzone/" + zone.id())
            .build());
  }

  /** What every private zone has: the same four servers, which answer nobody. */
  private static List<RecordSet> initial(String name) {
    List<String> servers = List.of("ns-1536.awsdns-00.co.uk.", "ns-0.awsdns-00.com.", "ns-1024.awsdns-00.org.", "ns-512.awsdns-00.net.");
    String start = servers.getFirst() + " awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400";
    return List.of(
        new RecordSet(name, "NS", 172_800, servers, Optional.empty()), new RecordSet(name, "SOA", 900, List.of(start), Optional.empty()));
  }
}
