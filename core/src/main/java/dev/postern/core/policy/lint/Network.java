package dev.postern.core.policy.lint;

import dev.postern.core.policy.Effect;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.condition.Condition;
import dev.postern.core.policy.condition.Operator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What conditions say of the way that a request came. */
final class Network {
  /** Keys that are there only through a VPC endpoint, and say which. */
  static final Set<String> KEYS =
      Set.of("aws:sourcevpce", "aws:sourcevpc", "aws:sourcevpcarn", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths");

  private Network() {}

  static boolean isKey(Condition condition) {
    return KEYS.contains(condition.foldedKey());
  }

  /** A Deny for whoever does not come through some endpoint. */
  static boolean isDeny(Statement statement) {
    return statement.effect() == Effect.DENY && limit(statement).isPresent();
  }

  /** The condition that denies whoever does not come through some endpoint. */
  static Optional<Condition> limit(Statement statement) {
    return statement.conditions().stream().filter(condition -> isKey(condition) && condition.operator().isNegated()).findFirst();
  }

  /** A Deny for whoever has not some address. */
  static boolean isAddressDeny(Statement statement) {
    return statement.effect() == Effect.DENY && addressLimit(statement).isPresent();
  }

  static Optional<Condition> addressLimit(Statement statement) {
    return statement.conditions().stream()
        .filter(condition -> condition.operator() == Operator.NOT_IP_ADDRESS && condition.foldedKey().equals("aws:sourceip"))
        .findFirst();
  }

  static boolean has(Statement statement, String... keys) {
    List<String> wanted = List.of(keys);
    return statement.conditions().stream().anyMatch(condition -> wanted.contains(condition.foldedKey()));
  }

  /** Whether a key that says who calls is among the conditions. */
  static boolean namesCallers(Statement statement) {
    return statement.conditions().stream().anyMatch(condition -> isOfCaller(condition.foldedKey()));
  }

  static boolean isOfCaller(String key) {
    return key.startsWith("aws:principaltag/")
        || Set.of("aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths", "aws:userid", "aws:username").contains(key);
  }
}
