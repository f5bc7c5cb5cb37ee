package dev.postern.core.policy.request;

/** Upper and lower case of ASCII letters alone: the Kelvin sign is no k, and no text changes its length. */
public final class Fold {
  private Fold() {}

  public static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }

  /** {@code text} in lower case; the same object if it already is. */
  public static String lower(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (lower(text.charAt(i)) != text.charAt(i)) {
        char[] folded = text.toCharArray();
        for (int j = i; j < folded.length; j++) {
          folded[j] = lower(folded[j]);
        }
        return new String(folded);
      }
    }
    return text;
  }

  public static boolean same(String a, String b) {
    if (a.length() != b.length()) {
      return false;
    }
    for (int i = 0; i < a.length(); i++) {
      if (lower(a.charAt(i)) != lower(b.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
