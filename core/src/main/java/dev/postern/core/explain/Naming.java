package dev.postern.core.explain;

import dev.postern.core.dns.AnsweredBy;
import dev.postern.core.dns.DnsAnswer;
import dev.postern.core.dns.DnsResolver;
import dev.postern.core.dns.RecordType;
import dev.postern.core.dns.View;
import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.Vpc;
import dev.postern.core.path.CloudOutside;
import dev.postern.core.path.End;
import dev.postern.core.path.Packet;
import dev.postern.core.path.Path;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeRequest;

/** How a host finds the address of a name: which resolver it asks, what answers there, and with what. */
final class Naming {
  static final int DNS = 53;
  private static final long AMAZON = Ip.parse("169.254.169.253");
  private final Snapshot snapshot;
  private final CloudOutside outside;
  private final DnsResolver resolver;
  private final Explainer explainer;
  private final List<Trace.Step> steps = new ArrayList<>();

  Naming(Snapshot snapshot, CloudOutside outside, DnsResolver resolver, Explainer explainer) {
    this.snapshot = snapshot;
    this.outside = outside;
    this.resolver = resolver;
    this.explainer = explainer;
  }

  /** What came of it: addresses, or what ends the connection before it has begun. */
  record Named(List<Long> addresses, List<Trace.Step> steps, Optional<Trace.Stop> stop) {}

  Named of(Start start, String name) {
    Optional<Trace.Stop> unreached = Optional.empty();
    for (String server : start.host().nameservers()) {
      long address = Target.address(server).orElseThrow(() -> new NotTraceable("the resolver " + server + " of " + start.host().id() + " is not an IPv4 address"));
      Optional<View> own = own(start, address);
      if (own.isPresent()) {
        return ask(own.get(), server, name);
      }
      Path path = start.path(outside, new Packet(start.address(), address, FilterLine.UDP, Tracer.CLIENT_PORT, DNS));
      switch (path.end()) {
        case End.AtResolver(_, String vpcId, _) -> {
          Vpc vpc = snapshot.located(Vpc.class, vpcId).orElseThrow();
          return ask(new View.InVpc(vpc.key().account(), vpc.key().region(), vpcId, true), server, name);
        }
        case End.Stopped stopped -> {
          steps.add(new Trace.Step(Trace.Kind.NAME, server, name, start.host().id(), "the resolver is not reached: " + explainer.summary(path), false));
          unreached = Optional.of(explainer.stop(path, stopped, Trace.Symptom.NAME_TIMEOUT));
        }
        case End.AtInterface _, End.AtSiteHost _, End.AtPublicService _, End.AtEndpoint _, End.AtGateway _ ->
            throw new NotTraceable("the resolver " + server + " is a host whose answers are not known here: give the address that it answers for " + name);
      }
    }
    return new Named(List.of(), steps, unreached);
  }

  /** The resolver that is there without a way: a VPC's, or for a site's host the public one. */
  private static Optional<View> own(Start start, long address) {
    return switch (start) {
      case Start.AtPort(_, Fabric fabric, _) ->
          address == AMAZON || address == fabric.cidrs().getFirst().at(2)
              ? Optional.of(new View.InVpc(fabric.account(), fabric.region(), fabric.vpcId(), false))
              : Optional.empty();
      case Start.AtSite(_, var site, _) -> address == AMAZON ? Optional.of(new View.Outside(site.region())) : Optional.empty();
      case Start.Stopped _ -> Optional.empty();
    };
  }

  private Named ask(View view, String server, String name) {
    AnsweredBy by = resolver.answeredBy(view, name);
    DnsAnswer answer = resolver.answer(view, name, RecordType.A);
    return switch (answer) {
      case DnsAnswer.Records records -> {
        say(by, server, name, via(by) + " answers " + shown(records), true);
        yield new Named(records.values().stream().map(Ip::parse).toList(), steps, Optional.empty());
      }
      case DnsAnswer.NxDomain _ -> missing(by, server, name, "no such name");
      case DnsAnswer.NoData _ -> missing(by, server, name, "no IPv4 address of it");
      case DnsAnswer.ServerFailure _ -> missing(by, server, name, "its aliases lead in a circle");
      case DnsAnswer.Refused _ -> missing(by, server, name, "refused");
      case DnsAnswer.Silent _ -> silent(by, view, server, name);
    };
  }

