package dev.postern.core.doctor;

import dev.postern.core.explain.Fix;
import dev.postern.core.fabric.ForwardingEntry;
import dev.postern.core.fabric.NextHop;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.ServiceCatalog;
import dev.postern.core.services.ServiceOffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;

/**
 * Endpoints of which one is of little use without the others, where nothing else leads out of the VPC.
 * <a href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html">ECR</a>,
 * <a href="https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html">Systems Manager</a>,
 * <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html">ECS</a>
 */
final class BundleChecks {
  private static final Map<String, List<String>> NEEDED = new LinkedHashMap<>();

  static {
    NEEDED.put("ecr.dkr", List.of("ecr.api", "s3"));
    NEEDED.put("ecr.api", List.of("ecr.dkr", "s3"));
    NEEDED.put("ssmmessages", List.of("ssm"));
    NEEDED.put("ec2messages", List.of("ssm", "ssmmessages"));
    NEEDED.put("ecs", List.of("ecs-agent", "ecs-telemetry"));
    NEEDED.put("ecs-agent", List.of("ecs", "ecs-telemetry"));
    NEEDED.put("ecs-telemetry", List.of("ecs", "ecs-agent"));
    NEEDED.put("codedeploy", List.of("codedeploy-commands-secure", "s3"));
    NEEDED.put("codedeploy-commands-secure", List.of("codedeploy", "s3"));
  }

  private BundleChecks() {}

  static List<Finding> look(ExaminedVpc vpc) {
    if (vpc.hosts().isEmpty() || hasOtherWay(vpc)) {
      return List.of();
    }
    Set<String> there = vpc.endpoints().stream().map(ExaminedVpc::service).collect(Collectors.toCollection(TreeSet::new));
    Map<String, List<VpcEndpoint>> missing = new LinkedHashMap<>();
    for (VpcEndpoint endpoint : vpc.interfaceEndpoints()) {
      NEEDED.getOrDefault(ExaminedVpc.service(endpoint), List.of()).stream()
          .filter(s -> !there.contains(s))
          .forEach(s -> missing.computeIfAbsent(s, _ -> new ArrayList<>()).add(endpoint));
    }
    List<Finding> findings = new ArrayList<>();
    missing.forEach((service, wanting) -> findings.add(finding(vpc, service, wanting)));
    return findings;
  }

  /** Whether hosts of every subnet have a default route. */
  private static boolean hasOtherWay(ExaminedVpc vpc) {
    return vpc.hostSubnets().stream()
        .map(s -> vpc.fabric().subnets().get(s))
        .map(s -> vpc.fabric().forwarding().get(s.forwarding()))
        .allMatch(t -> t.entries().stream().anyMatch(BundleChecks::isDefault));
  }

  private static boolean isDefault(ForwardingEntry entry) {
    return entry.destination().length() == 0 && !(entry.hop() instanceof NextHop.Blackhole);
  }

  private static Finding finding(ExaminedVpc vpc, String service, List<VpcEndpoint> wanting) {
    VpcEndpoint first = wanting.getFirst();
    String name = "com.amazonaws." + first.serviceRegion() + "." + service;
    CreateVpcEndpointRequest.Builder request = CreateVpcEndpointRequest.builder().vpcId(first.vpcId()).serviceName(name);
    if (service.equals("s3")) {
      request.vpcEndpointType("Gateway").routeTableIds(vpc.hostSubnets().stream().map(s -> vpc.fabric().subnets().get(s).routeTableId()).distinct().toList());
    } else {
      request.vpcEndpointType("Interface").subnetIds(first.subnetIds()).securityGroupIds(first.groupIds());
    }
    List<ServiceOffer> offers = ServiceCatalog.named(first.serviceRegion(), name);
    Optional<Fix> fix = offers.isEmpty() ? Optional.empty() : vpc.fix(request.build());
    String services = ExaminedVpc.some(wanting.stream().map(ExaminedVpc::service).toList());
    return Finding.of(
        Cause.COMPANION_MISSING, Severity.WARNING, first.key(), first.vpcId(), "the VPC has endpoints for " + services + " and none for " + service + ", and no way out besides",
        "what uses " + services + " asks " + service + " too, and times out there", fix);
  }
}
