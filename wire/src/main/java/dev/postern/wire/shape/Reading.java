package dev.postern.wire.shape;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A request as read, and which members the client sent.
 *
 * @param given the names of all simple members that were sent, as the protocol spells them, nested ones with dots and without list
 *     indices or map keys: {@code CidrBlock}, {@code TagSpecification.Tag.Key}; in the order sent
 * @param unknown names sent that the request class has no member for; always empty in the Query protocols, which refuse them
 */
public record Reading<Q>(Q request, Set<String> given, Set<String> unknown) {

  /** The first given member that the caller does not honour, to be refused by name. */
  public Optional<String> outside(Predicate<String> honoured) {
    return given.stream().filter(honoured.negate()).findFirst();
  }

  /**
   * The first given member outside {@code honoured}, for the caller to refuse by name. A name in {@code honoured} covers everything
   * below it: {@code TagSpecification} covers {@code TagSpecification.Tag.Key}.
   */
  public Optional<String> outside(Set<String> honoured) {
    return outside(name -> covered(name, honoured));
  }

  /** Whether the client sent this member or anything below it. */
  public boolean has(String name) {
    return given.stream().anyMatch(g -> g.equals(name) || g.startsWith(name) && g.charAt(name.length()) == '.');
  }

  private static boolean covered(String name, Set<String> honoured) {
    for (int end = name.length(); end > 0; end = name.lastIndexOf('.', end - 1)) {
      if (honoured.contains(name.substring(0, end))) {
        return true;
      }
    }
    return false;
  }
}
