package dev.postern.core.action.organizations;

import dev.postern.core.error.OrganizationsError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list: at most {@code MaxResults} (20, which is the most there may be), after the id that {@code NextToken} stands for.
 *
 * @param next token, null on the last page, as the SDK's builders take it
 */
record ListPage<T>(List<T> items, @Nullable String next) {
  private static final int LARGEST = 20;

  static <T> ListPage<T> of(List<T> all, Function<T, String> id, @Nullable String token, @Nullable Integer maxResults) {
    int size = maxResults == null ? LARGEST : maxResults;
    if (size < 1 || size > LARGEST) {
      throw OrganizationsError.MAX_RESULTS.with();
    }
    String after = token == null ? "" : decoded(token);
    List<T> left = all.stream().sorted(Comparator.comparing(id)).filter(t -> id.apply(t).compareTo(after) > 0).toList();
    if (left.size() <= size) {
      return new ListPage<>(left, null);
    }
    byte[] last = id.apply(left.get(size - 1)).getBytes(StandardCharsets.UTF_8);
    return new ListPage<>(left.subList(0, size), Base64.getUrlEncoder().withoutPadding().encodeToString(last));
  }

  private static String decoded(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw OrganizationsError.INVALID_TOKEN.with();
    }
  }
}
