package dev.postern.core.insights;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.ip.Ip;
import dev.postern.core.ip.Reserved;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.NetworkInsightsPath;
import dev.postern.core.model.NetworkInsightsPath.Filter;
import dev.postern.core.model.NetworkInsightsPath.Place;
import dev.postern.core.model.NetworkInsightsPath.Ports;
import dev.postern.core.model.Resource;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.path.CloudOutside;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.AnalysisComponent;
import software.amazon.awssdk.services.ec2.model.Explanation;
import software.amazon.awssdk.services.ec2.model.NetworkInsightsAnalysis;
import software.amazon.awssdk.services.ec2.model.PathComponent;

/** Analyses a path: sends nothing, and knows the network from the fabric that the kernel's rules are printed from. */
public final class Analyzer {
  private final Snapshot snapshot;
  private final CloudOutside outside;
  private final Names names;
  private final Places places;
  private final Explanations explanations;
  private final NetworkInsightsPath path;
  private final Limits limits;

  private Analyzer(Snapshot snapshot, NetworkInsightsPath path, Limits limits) {
    this.snapshot = snapshot;
    this.outside = new CloudOutside(snapshot, path.key().region());
    this.names = new Names(snapshot);
    this.places = new Places(snapshot, outside, names);
    this.explanations = new Explanations(snapshot, outside, names);
    this.path = path;
    this.limits = limits;
  }

  /**
   * What an analysis keeps to.
   *
   * @param accounts whose resources may be looked at
   * @param through ARNs that the way must pass
   * @param around ARNs that it must not pass
   */
  public record Limits(Set<String> accounts, List<String> through, List<String> around) {}

  /** What was found: the members of AWS's structure that say it. */
  public static NetworkInsightsAnalysis analyse(Snapshot snapshot, NetworkInsightsPath path, Limits limits) {
    Analyzer analyzer = new Analyzer(snapshot, path, limits);
    try {
      return analyzer.analyse();
    } catch (NoPath none) {
      return none(List.of(none.why())).build();
    }
  }

  private static NetworkInsightsAnalysis.Builder none(List<Explanation> why) {
    return NetworkInsightsAnalysis.builder().networkPathFound(false).explanations(why);
  }

  private NetworkInsightsAnalysis analyse() {
    for (Place place : Stream.concat(Stream.of(path.source()), path.destination().stream()).toList()) {
      String account = place.arn().split(":")[4];
      if (!limits.accounts().contains(account)) {
        return unseen(place.arn(), account).build();
      }
    }
    Resource from = resource(path.source());
    Optional<Goal> goal = path.destination().map(d -> new Destinations(snapshot, outside, places).of(resource(d)));
    List<Origin> origins = new Sources(snapshot, outside, places).of(from);
    List<Origin> nearest = goal.isPresent() ? nearest(origins, goal.get()) : origins;
    Search.Space space = space(nearest, goal);
    Search search = new Search(outside, space, goal, this::isWanted);
    search.run(nearest);
    Optional<Walk> found = search.found();
    if (found.isPresent()) {
      return found(found.get());
    }
    Optional<Walk> furthest = search.furthest().map(w -> w.over(space.sourcePorts(), space.destinationPorts()));
    NetworkInsightsAnalysis.Builder analysis = furthest.map(w -> failed(w, goal)).orElseGet(() -> none(List.of(nothingToSend(goal))));
    if (search.isExhausted()) {
      analysis.warningMessage("Not every combination of addresses was looked at: give a source or destination address.");
    }
    return analysis.build();
  }

  private Resource resource(Place place) {
    return snapshot.located(Resource.class, place.id())
        .orElseThrow(() -> new NoPath(Explanations.code(AnalysisCode.UNKNOWN_RESOURCE).missingComponent(place.arn()).build()));
  }

  /** Of a peering connection's two sides the one that leads to the destination. */
  private static List<Origin> nearest(List<Origin> origins, Goal goal) {
    List<Origin> nearest = origins.stream().filter(o -> o instanceof Origin.AtUplink && o.fabric().map(Fabric::vpcId).equals(goal.vpcId())).toList();
    return nearest.isEmpty() ? origins : nearest;
  }

  private Search.Space space(List<Origin> origins, Optional<Goal> goal) {
    Filter source = path.atSource().orElse(Filter.NONE);
    Filter destination = path.atDestination().orElse(Filter.NONE);
    Ports asked = path.destinationPort().map(p -> new Ports(p, p)).or(source::destinationPorts).orElse(Ports.ALL);
    Ports to = both(asked, destination.destinationPorts(), AnalysisCode.FILTER_AT_DESTINATION_DESTINATION_PORT_RANGE, "destinationPortRange");
    Ports from =
        both(source.sourcePorts().orElse(Ports.ALL), destination.sourcePorts(), AnalysisCode.FILTER_AT_DESTINATION_SOURCE_PORT_RANGE, "sourcePortRange");
    Optional<Long> start = path.sourceIp().or(source::sourceAddress).map(Ip::parse);
    start.ifPresent(a -> requireFromInternet(origins, a));
    Optional<Long> end = source.destinationAddress().map(Ip::parse).or(() -> path.destinationIp().map(ip -> asSeen(origins, Ip.parse(ip))));
    end.ifPresent(a -> requireOf(goal, a));
    requireAddresses(origins, start);
    return new Search.Space(Search.protocol(path.protocol()), start, end, from, to);
  }

