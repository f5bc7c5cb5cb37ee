package dev.postern.core.doctor;

import dev.postern.core.dns.DnsResolver;
import dev.postern.core.model.Resource;
import dev.postern.core.model.Site;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Looks over a whole cloud and says what is wrong or wasteful about its endpoints, the names, routes, filters and policies around them. */
public final class Doctor {
  private static final List<Function<ExaminedVpc, List<Finding>>> CHECKS =
      List.of(RouteChecks::look, ReachChecks::look, NameChecks::look, PeerChecks::look, ZoneChecks::look, ServiceChecks::look, EndpointPolicyChecks::look, CostChecks::look, BundleChecks::look);

  private Doctor() {}

  /** The findings, the worst first; then by cause, and by resource. */
  public static List<Finding> examine(Snapshot snapshot, Clues clues) {
    List<Finding> findings = new ArrayList<>();
    List<VpcEndpoint> endpoints = new ArrayList<>();
    RequestChecks requests = new RequestChecks(clues);
    DnsResolver resolver = DnsResolver.of(snapshot, Observed.everything(snapshot));
    for (Resource resource : snapshot.resources().values()) {
      if (resource instanceof Vpc vpc) {
        findings.addAll(examine(snapshot, vpc, requests, resolver));
      } else if (resource instanceof Site site) {
        findings.addAll(SiteChecks.look(snapshot, site));
      } else if (resource instanceof VpcEndpoint endpoint) {
        endpoints.add(endpoint);
      }
    }
    findings.addAll(BucketChecks.look(endpoints, clues.buckets()));
    findings.addAll(DetourChecks.look(snapshot, clues.detours()));
    findings.addAll(requests.elsewhere());
    findings.addAll(MishapChecks.look(snapshot, clues));
    return findings.stream()
        .sorted(Comparator.comparing(Finding::severity).thenComparing(Finding::cause).thenComparing(Finding::network).thenComparing(Finding::resource))
        .toList();
  }

  private static List<Finding> examine(Snapshot snapshot, Vpc vpc, RequestChecks requests, DnsResolver resolver) {
    ExaminedVpc examined = new ExaminedVpc(snapshot, vpc, resolver);
    if (examined.endpoints().isEmpty()) {
      return List.of();
    }
    List<Finding> found = CHECKS.stream().flatMap(check -> check.apply(examined).stream()).toList();
    return Stream.concat(found.stream(), requests.look(examined, found).stream()).toList();
  }
}
