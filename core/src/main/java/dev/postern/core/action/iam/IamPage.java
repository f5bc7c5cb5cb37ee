package dev.postern.core.action.iam;

import dev.postern.core.error.IamError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of an IAM list: at most {@code MaxItems} (100 when not said), after the name that {@code Marker} stands for.
 *
 * @param marker of the next page, null on the last, as the SDK's builders take it
 */
record IamPage<T>(List<T> items, boolean truncated, @Nullable String marker) {

  static <T> IamPage<T> of(List<T> all, Function<T, String> name, @Nullable String marker, @Nullable Integer maxItems) {
    int size = maxItems == null ? 100 : maxItems;
    if (size < 1 || size > 1000) {
      throw Given.violated("'" + size + "'", "maxItems", "Member must have value between 1 and 1000");
    }
    String after = marker == null ? "" : decoded(marker);
    List<T> left = all.stream().sorted(Comparator.comparing(name)).filter(t -> after.isEmpty() || name.apply(t).compareTo(after) > 0).toList();
    if (left.size() <= size) {
      return new IamPage<>(left, false, null);
    }
    String last = name.apply(left.get(size - 1));
    return new IamPage<>(left.subList(0, size), true, Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
  }

  private static String decoded(String marker) {
    try {
      return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw IamError.VALIDATION_ERROR.with("Invalid Marker.");
    }
  }
}