  private Ports both(Ports asked, Optional<Ports> other, AnalysisCode code, String field) {
    Ports ports = other.map(o -> new Ports(Math.max(o.from(), asked.from()), Math.min(o.to(), asked.to()))).orElse(asked);
    if (ports.from() > ports.to()) {
      throw new NoPath(
          Explanations.code(code).packetField(field).portRanges(other.map(o -> Rules.range(o.from(), o.to())).stream().toList()).build());
    }
    return ports;
  }

  /** In front of an internet gateway an interface is known by its public address. */
  private long asSeen(List<Origin> origins, long address) {
    return origins.stream()
        .flatMap(o -> o instanceof Origin.AtInternetGateway(Fabric in, _) ? Optional.ofNullable(in.publicAddresses().get(address)).stream() : Stream.of())
        .findFirst()
        .orElse(address);
  }

  private void requireFromInternet(List<Origin> origins, long source) {
    for (Origin origin : origins) {
      if (origin instanceof Origin.AtInternetGateway(_, String id) && (Reserved.isPrivate(source) || Reserved.isShared(source))) {
        AnalysisCode code = Reserved.isPrivate(source) ? AnalysisCode.IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS : AnalysisCode.IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS;
        throw new NoPath(Explanations.code(code).internetGateway(names.of(id)).address(Ip.text(source)).build());
      }
    }
  }

  /** An address for a host must be one of the host's: what a host forwards is its own affair. */
  private void requireOf(Optional<Goal> goal, long address) {
    if (goal.isPresent() && goal.get().arrival() instanceof Goal.Interfaces(Set<String> ids) && goal.get().addresses().stream().noneMatch(c -> c.contains(address))) {
      throw new NoPath(
          Explanation.builder()
              .explanationCode("ENI_ADDRESS_RESTRICTION")
              .networkInterface(names.of(ids.iterator().next()))
              .packetField("destinationAddress")
              .address(Ip.text(address))
              .build());
    }
  }

  private void requireAddresses(List<Origin> origins, Optional<Long> start) {
    if (start.isEmpty() && origins.stream().allMatch(o -> o.sources().isEmpty())) {
      throw places.because(AnalysisCode.UNASSOCIATED_COMPONENT, path.source().id());
    }
  }

  /** Whether a walk that arrives keeps to the filters at its end, and to the components that it must and must not pass. */
  private boolean isWanted(Walk walk) {
    return restriction(walk).isEmpty();
  }

  private Optional<Explanation> restriction(Walk walk) {
    Filter filter = path.atDestination().orElse(Filter.NONE);
    long source = walk.seen();
    long destination = walk.path().hops().getLast().packet().destination();
    if (filter.sourceAddress().filter(a -> Ip.parse(a) != source).isPresent()) {
      return Optional.of(
          Explanations.code(AnalysisCode.FILTER_AT_DESTINATION_SOURCE_ADDRESS).packetField("sourceAddress").address(Ip.text(source)).build());
    }
    if (filter.destinationAddress().filter(a -> Ip.parse(a) != destination).isPresent()) {
      return Optional.of(
          Explanations.code(AnalysisCode.FILTER_AT_DESTINATION_DESTINATION_ADDRESS).packetField("destinationAddress").address(Ip.text(destination)).build());
    }
    if (limits.through().isEmpty() && limits.around().isEmpty()) {
      return Optional.empty();
    }
    Set<String> passed =
        Components.forward(snapshot, names, walk, List.of()).stream().flatMap(c -> Optional.ofNullable(c.component().arn()).stream()).collect(Collectors.toSet());
    Optional<Explanation> missed =
        limits.through().stream().filter(arn -> !passed.contains(arn)).findFirst().map(arn -> filtered(AnalysisCode.COMPONENT_FILTER_RESTRICTION, arn));
    return missed.or(
        () -> limits.around().stream().filter(passed::contains).findFirst().map(arn -> filtered(AnalysisCode.COMPONENT_FILTER_RESTRICTION_REMOVED_COMPONENT, arn)));
  }

  private Explanation filtered(AnalysisCode code, String arn) {
    String id = arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
    return Explanations.code(code).component(AnalysisComponent.builder().id(id).arn(arn).build()).build();
  }

