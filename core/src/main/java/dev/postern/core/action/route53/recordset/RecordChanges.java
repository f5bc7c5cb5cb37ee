package dev.postern.core.action.route53.recordset;

import dev.postern.core.action.route53.DomainNames;
import dev.postern.core.action.route53.Given;
import dev.postern.core.dns.RecordType;
import dev.postern.core.error.Route53Error;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.HostedZone.AliasTarget;
import dev.postern.core.model.HostedZone.RecordSet;
import dev.postern.core.services.EndpointNames;
import dev.postern.core.services.VpceZones;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** The changes of one batch, applied one after another to a zone's record sets; what is wrong with them is collected, so that it is told at once. */
final class RecordChanges {
  private static final long LONGEST_TTL = Integer.MAX_VALUE;

  private final Snapshot snapshot;
  private final HostedZone zone;
  private final TreeMap<RecordKey, RecordSet> sets = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  RecordChanges(Snapshot snapshot, HostedZone zone) {
    this.snapshot = snapshot;
    this.zone = zone;
    zone.records().forEach(set -> sets.put(RecordKey.of(set), set));
  }

  /** @throws dev.postern.core.error.AwsException {@code InvalidInput} for a change that is not one */
  void apply(Change change) {
    String action = Given.required(change.actionAsString(), "changeBatch.changes.action");
    RecordSet set = read(action, Given.required(change.resourceRecordSet(), "changeBatch.changes.resourceRecordSet"));
    Optional<RecordSet> there = Optional.ofNullable(sets.get(RecordKey.of(set)));
    switch (action) {
      case "CREATE" -> {
        if (there.isPresent()) {
          problems.add("Tried to create resource record set " + label(set) + " but it already exists");
        } else {
          put(set);
        }
      }
      case "UPSERT" -> put(set);
      case "DELETE" -> {
        if (there.isEmpty()) {
          problems.add("Tried to delete resource record set " + label(set) + " but it was not found");
        } else if (!isSame(there.get(), set)) {
          problems.add("Tried to delete resource record set " + label(set) + " but the values provided do not match the current values");
        } else {
          sets.remove(RecordKey.of(set));
        }
      }
      default -> throw Given.violated("'" + action + "'", "changeBatch.changes.action", "Member must satisfy enum value set: [CREATE, DELETE, UPSERT]");
    }
  }

  /** The zone as it is then. @throws dev.postern.core.error.AwsException {@code InvalidChangeBatch} */
  HostedZone changed() {
    if (!sets.containsKey(RecordKey.of(zone.name(), "SOA"))) {
      problems.add("A HostedZone must contain exactly one SOA record.");
    }
    if (!sets.containsKey(RecordKey.of(zone.name(), "NS"))) {
      problems.add("A HostedZone must contain at least one NS record for the zone itself.");
    }
    if (!problems.isEmpty()) {
      throw Route53Error.INVALID_CHANGE_BATCH.with(String.join(", ", problems));
    }
    return zone.withRecords(List.copyOf(sets.values()));
  }

  private RecordSet read(String action, ResourceRecordSet given) {
    String name = DomainNames.plain(Given.required(given.name(), "changeBatch.changes.resourceRecordSet.name"));
    String type = Given.required(given.typeAsString(), "changeBatch.changes.resourceRecordSet.type");
    if (RecordType.named(type).filter(t -> t.name().equals(type)).isEmpty()) {
      throw Route53Error.INVALID_INPUT.with("Records of type " + type + " are not built in Postern.");
    }
    boolean plain = given.ttl() != null && !given.resourceRecords().isEmpty();
    boolean half = given.ttl() != null || !given.resourceRecords().isEmpty();
    if (given.aliasTarget() == null ? !plain : half) {
      throw Route53Error.INVALID_INPUT.with(
          "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found "
              + (half ? "more than one or a part" : "none") + " in Change with [Action=" + action + ", Name=" + DomainNames.shown(name) + ", Type=" + type
              + ", SetIdentifier=null]");
    }
    if (given.aliasTarget() != null) {
      String target = DomainNames.plain(Given.required(given.aliasTarget().dnsName(), "changeBatch.changes.resourceRecordSet.aliasTarget.dNSName"));
      String zoneId = Given.zoneId(given.aliasTarget().hostedZoneId());
      boolean health = Boolean.TRUE.equals(given.aliasTarget().evaluateTargetHealth());
      return new RecordSet(name, type, 0, List.of(), Optional.of(new AliasTarget(zoneId, target, health)));
    }
    if (given.ttl() < 0 || given.ttl() > LONGEST_TTL) {
      throw Given.violated(
          "'" + given.ttl() + "'", "changeBatch.changes.resourceRecordSet.tTL", "Member must have value between 0 and " + LONGEST_TTL);
    }
    List<String> values = given.resourceRecords().stream().map(ResourceRecord::value).map(v -> Given.required(v, "resourceRecords.value")).toList();
    return new RecordSet(name, type, given.ttl(), values, Optional.empty());
  }

