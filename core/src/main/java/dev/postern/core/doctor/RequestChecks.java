package dev.postern.core.doctor;

import dev.postern.core.authorize.Documents;
import dev.postern.core.explain.Fix;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.Statement;
import dev.postern.core.services.EndpointNames;
import dev.postern.core.services.PublicHost;
import dev.postern.core.services.PublicService;
import dev.postern.core.services.ServiceCatalog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;

/**
 * What hosts really asked for: requests that passed by an endpoint for their service because of the host name they used, and requests that a policy refused.
 *
 * <p>Of requests by the same caller for the same thing on the same way only the latest counts, so that what was mended since is not found again.
 */
final class RequestChecks {
  private static final Set<String> NETWORK_KEYS = Set.of("aws:sourcevpce", "aws:sourcevpc", "aws:sourcevpcarn", "aws:vpcsourceip", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths");

  /** By the address that the service saw, of those that came by its public side. */
  private final Map<String, List<Clues.Request>> outside;

  private final Map<String, List<Clues.Request>> refused;
  private final List<Clues.Bucket> buckets;

  RequestChecks(Clues clues) {
    Map<List<Object>, Clues.Request> latest = new LinkedHashMap<>();
    clues.requests().forEach(r -> latest.put(List.of(r.host(), r.source(), r.endpoint(), r.caller(), r.action(), r.resource()), r));
    outside = latest.values().stream().filter(r -> r.endpoint().isEmpty()).collect(Collectors.groupingBy(Clues.Request::source));
    refused = latest.values().stream().filter(r -> r.refusal().isPresent()).collect(Collectors.groupingBy(r -> r.endpoint().orElse("")));
    buckets = clues.buckets();
  }

  /** @param known what the other checks found in this VPC: where a policy's text says it all, its refusals add nothing */
  List<Finding> look(ExaminedVpc vpc, List<Finding> known) {
    List<Finding> findings = new ArrayList<>();
    List<Clues.Request> sent =
        outside.isEmpty() ? List.of() : vpc.fabric().publicAddresses().values().stream().distinct().flatMap(a -> outside.getOrDefault(Ip.text(a), List.of()).stream()).toList();
    for (VpcEndpoint endpoint : vpc.endpoints()) {
      passedBy(vpc, endpoint, sent, findings);
      boolean explained = known.stream().anyMatch(f -> f.resource().equals(endpoint.id()) && (f.cause() == Cause.POLICY_DENIES || f.cause() == Cause.POLICY_ALLOWS_NOTHING));
      refused(endpoint, refused.getOrDefault(endpoint.id(), List.of()), explained, findings);
    }
    return findings;
  }

  /** Refusals by an organization of what came by no endpoint: they concern no VPC that is known. */
  List<Finding> elsewhere() {
    List<Finding> findings = new ArrayList<>();
    perimeter(refused.getOrDefault("", List.of()), "", findings);
    return findings;
  }

  private void passedBy(ExaminedVpc vpc, VpcEndpoint endpoint, List<Clues.Request> sent, List<Finding> findings) {
    Optional<PublicService> service = PublicService.behind(endpoint.serviceName(), endpoint.serviceRegion());
    if (service.isEmpty()) {
      return;
    }
    List<Clues.Request> same = sent.stream().filter(r -> r.service().equals(service.get().name())).toList();
    Set<String> regions = vpc.endpoints().stream().filter(e -> ExaminedVpc.service(e).equals(ExaminedVpc.service(endpoint))).map(VpcEndpoint::serviceRegion).collect(Collectors.toSet());
    List<Clues.Request> abroad = same.stream().filter(r -> !regions.contains(r.region())).toList();
    if (!abroad.isEmpty()) {
      Set<String> where = abroad.stream().map(Clues.Request::region).collect(Collectors.toCollection(TreeSet::new));
      findings.add(
          finding(
              Cause.OTHER_REGION, Severity.INFO, endpoint,
              abroad.size() + " kinds of requests for " + service.get().name() + " in " + String.join(", ", where) + " left " + vpc.vpc().id() + " by its public addresses, such as to " + abroad.getLast().host(),
              "an endpoint is for the Region of its service: " + endpoint.id() + " carries " + endpoint.serviceRegion() + " alone. Without a NAT gateway they would time out; "
                  + "an interface endpoint with --service-region takes another Region's, for the services that have them",
              Optional.empty()));
    }
    if (endpoint.type() != VpcEndpoint.Type.INTERFACE || !endpoint.privateDnsEnabled()) {
      return;
    }
    List<String> covered = EndpointNames.privateNames(endpoint);
    List<Clues.Request> strange = same.stream().filter(r -> r.region().equals(endpoint.serviceRegion()) && covered.stream().noneMatch(n -> covers(n, r.host()))).toList();
    List<Clues.Request> special = strange.stream().filter(r -> isSpecial(r.host())).toList();
    List<Clues.Request> other = strange.stream().filter(r -> !isSpecial(r.host()) && isUnusual(r)).toList();
    if (!special.isEmpty()) {
      findings.add(
          finding(
              Cause.SPECIAL_HOST, Severity.WARNING, endpoint, "hosts of " + vpc.vpc().id() + " asked " + hosts(special) + " by public addresses, past " + endpoint.id(),
              "the private names of " + endpoint.id() + " are " + ExaminedVpc.some(covered) + ": other names stay public. Use one of these, or an endpoint that has the name",
              fips(vpc, endpoint, special)));
    }
    if (!other.isEmpty()) {
      findings.add(
          finding(
              Cause.OTHER_HOST, Severity.WARNING, endpoint, "hosts of " + vpc.vpc().id() + " asked " + hosts(other) + " by public addresses, past " + endpoint.id(),
              "such a name is nobody's private name: have the client use " + ExaminedVpc.some(covered) + " (in SDKs, the Region and regional endpoints)", Optional.empty()));
    }
  }

  private static String hosts(List<Clues.Request> requests) {
    return ExaminedVpc.some(requests.stream().map(Clues.Request::host).toList());
  }

  private static boolean covers(String privateName, String host) {
    return privateName.startsWith("*.") ? host.endsWith(privateName.substring(1)) : host.equals(privateName);
  }

  private static boolean isSpecial(String host) {
    return host.contains("fips") || host.contains("dualstack") || host.endsWith(".api.aws");
  }

  /** A global name, one of old, or one with a dash before its Region. */
  private static boolean isUnusual(Clues.Request request) {
    return PublicHost.of(request.host()).isPresent() && !request.host().endsWith("." + request.region() + ".amazonaws.com");
  }

  private static Optional<Fix> fips(ExaminedVpc vpc, VpcEndpoint endpoint, List<Clues.Request> special) {
    String name = endpoint.serviceName() + "-fips";
    boolean has = special.stream().anyMatch(r -> r.host().contains("fips")) && !ServiceCatalog.named(endpoint.serviceRegion(), name).isEmpty();
    return has && vpc.endpoints().stream().noneMatch(e -> e.serviceName().equals(name))
        ? vpc.fix(
            CreateVpcEndpointRequest.builder().vpcEndpointType("Interface").vpcId(endpoint.vpcId()).serviceName(name).subnetIds(endpoint.subnetIds())
                .securityGroupIds(endpoint.groupIds()).build())
        : Optional.empty();
  }

  private void refused(VpcEndpoint endpoint, List<Clues.Request> requests, boolean explained, List<Finding> findings) {
    Collection<List<Clues.Request>> byPolicy =
        requests.stream().filter(r -> !explained && r.refusal().orElseThrow().type() == PolicyType.VPC_ENDPOINT)
            .collect(Collectors.groupingBy(r -> r.refusal().orElseThrow(), LinkedHashMap::new, Collectors.toList())).values();
    for (List<Clues.Request> same : byPolicy) {
      Clues.Refusal refusal = same.getFirst().refusal().orElseThrow();
      findings.add(
          finding(
              refusal.explicit() ? Cause.POLICY_DENIES : Cause.POLICY_ALLOWS_NOTHING, Severity.ERROR, endpoint,
              (refusal.explicit() ? statement(refusal) + " of the policy of " + endpoint.id() + " denied " : "no statement of the policy of " + endpoint.id() + " allows ") + asked(same),
              "answered 403 " + (refusal.explicit() ? refusal.type().explicitReason() : refusal.type().implicitReason(same.getFirst().action())) + "; 'postern log --denied' has each", Optional.empty()));
    }
    Map<Clues.Refusal, List<Clues.Request>> byBucket =
        requests.stream().filter(r -> r.refusal().orElseThrow().type() == PolicyType.RESOURCE && r.refusal().orElseThrow().explicit())
            .collect(Collectors.groupingBy(r -> r.refusal().orElseThrow(), LinkedHashMap::new, Collectors.toList()));
    byBucket.forEach((refusal, same) ->
        bucket(same.getFirst().resource()).filter(b -> asksForNetwork(b, refusal)).ifPresent(b ->
            findings.add(
                new Finding(
                    Cause.BUCKET_POLICY_NAMES_NOBODY, Severity.WARNING, b.name(), b.account(), b.region(), endpoint.vpcId(),
                    statement(refusal) + " of the policy of bucket " + b.name() + " denied " + asked(same) + ", which came through " + endpoint.id(),
                    "answered 403 " + refusal.type().explicitReason() + "; if " + endpoint.id() + " should be let in, name it there: 'postern policy prove' says whom the policy lets in",
                    Optional.empty()))));
    perimeter(requests, endpoint.vpcId(), findings);
  }

  private static void perimeter(List<Clues.Request> requests, String vpcId, List<Finding> findings) {
    Map<Clues.Refusal, List<Clues.Request>> byOrganization =
        requests.stream().filter(r -> r.refusal().orElseThrow().type() == PolicyType.SCP || r.refusal().orElseThrow().type() == PolicyType.RCP)
            .collect(Collectors.groupingBy(r -> r.refusal().orElseThrow(), LinkedHashMap::new, Collectors.toList()));
    byOrganization.forEach((refusal, same) -> {
      String words = refusal.type().words();
      String way = same.getFirst().endpoint().map(e -> "through " + e).orElse("by the public side");
      findings.add(
          new Finding(
              Cause.ORGANIZATION_DENIES, Severity.WARNING, refusal.policy().isEmpty() ? words : refusal.policy(), "", same.getFirst().region(), vpcId,
              (refusal.explicit() ? statement(refusal) + " of the " + words + " " + refusal.policy() + " denied " : "no " + words + " allows ") + asked(same) + ", which came " + way,
              "answered 403 " + (refusal.explicit() ? refusal.type().explicitReason() : refusal.type().implicitReason(same.getFirst().action()))
                  + "; who should pass needs an exception there, or another way", Optional.empty()));
    });
  }

  private static String asked(List<Clues.Request> requests) {
    Clues.Request latest = requests.getLast();
    return latest.action() + " on " + latest.resource() + " to " + (latest.caller().isEmpty() ? "an unsigned request" : latest.caller())
        + (requests.size() > 1 ? " and " + (requests.size() - 1) + " more" : "");
  }

  private static String statement(Clues.Refusal refusal) {
    return refusal.sid().orElse(refusal.statement().isPresent() ? "statement " + (refusal.statement().getAsInt() + 1) : "a statement");
  }

  private Optional<Clues.Bucket> bucket(String resource) {
    String name = resource.replaceFirst("^arn:aws:s3:::", "").replaceFirst("/.*", "");
    return buckets.stream().filter(b -> b.name().equals(name)).findFirst();
  }

  private static boolean asksForNetwork(Clues.Bucket bucket, Clues.Refusal refusal) {
    List<Statement> statements = Documents.of(PolicyType.RESOURCE, bucket.policy()).statements();
    return refusal.statement().isPresent()
        && refusal.statement().getAsInt() < statements.size()
        && statements.get(refusal.statement().getAsInt()).conditions().stream().anyMatch(c -> NETWORK_KEYS.contains(c.foldedKey()));
  }

  private static Finding finding(Cause cause, Severity severity, VpcEndpoint endpoint, String evidence, String consequence, Optional<Fix> fix) {
    return Finding.of(cause, severity, endpoint.key(), endpoint.vpcId(), evidence, consequence, fix);
  }
}
