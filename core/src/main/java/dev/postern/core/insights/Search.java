package dev.postern.core.insights;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.Port;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Reserved;
import dev.postern.core.model.NetworkInsightsPath.Ports;
import dev.postern.core.path.CloudOutside;
import dev.postern.core.path.End;
import dev.postern.core.path.Packet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Looks for a packet that gets through: one of each class that the networks on the way treat alike.
 *
 * <p>What decides there is the destination port alone, and on the answer the source port alone, because answers go to it and network ACLs look at
 * where a packet goes: so the two are looked for one after the other.
 */
final class Search {
  /** More than any question that names its ends needs; behind it an analysis says that it did not look at everything. */
  private static final int MOST_WALKS = 10_000;

  private final CloudOutside cloud;
  private final Surroundings outside;
  private final Space space;
  private final Optional<Goal> goal;

  /** Whether a walk that arrives is what was asked for. */
  private final Predicate<Walk> wanted;

  private Boundaries boundaries;
  private int walks;
  private Optional<Walk> found = Optional.empty();
  private Optional<Walk> furthest = Optional.empty();

  Search(CloudOutside cloud, Space space, Optional<Goal> goal, Predicate<Walk> wanted) {
    this.cloud = cloud;
    this.outside = new Surroundings(cloud);
    this.space = space;
    this.goal = goal;
    this.wanted = wanted;
    this.boundaries = new Boundaries(List.of(), space.protocol(), Set.of());
  }

  /** The packets that a question allows. */
  record Space(int protocol, Optional<Long> source, Optional<Long> destination, Ports sourcePorts, Ports destinationPorts) {}

  /** From any of these origins. */
  void run(List<Origin> origins) {
    int known;
    do {
      // Networks that walks came to have boundaries of their own.
      known = cloud.known().size();
      boundaries = new Boundaries(cloud.known(), space.protocol(), groups(origins));
      furthest = Optional.empty();
      origins.forEach(this::from);
    } while (found.isEmpty() && cloud.known().size() > known && !isExhausted());
  }

  /** Of the interfaces at both ends: between them no group is asked. */
  private Set<String> groups(List<Origin> origins) {
    Set<String> groups = new HashSet<>();
    origins.forEach(o -> {
      if (o instanceof Origin.AtPort(_, Port port)) {
        groups.addAll(port.groups());
      }
    });
    List<Long> ends =
        space.destination().map(List::of).orElseGet(() -> goal.stream().flatMap(g -> g.addresses().stream()).filter(c -> c.length() == 32).map(Cidr::base).toList());
    for (Fabric fabric : cloud.known()) {
      for (long address : ends) {
        Stream<Long> inside = fabric.publicAddresses().entrySet().stream().filter(e -> e.getValue() == address).map(Map.Entry::getKey);
        Stream.concat(Stream.of(address), inside).flatMap(a -> fabric.portAt(a).stream()).forEach(p -> groups.addAll(p.groups()));
      }
    }
    return groups;
  }

  Optional<Walk> found() {
    return found;
  }

  /** Of those that failed the one that got furthest. */
  Optional<Walk> furthest() {
    return furthest;
  }

  boolean isExhausted() {
    return walks >= MOST_WALKS;
  }

  private void from(Origin origin) {
    List<Long> sources = space.source().map(List::of).orElseGet(() -> usable(origin, boundaries.addresses(origin.sources())));
    for (long destination : destinations(origin)) {
      for (long source : sources) {
        if (found.isPresent() || isExhausted()) {
          return;
        }
        if (source != destination) {
          explore(origin, source, destination);
        }
      }
    }
  }

  private List<Long> destinations(Origin origin) {
    if (space.destination().isPresent()) {
      return List.of(space.destination().get());
    }
    Goal there = goal.orElseThrow(() -> new IllegalStateException("a path without a destination has its address"));
    List<Long> all = boundaries.addresses(there.addresses());
    return switch (there.arrival()) {
      case Goal.Interfaces _ -> all.stream().filter(a -> isAddress(origin, there, a)).toList();
      case Goal.Endpoint _ -> all;
      case Goal.Gateways _ -> {
        boolean internet = there.addresses().contains(Cidr.ANY);
        Optional<Fabric> own = origin.fabric();
        yield all.stream().filter(a -> (!internet || isPublic(a)) && own.filter(f -> f.isLocal(a)).isEmpty()).toList();
      }
    };
  }

