package dev.postern.core.action.ec2;

import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Resource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a describe's results and the token of the next, which names the last id shown.
 *
 * @param nextToken empty on the last page
 */
public record Page<T>(List<T> items, Optional<String> nextToken) {

  /**
   * The page that {@code nextToken} and {@code maxResults} ask for; results are in id order.
   *
   * @param maxResults null for all, as the SDK's getter gives it
   * @param smallest below this {@code maxResults} is refused; above {@code largest} it counts as that
   */
  public static <T extends Resource> Page<T> of(
      List<T> all, @Nullable String nextToken, @Nullable Integer maxResults, int smallest, int largest) {
    return of(all, Resource::id, nextToken, maxResults, smallest, largest);
  }

  /** The same for values that are no resources, in the order of a unique id. */
  public static <T> Page<T> of(
      List<T> all, Function<T, String> id, @Nullable String nextToken, @Nullable Integer maxResults, int smallest, int largest) {
    List<T> sorted = all.stream().sorted(Comparator.comparing(id)).toList();
    if (maxResults != null && maxResults < smallest) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with(
          "Value ( " + maxResults + " ) for parameter maxResults is invalid. Expecting a value greater than or equal to " + smallest + ".");
    }
    int from = nextToken == null ? 0 : indexAfter(sorted, id, nextToken);
    int size = maxResults == null ? sorted.size() - from : Math.min(maxResults, largest);
    int to = Math.min(sorted.size(), from + size);
    Optional<String> next = to < sorted.size() ? Optional.of(token(id.apply(sorted.get(to - 1)))) : Optional.empty();
    return new Page<>(sorted.subList(from, to), next);
  }

  private static String token(String last) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8));
  }

  private static <T> int indexAfter(List<T> sorted, Function<T, String> id, String token) {
    String last;
    try {
      last = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw Ec2Error.INVALID_NEXT_TOKEN.with(token);
    }
    if (!last.matches("[ -~]{1,200}")) {
      throw Ec2Error.INVALID_NEXT_TOKEN.with(token);
    }
    int index = 0;
    while (index < sorted.size() && id.apply(sorted.get(index)).compareTo(last) <= 0) {
      index++;
    }
    return index;
  }
}
