package dev.postern.core.action.route53;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Domain names as Route 53 takes and shows them.
 * <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html">AWS</a>
 *
 * <p>Inside, a name is lower case and has neither a final dot nor escapes. Letters beyond ASCII and characters that zone files give a meaning
 * ({@code " ( ) ; @ $ \}, and a dot within a label) are refused.
 */
public final class DomainNames {
  private static final int LONGEST = 255;
  private static final int LONGEST_LABEL = 63;
  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-3][0-7]{2})");
  private static final Pattern LABEL = Pattern.compile("[!-~&&[^\"();@$\\\\.]]+");
  private static final Pattern PLAIN = Pattern.compile("[a-z0-9_.-]+");

  private DomainNames() {}

  /** A name without case, final dot and escapes; {@link #problem} says whether it is one. */
  public static String plain(String text) {
    String whole = text.endsWith(".") && text.length() > 1 ? text.substring(0, text.length() - 1) : text;
    // An escaped dot stays escaped: it would be none between labels.
    Function<MatchResult, String> character = m -> m.group(1).equals("056") ? m.group() : String.valueOf((char) Integer.parseInt(m.group(1), 8));
    return ESCAPE.matcher(whole).replaceAll(character.andThen(Matcher::quoteReplacement)).toLowerCase(Locale.ROOT);
  }

  /** What is wrong with a plain name, in Route 53's words. */
  public static Optional<String> problem(String plain) {
    if (plain.length() > LONGEST - 2) {
      return Optional.of(words("DomainNameTooLong", "Domain name is too long", plain));
    }
    for (String label : plain.split("\\.", -1)) {
      if (label.isEmpty()) {
        return Optional.of(words("DomainLabelEmpty", "Domain label is empty", plain));
      }
      if (label.length() > LONGEST_LABEL) {
        return Optional.of(words("DomainLabelTooLong", "Domain label is too long", plain));
      }
      if (!LABEL.matcher(label).matches()) {
        return Optional.of(words("UnsupportedCharacter", "Value contains unsupported characters", plain));
      }
    }
    return Optional.empty();
  }

  /** How Route 53 words what is wrong with a value. */
  public static String words(String problem, String meaning, String value) {
    return "FATAL problem: " + problem + " (" + meaning + ") encountered with '" + value + "'";
  }

  /** With a final dot, and octal escapes for all but letters, digits, hyphens and underscores. */
  public static String shown(String plain) {
    if (PLAIN.matcher(plain).matches()) {
      return plain + ".";
    }
    StringBuilder text = new StringBuilder();
    for (char c : plain.toCharArray()) {
      text.append(PLAIN.matcher(String.valueOf(c)).matches() ? String.valueOf(c) : "\\%03o".formatted((int) c));
    }
    return text.append('.').toString();
  }

  /** What names are sorted by: the labels backwards, {@code com.example.www.} */
  public static String order(String plain) {
    String shown = shown(plain);
    String[] labels = shown.substring(0, shown.length() - 1).split("\\.");
    StringBuilder order = new StringBuilder();
    for (int i = labels.length - 1; i >= 0; i--) {
      order.append(labels[i]).append('.');
    }
    return order.toString();
  }

  /** Whether a name is the zone's own or below it. */
  public static boolean isIn(String zone, String plain) {
    return plain.equals(zone) || plain.endsWith("." + zone);
  }
}
