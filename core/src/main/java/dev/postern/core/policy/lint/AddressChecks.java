package dev.postern.core.policy.lint;

import dev.postern.core.policy.Effect;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.condition.Condition;
import dev.postern.core.policy.condition.IpRange;
import dev.postern.core.policy.condition.Operator;
import dev.postern.core.policy.json.Json;
import java.util.List;
import java.util.Optional;

/** Rules about addresses: VPCE011, 015. */
final class AddressChecks {
  private static final List<IpRange> PRIVATE =
      List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7").stream().map(IpRange::parse).flatMap(Optional::stream).toList();

  private AddressChecks() {}

  static void look(Scene scene, Report report) {
    for (Statement statement : scene.statements()) {
      for (Condition condition : statement.conditions()) {
        boolean isIp = condition.operator().family() == Operator.Family.IP;
        if (isIp && condition.foldedKey().equals("aws:sourceip")) {
          privateSource(report, statement, condition);
        }
        if (isIp && condition.foldedKey().equals("aws:vpcsourceip") && !Network.has(statement, "aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn")) {
          unpaired(scene, report, statement, condition);
        }
      }
    }
  }

  private static boolean isPrivate(String block) {
    return IpRange.parse(block).filter(range -> PRIVATE.stream().anyMatch(each -> each.contains(range))).isPresent();
  }

  private static void privateSource(Report report, Statement statement, Condition condition) {
    List<String> inside = condition.values().stream().filter(AddressChecks::isPrivate).toList();
    if (inside.isEmpty()) {
      return;
    }
    List<String> outside = condition.values().stream().filter(value -> !isPrivate(value)).toList();
    if (outside.isEmpty()) {
      report.add(Rule.VPCE011, statement, inside.toString(), each -> Repair.replaceCondition(each, condition, condition.operatorWord(), "aws:VpcSourceIp", inside));
      return;
    }
    Json.Members whole = (Json.Members) Repair.statements(report.source()).get(statement.index());
    Json.Members byPublic = Repair.replaceCondition(whole, condition, condition.operatorWord(), condition.key(), outside);
    if (condition.operator().isNegated()) {
      report.add(Rule.VPCE011, statement, inside.toString(), _ -> Repair.addCondition(byPublic, condition.operatorWord(), "aws:VpcSourceIp", inside));
    } else {
      Json.Members byPrivate = Repair.copy(Repair.replaceCondition(whole, condition, condition.operatorWord(), "aws:VpcSourceIp", inside));
      Json.Members document = Repair.statement(report.source(), statement.index(), _ -> byPublic);
      report.add(Rule.VPCE011, statement, inside.toString(), Optional.of(Repair.add(document, statement.index(), byPrivate)));
    }
  }

  /** A Deny needs a statement of its own for the VPC: in one statement the two limits would exempt each other. */
  private static void unpaired(Scene scene, Report report, Statement statement, Condition condition) {
    List<String> vpcs = scene.endpoints().stream().flatMap(endpoint -> endpoint.vpc().stream()).distinct().toList();
    List<String> ids = vpcs.isEmpty() ? List.of("vpc-0123456789abcdef0") : vpcs;
    if (statement.effect() == Effect.DENY && condition.operator().isNegated()) {
      Json.Members whole = (Json.Members) Repair.statements(report.source()).get(statement.index());
      Json.Members byVpc = Repair.addCondition(Repair.removeCondition(Repair.copy(whole), condition), "StringNotEquals", "aws:SourceVpc", ids);
      Json.Members both = Repair.statement(report.source(), statement.index(), each -> Repair.addCondition(each, "StringEquals", "aws:SourceVpc", ids));
      report.add(Rule.VPCE015, statement, condition.toString(), Optional.of(Repair.add(both, statement.index(), byVpc)));
    } else {
      report.add(Rule.VPCE015, statement, condition.toString(), each -> Repair.addCondition(each, "StringEquals", "aws:SourceVpc", ids));
    }
  }
}
