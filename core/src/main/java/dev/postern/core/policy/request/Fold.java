package dev.postern.core.policy.request;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Upper and lower case of ASCII letters alone: the Kelvin sign is no k, and no text changes its length. */
public final class Fold {
  /** Names of condition keys and of actions are few and come in every request; beyond so many are clients' own, such as tags. */
  private static final int NAMES = 2048;

  private static final Map<String, String> FOLDED = new ConcurrentHashMap<>();

  private Fold() {}

  /** {@link #lower} of the name of a condition key or an action, mostly the same object for the same name. */
  public static String name(String key) {
    String known = FOLDED.get(key);
    if (known != null) {
      return known;
    }
    String folded = lower(key);
    if (FOLDED.size() < NAMES) {
      FOLDED.put(key, folded);
    }
    return folded;
  }

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
