package dev.postern.core.policy.proof.text;

/** One symbol of a {@link Glob}, as a number: a character (a code point of Unicode), or one of these classes. */
final class Symbol {
  static final int ONE = -1;
  static final int RUN = -2;
  /** Not a colon: wildcards in the first five segments of an ARN. */
  static final int ONE_IN_SEGMENT = -3;
  static final int RUN_IN_SEGMENT = -4;
  static final int DIGIT = -5;
  static final int HEX = -6;
  /** Neither a colon nor a slash: wildcards in a name. */
  static final int ONE_IN_NAME = -7;
  static final int RUN_IN_NAME = -8;

  /** Below this, a letter in any case: {@code ANY_CASE - lower}. */
  private static final int ANY_CASE = -10;

  private Symbol() {}

  static int anyCase(int lower) {
    return lower >= 'a' && lower <= 'z' ? ANY_CASE - lower : lower;
  }

  /** Whether it is a letter in any case. */
  static boolean isLetter(int symbol) {
    return symbol < ANY_CASE;
  }

  static boolean isRun(int symbol) {
    return symbol == RUN || symbol == RUN_IN_SEGMENT || symbol == RUN_IN_NAME;
  }

  static boolean takes(int symbol, int c) {
    return switch (symbol) {
      case ONE, RUN -> true;
      case ONE_IN_SEGMENT, RUN_IN_SEGMENT -> c != ':';
      case ONE_IN_NAME, RUN_IN_NAME -> c != ':' && c != '/';
      case DIGIT -> c >= '0' && c <= '9';
      case HEX -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
      default -> symbol >= 0 ? symbol == c : ANY_CASE - symbol == c || ANY_CASE - symbol == c + 32 && c <= 'Z';
    };
  }

  /** A character that the symbol takes; for a class, the preferred one. */
  static int example(int symbol, int other) {
    return switch (symbol) {
      case ONE, RUN, ONE_IN_SEGMENT, RUN_IN_SEGMENT, ONE_IN_NAME, RUN_IN_NAME -> other;
      case DIGIT, HEX -> '0';
      default -> symbol >= 0 ? symbol : ANY_CASE - symbol;
    };
  }

  /** Whether every character that {@code inner} takes, {@code outer} takes. */
  static boolean covers(int outer, int inner) {
    if (outer == inner || outer == ONE || outer == RUN) {
      return true;
    }
    return switch (inner) {
      case ONE, RUN -> false;
      case ONE_IN_SEGMENT, RUN_IN_SEGMENT -> outer == ONE_IN_SEGMENT || outer == RUN_IN_SEGMENT;
      case ONE_IN_NAME, RUN_IN_NAME -> outer == ONE_IN_SEGMENT || outer == RUN_IN_SEGMENT || outer == ONE_IN_NAME || outer == RUN_IN_NAME;
      case DIGIT, HEX -> outer == ONE_IN_SEGMENT || outer == RUN_IN_SEGMENT || outer == ONE_IN_NAME || outer == RUN_IN_NAME || inner == DIGIT && outer == HEX;
      default -> inner >= 0 ? takes(outer, inner) : takes(outer, ANY_CASE - inner) && takes(outer, ANY_CASE - inner - 32);
    };
  }
}