  private void put(RecordSet set) {
    List<String> found = set.alias().isPresent() ? aliasProblems(set, set.alias().get()) : valueProblems(set);
    placeProblem(set).ifPresentOrElse(problems::add, () -> problems.addAll(found));
    sets.put(RecordKey.of(set), set);
  }

  /** What is wrong with a record set of this name and type, whatever it holds. */
  private Optional<String> placeProblem(RecordSet set) {
    String shown = "RRSet of type " + set.type() + " with DNS name " + DomainNames.shown(set.name());
    String there = " in zone " + DomainNames.shown(zone.name());
    Optional<String> name = DomainNames.problem(set.name());
    if (name.isPresent()) {
      return name;
    }
    if (!DomainNames.isIn(zone.name(), set.name())) {
      return Optional.of("RRSet with DNS name " + DomainNames.shown(set.name()) + " is not permitted in zone " + DomainNames.shown(zone.name()));
    }
    boolean cname = set.type().equals("CNAME");
    if (cname && set.name().equals(zone.name())) {
      return Optional.of(shown + " is not permitted at apex" + there);
    }
    if (set.type().equals("SOA") && !set.name().equals(zone.name())) {
      return Optional.of(shown + " is not permitted" + there);
    }
    if (cname && hasOthers(set.name())) {
      return Optional.of(shown + " is not permitted as it conflicts with other records with the same DNS name" + there);
    }
    if (!cname && sets.containsKey(RecordKey.of(set.name(), "CNAME"))) {
      return Optional.of(shown + " is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists" + there);
    }
    return Optional.empty();
  }

  private boolean hasOthers(String name) {
    return Arrays.stream(RecordType.values()).anyMatch(type -> type != RecordType.CNAME && sets.containsKey(RecordKey.of(name, type.name())));
  }

  private static List<String> valueProblems(RecordSet set) {
    List<String> found = new ArrayList<>();
    RecordType type = RecordType.named(set.type()).orElseThrow();
    if ((type == RecordType.CNAME || type == RecordType.SOA) && set.values().size() > 1) {
      found.add("RRSet of type " + type + " with DNS name " + DomainNames.shown(set.name()) + " is not permitted to have more than one record");
    }
    Set<String> seen = new HashSet<>();
    for (String value : set.values()) {
      RecordValues.problem(type, value).ifPresent(problem -> found.add("Invalid Resource Record: '" + problem + "'"));
      if (!seen.add(value)) {
        found.add("Duplicate Resource Record: '" + value + "'");
      }
    }
    return found;
  }

  private List<String> aliasProblems(RecordSet set, AliasTarget target) {
    String tried =
        "Tried to create an alias that targets " + DomainNames.shown(target.dnsName()) + ", type " + set.type() + " in zone " + target.hostedZoneId() + ", but ";
    if (target.hostedZoneId().equals(zone.id())) {
      if (!DomainNames.isIn(zone.name(), target.dnsName())) {
        return List.of(tried + "the alias target name does not lie within the target zone");
      }
      boolean there = sets.containsKey(RecordKey.of(target.dnsName(), set.type())) && !target.dnsName().equals(set.name());
      return there ? List.of() : List.of(tried + "that target was not found");
    }
    Optional<EndpointNames.Target> endpoint = EndpointNames.find(snapshot, target.dnsName());
    if (endpoint.isEmpty()) {
      return List.of(tried + "that target was not found");
    }
    if (!VpceZones.ofBase(endpoint.get().name().base()).equals(target.hostedZoneId())) {
      return List.of(tried + "the alias target name does not lie within the target zone");
    }
    return set.type().equals("A") || set.type().equals("AAAA") ? List.of() : List.of(tried + "that target was not found");
  }

  /** Whether a deletion names what is there, in whatever order its values are. */
  private static boolean isSame(RecordSet there, RecordSet given) {
    return there.ttl() == given.ttl()
        && there.alias().equals(given.alias())
        && there.values().size() == given.values().size()
        && new HashSet<>(there.values()).equals(new HashSet<>(given.values()));
  }

  private static String label(RecordSet set) {
    return "[name='" + DomainNames.shown(set.name()) + "', type='" + set.type() + "']";
  }
}