  private NetworkInsightsAnalysis found(Walk walk) {
    List<PathComponent> there = Components.forward(snapshot, names, walk, List.of());
    List<PathComponent> back = Components.back(snapshot, names, walk, List.of());
    Optional<PathComponent> hidden = hidden(Stream.concat(there.stream(), back.stream()).toList());
    if (hidden.isPresent()) {
      return hidden(there, hidden.get()).build();
    }
    return NetworkInsightsAnalysis.builder().networkPathFound(true).forwardPathComponents(there).returnPathComponents(back).build();
  }

  private NetworkInsightsAnalysis.Builder failed(Walk walk, Optional<Goal> goal) {
    List<Explanation> why = new ArrayList<>();
    boolean arrived = walk.path().end().delivered() && goal.map(g -> g.isReachedBy(walk.path())).orElse(true);
    if (arrived) {
      why.add(restriction(walk).orElseThrow());
    } else {
      goal.filter(g -> isDisconnected(walk, g)).ifPresent(g -> why.add(disconnected(walk, g)));
      why.addAll(explanations.of(walk, goal));
    }
    List<PathComponent> there = Components.forward(snapshot, names, walk, why);
    Optional<PathComponent> hidden = hidden(there);
    if (hidden.isPresent()) {
      return hidden(there, hidden.get());
    }
    return none(List.copyOf(why))
        .forwardPathComponents(there)
        .returnPathComponents(Components.back(snapshot, names, walk, why))
        .alternatePathHints(AlternatePaths.of(walk, outside, names));
  }

  /** Nothing joins the two VPCs, and the destination has no public address either. */
  private boolean isDisconnected(Walk walk, Goal goal) {
    Optional<String> here = walk.origin().fabric().map(Fabric::vpcId);
    boolean apart = walk.origin() instanceof Origin.AtPort && goal.vpcId().isPresent() && !here.equals(goal.vpcId()) && goal.arrival() instanceof Goal.Interfaces;
    return apart
        && joins(here.orElseThrow()).stream().noneMatch(joins(goal.vpcId().orElseThrow())::contains)
        && outside.fabric(goal.vpcId().get()).stream().noneMatch(f -> goal.addresses().stream().anyMatch(c -> f.publicAddresses().containsValue(c.base())));
  }

  private Set<String> joins(String vpcId) {
    Set<String> joins = new TreeSet<>();
    snapshot.inNetwork(VpcPeeringConnection.class, vpcId).stream().filter(p -> p.state() == VpcPeeringConnection.State.ACTIVE).forEach(p -> joins.add(p.id()));
    snapshot.inNetwork(TransitGatewayAttachment.class, vpcId).forEach(a -> joins.add(a.transitGatewayId()));
    return joins;
  }

  private Explanation disconnected(Walk walk, Goal goal) {
    return Explanations.code(AnalysisCode.DISCONNECTED_VPCS)
        .sourceVpc(names.of(walk.origin().fabric().orElseThrow().vpcId()))
        .destinationVpc(names.of(goal.vpcId().orElseThrow()))
        .build();
  }

  /** No packet of the kind exists: from an internet gateway an interface without a public address cannot be meant. */
  private Explanation nothingToSend(Optional<Goal> goal) {
    Optional<Resource> from = snapshot.located(Resource.class, path.source().id());
    boolean internet = from.filter(InternetGateway.class::isInstance).isPresent();
    if (internet && goal.isPresent() && goal.get().arrival() instanceof Goal.Interfaces(Set<String> ids)) {
      return Explanations.code(AnalysisCode.IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS)
          .internetGateway(names.of(path.source().id()))
          .networkInterface(names.of(ids.iterator().next()))
          .build();
    }
    Explanation.Builder why = Explanations.code(AnalysisCode.NO_PATH).component(names.of(path.source().id()));
    goal.ifPresent(g -> why.destination(names.of(g.id())));
    return why.build();
  }

  /** The first component that belongs to an account which the analysis may not look at. */
  private Optional<PathComponent> hidden(List<PathComponent> components) {
    return components.stream().filter(c -> !names.isSeenBy(c.component().id(), limits.accounts())).findFirst();
  }

  private NetworkInsightsAnalysis.Builder hidden(List<PathComponent> there, PathComponent first) {
    String account = names.owner(first.component().id()).orElseThrow();
    List<PathComponent> before = there.stream().takeWhile(c -> !c.component().id().equals(first.component().id())).toList();
    return unseen(String.valueOf(first.component().arn()), account).forwardPathComponents(before);
  }

  private static NetworkInsightsAnalysis.Builder unseen(String arn, String account) {
    Explanation why = Explanations.code(AnalysisCode.UNKNOWN_RESOURCE).missingComponent(arn).componentAccount(account).build();
    return none(List.of(why))
        .suggestedAccounts(account)
        .warningMessage("The path leads to resources of account " + account + ". Give it as an additional account to look further.");
  }
}
