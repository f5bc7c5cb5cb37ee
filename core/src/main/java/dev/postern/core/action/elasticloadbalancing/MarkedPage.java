package dev.postern.core.action.elasticloadbalancing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list: at most {@code PageSize} (400 when not said), after the ARN that {@code Marker} stands for.
 *
 * @param next null on the last page, as the SDK's builders take it
 */
record MarkedPage<T>(List<T> items, @Nullable String next) {
  private static final int LARGEST = 400;

  static <T> MarkedPage<T> of(List<T> all, Function<T, String> arn, @Nullable String marker, @Nullable Integer pageSize) {
    int size = pageSize == null ? LARGEST : Given.within(pageSize, "PageSize", 1, LARGEST);
    String after = marker == null ? "" : decoded(marker);
    List<T> left = all.stream().sorted(Comparator.comparing(arn)).filter(t -> arn.apply(t).compareTo(after) > 0).toList();
    if (left.size() <= size) {
      return new MarkedPage<>(left, null);
    }
    byte[] last = arn.apply(left.get(size - 1)).getBytes(StandardCharsets.UTF_8);
    return new MarkedPage<>(left.subList(0, size), Base64.getUrlEncoder().withoutPadding().encodeToString(last));
  }

  private static String decoded(String marker) {
    try {
      return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw Given.invalid("The marker '" + marker + "' is not valid");
    }
  }
}