  /** Within a VPC an interface has its private addresses, on the internet its public ones, between VPCs both. */
  private static boolean isAddress(Origin origin, Goal goal, long address) {
    boolean inside = origin.fabric().map(Fabric::vpcId).equals(goal.vpcId());
    boolean local = origin.fabric().filter(f -> f.isLocal(address)).isPresent();
    return switch (origin) {
      case Origin.AtInternetGateway(Fabric in, _) -> in.publicAddresses().containsValue(address);
      case Origin.AtPort _, Origin.AtUplink _ -> !inside || local;
      case Origin.AtTransitGateway _ -> true;
    };
  }

  private static List<Long> usable(Origin origin, List<Long> sources) {
    return origin instanceof Origin.AtInternetGateway(Fabric in, _)
        ? sources.stream().filter(a -> isPublic(a) && !in.publicAddresses().containsValue(a)).toList()
        : sources;
  }

  /** What the internet carries: no reserved block, nothing below 1.0.0.0, no multicast. */
  private static boolean isPublic(long address) {
    long first = address >>> 24;
    return !Reserved.isPrivate(address) && !Reserved.isShared(address) && first > 0 && first != 127 && first < 224 && address >>> 16 != 0xA9FE;
  }

  private void explore(Origin origin, long source, long destination) {
    List<Ports> answers = boundaries.classes(space.sourcePorts());
    List<Walk> there = new ArrayList<>();
    for (Ports ports : boundaries.classes(space.destinationPorts())) {
      Walk walk = walk(origin, source, destination, answers.getFirst(), ports);
      if (!(walk.path().end() instanceof End.Stopped stopped) || stopped.onReturn()) {
        there.add(walk);
      }
    }
    for (Walk forward : there) {
      for (Ports ports : answers) {
        Walk walk = walk(origin, source, destination, ports, forward.destinationPorts());
        if (found.isEmpty() && isWanted(walk)) {
          found = Optional.of(widened(walk, answers));
          return;
        }
      }
    }
  }

  private Walk walk(Origin origin, long source, long destination, Ports sourcePorts, Ports destinationPorts) {
    walks++;
    Packet packet = new Packet(source, destination, space.protocol(), sourcePorts.from(), destinationPorts.from());
    Walk walk =
        new Walk(origin, packet, origin.walk(outside, packet, goal.map(Goal::gates).orElse(Set.of())), sourcePorts, destinationPorts);
    if (!isWanted(walk) && furthest.map(f -> walk.length() > f.length()).orElse(true)) {
      furthest = Optional.of(walk);
    }
    return walk;
  }

  private boolean isWanted(Walk walk) {
    return walk.path().end().delivered() && goal.map(g -> g.isReachedBy(walk.path())).orElse(true) && wanted.test(walk);
  }

  /** With the neighbouring classes that take the same way by the same rules. */
  private Walk widened(Walk walk, List<Ports> answers) {
    Ports source = run(answers, walk.sourcePorts(), p -> again(walk, p, walk.destinationPorts()));
    Ports destination = run(boundaries.classes(space.destinationPorts()), walk.destinationPorts(), p -> again(walk, walk.sourcePorts(), p));
    return walk.over(source, destination);
  }

  private boolean again(Walk walk, Ports sourcePorts, Ports destinationPorts) {
    return walk(walk.origin(), walk.packet().source(), walk.packet().destination(), sourcePorts, destinationPorts).isLike(walk);
  }

  private static Ports run(List<Ports> classes, Ports own, Predicate<Ports> same) {
    int from = classes.indexOf(own);
    int to = from;
    while (from > 0 && same.test(classes.get(from - 1))) {
      from--;
    }
    while (to < classes.size() - 1 && same.test(classes.get(to + 1))) {
      to++;
    }
    return new Ports(classes.get(from).from(), classes.get(to).to());
  }

  static int protocol(String name) {
    return name.equals("udp") ? FilterLine.UDP : FilterLine.TCP;
  }
}