  private static String shown(DnsAnswer.Records records) {
    String aliases = String.join("", records.sets().subList(0, records.sets().size() - 1).stream().map(s -> s.values().getFirst() + ", ").toList());
    List<String> values = records.values();
    return aliases + String.join(", ", values.subList(0, Math.min(3, values.size()))) + (values.size() > 3 ? " and " + (values.size() - 3) + " more" : "");
  }

  private static String via(AnsweredBy by) {
    return switch (by) {
      case AnsweredBy.Zone(String zone, String origin) ->
          origin.startsWith("vpce-") ? "private DNS of " + origin + " (zone " + zone + ")" : "private hosted zone " + origin + " (" + zone + ")";
      case AnsweredBy.BuiltIn(String zone) -> "the VPC's own zone " + zone;
      case AnsweredBy.PublicNames(Optional<String> endpoint) -> endpoint.map(id -> "public DNS, a name of " + id + "'s own,").orElse("public DNS");
      case AnsweredBy.Nobody _ -> "nobody";
    };
  }

  private static String resource(AnsweredBy by, String server) {
    return switch (by) {
      case AnsweredBy.Zone zone -> zone.origin();
      case AnsweredBy.PublicNames names -> names.vpcEndpointId().orElse(server);
      case AnsweredBy.BuiltIn _, AnsweredBy.Nobody _ -> server;
    };
  }

  private void say(AnsweredBy by, String server, String name, String says, boolean passed) {
    steps.add(new Trace.Step(Trace.Kind.NAME, resource(by, server), name, server, says, passed));
  }

  private Named missing(AnsweredBy by, String server, String name, String why) {
    if (by instanceof AnsweredBy.PublicNames) {
      throw new NotTraceable(
          name + " does not resolve: " + server + " finds " + why + ", private or public; look for a misspelling, or a private zone that this network is not associated with");
    }
    say(by, server, name, via(by) + ": " + why, false);
    String advice =
        switch (by) {
          case AnsweredBy.Zone(String zone, String origin) ->
              origin.startsWith("vpce-")
                  ? "Private DNS of " + origin + " takes every name below " + zone + "."
                  : "The private zone " + origin + " hides every public name below " + zone + ": add the record to it, or take the VPC out of it.";
          case AnsweredBy.BuiltIn _ -> "Names of this zone exist for instances of the VPC alone.";
          case AnsweredBy.PublicNames _, AnsweredBy.Nobody _ -> "";
        };
    Trace.Stop stop =
        new Trace.Stop(
            resource(by, server), name, server, Optional.empty(), false, Trace.Symptom.NAME_NOT_KNOWN,
            "at once: Name or service not known; curl: (6) Could not resolve host: " + name, Optional.empty(), advice);
    return new Named(List.of(), steps, Optional.of(stop));
  }

  private Named silent(AnsweredBy by, View view, String server, String name) {
    say(by, server, name, "no answer: DNS support of the VPC is off", false);
    String vpcId = view instanceof View.InVpc vpc ? vpc.vpcId() : "";
    Fix fix =
        new Fix(
            ModifyVpcAttributeRequest.builder().vpcId(vpcId).enableDnsSupport(AttributeBooleanValue.builder().value(true).build()).build(), view.region());
    Trace.Stop stop =
        new Trace.Stop(
            vpcId, "enableDnsSupport", server, Optional.empty(), false, Trace.Symptom.NAME_TIMEOUT,
            "after some seconds: Temporary failure in name resolution", Optional.of(fix), "");
    return new Named(List.of(), steps, Optional.of(stop));
  }
}
