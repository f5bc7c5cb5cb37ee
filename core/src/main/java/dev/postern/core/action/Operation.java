package dev.postern.core.action;

import java.util.Set;

/**
 * One operation of a Query API as data: its name, the request class, what it honours, and its action.
 *
 * @param honoured the wire names of the parameters that the action honours, without indices ({@code TagSpecification}, {@code CidrBlock}); a
 *     name covers everything below it ({@code IpPermissions} covers {@code IpPermissions.IpProtocol}), and the rest is refused by name
 * @param filters the names of {@code Filter.N.Name} that the action honours, for the fidelity table; empty when it takes none
 */
public record Operation<Q, R>(String name, Class<Q> request, Set<String> honoured, Set<String> filters, Action<Q, R> action) {

  public static <Q, R> Operation<Q, R> of(String name, Class<Q> request, Action<Q, R> action, String... honoured) {
    return new Operation<>(name, request, Set.of(honoured), Set.of(), action);
  }

  /** A describe: honours {@code Filter} with these names besides the parameters. */
  public static <Q, R> Operation<Q, R> describing(
      String name, Class<Q> request, Action<Q, R> action, Set<String> filters, String... honoured) {
    return new Operation<>(name, request, Set.of(honoured), filters, action);
  }

  /** Whether a given parameter, or what it is a part of, is honoured. {@code DryRun} always is. */
  public boolean honours(String parameter) {
    if (parameter.equals("DryRun") || honoured.contains(parameter) || (!filters.isEmpty() && parameter.startsWith("Filter"))) {
      return true;
    }
    int dot = parameter.lastIndexOf('.');
    return dot > 0 && honours(parameter.substring(0, dot));
  }
}
