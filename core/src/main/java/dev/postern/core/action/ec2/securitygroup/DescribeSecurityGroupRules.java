package dev.postern.core.action.ec2.securitygroup;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;

/**
 * Lists the rules of security groups one by one; rules carry no tags here, so tag filters are not honoured.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroupRules.html">AWS</a>
 */
public final class DescribeSecurityGroupRules implements Action<DescribeSecurityGroupRulesRequest, DescribeSecurityGroupRulesResponse> {
  private static final Filters<Line> FILTERS =
      Filters.<Line>untagged().on("group-id", l -> l.group().id()).on("security-group-rule-id", l -> l.rule().id());

  public static final Operation<DescribeSecurityGroupRulesRequest, DescribeSecurityGroupRulesResponse> OPERATION =
      Operation.describing(
          "DescribeSecurityGroupRules",
          DescribeSecurityGroupRulesRequest.class,
          new DescribeSecurityGroupRules(),
          FILTERS.names(),
          "SecurityGroupRuleId",
          "NextToken",
          "MaxResults");

  private record Line(SecurityGroup group, SecurityGroupRule rule) {}

  @Override
  public Applied<DescribeSecurityGroupRulesResponse> apply(
      Snapshot snapshot, Caller caller, DescribeSecurityGroupRulesRequest request, Facts facts) {
    List<Line> all =
        Lookup.asked(snapshot, caller, SecurityGroup.class, Kind.SECURITY_GROUP, List.of()).stream()
            .flatMap(g -> g.rules().stream().map(r -> new Line(g, r)))
            .toList();
    Page<Line> page =
        Page.of(
            FILTERS.apply(snapshot, request.filters(), asked(all, request.securityGroupRuleIds())),
            l -> l.rule().id(),
            request.nextToken(),
            request.maxResults(),
            5,
            1000);
    return Applied.of(
        snapshot,
        DescribeSecurityGroupRulesResponse.builder()
            .securityGroupRules(page.items().stream().map(l -> SecurityGroupView.rule(l.group(), l.rule())).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }

  private static List<Line> asked(List<Line> all, List<String> ids) {
    for (String id : ids) {
      RuleChanges.checkForm(id);
      if (all.stream().noneMatch(l -> l.rule().id().equals(id))) {
        throw Ec2Error.SECURITY_GROUP_RULE_NOT_FOUND.with(id);
      }
    }
    return ids.isEmpty() ? all : all.stream().filter(l -> ids.contains(l.rule().id())).toList();
  }
}
