package dev.postern.core.policy;

import dev.postern.core.policy.json.Place;
import java.util.Optional;

/**
 * By how much a document is too long, and where in its text the limit is crossed: the first character that is too much. Printed, it goes after
 * the words with which an API refuses the document.
 *
 * @param length of the document, with what others take of the same limit
 * @param unit what length and limit are counted in
 */
public record Excess(int length, int limit, String unit, Place place) {

  /** Of a document that has the limit of its type to itself; empty when it is short enough. */
  public static Optional<Excess> of(PolicyType type, String text) {
    return of(type, text, type.longest(), 0);
  }

  /**
   * Of a document with another limit.
   *
   * @param taken what other documents take of the limit
   */
  public static Optional<Excess> of(PolicyType type, String text, int limit, int taken) {
    return of(type, text, Place.START, text.length(), limit, taken);
  }

  /** Of the part of {@code text} from a place to an offset. */
  static Optional<Excess> of(PolicyType type, String text, Place start, int end, int limit, int taken) {
    int length = taken;
    int line = start.line();
    int lineStart = start.offset() - start.column() + 1;
    Optional<Place> crossed = Optional.empty();
    for (int i = start.offset(); i < end; i++) {
      length += type.weight(text.charAt(i));
      if (length > limit && crossed.isEmpty()) {
        crossed = Optional.of(new Place(line, i - lineStart + 1, i));
      }
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    int whole = length;
    return crossed.map(place -> new Excess(whole, limit, type.unit(), place));
  }

  @Override
  public String toString() {
    return "(" + length + " " + unit + ", and the limit is crossed at " + place + ")";
  }
}
