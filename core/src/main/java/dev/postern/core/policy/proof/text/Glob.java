package dev.postern.core.policy.proof.text;

import dev.postern.core.policy.pattern.Atom;
import dev.postern.core.policy.pattern.Template;
import dev.postern.core.policy.request.Fold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A pattern of characters, classes and runs. */
public final class Glob {
  final int[] symbols;
  /** The one text that it spells, if it does. */
  private final Optional<String> exact;

  private Glob(int[] symbols) {
    this.symbols = symbols;
    boolean plain = true;
    for (int symbol : symbols) {
      plain &= symbol >= 0;
    }
    this.exact = plain ? Optional.of(new String(symbols, 0, symbols.length)) : Optional.empty();
  }

  public static Glob exact(String text) {
    return new Glob(text.codePoints().toArray());
  }

  /** Every text. */
  public static Glob any() {
    return new Glob(new int[] {Symbol.RUN});
  }

  /** @param template its variables may have any value */
  public static Glob of(Template template) {
    return new Glob(symbols(template, Symbol.ONE, Symbol.RUN, false));
  }

  public static Glob ignoringCase(Template template) {
    return new Glob(symbols(template, Symbol.ONE, Symbol.RUN, true));
  }

  /** An ARN's segments, each matched for itself, the last with all that follows. */
  public static Glob ofArn(Template template) {
    List<Template> segments = template.splitAtColons(6);
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      boolean last = i == segments.size() - 1;
      for (int symbol : symbols(segments.get(i), last ? Symbol.ONE : Symbol.ONE_IN_SEGMENT, last ? Symbol.RUN : Symbol.RUN_IN_SEGMENT, false)) {
        all.add(symbol);
      }
      if (!last) {
        all.add((int) ':');
      }
    }
    return of(all);
  }

  /** The ARNs whose account this matches. */
  public Glob asAccountOfArn() {
    List<Integer> all = new ArrayList<>();
    for (int symbol : shape("arn:~:~:~:").symbols) {
      all.add(symbol);
    }
    for (int symbol : symbols) {
      all.add(symbol == Symbol.ONE ? Symbol.ONE_IN_SEGMENT : symbol == Symbol.RUN ? Symbol.RUN_IN_SEGMENT : symbol);
    }
    for (int symbol : shape(":*").symbols) {
      all.add(symbol);
    }
    return of(all);
  }

  /** The ARNs of users, with a path or without, whose name this matches. */
  public List<Glob> asNameOfUser() {
    List<Glob> globs = new ArrayList<>();
    for (String before : new String[] {"arn:~:iam::~:user/", "arn:~:iam::~:user/*/"}) {
      List<Integer> all = new ArrayList<>();
      for (int symbol : shape(before).symbols) {
        all.add(symbol);
      }
      for (int symbol : symbols) {
        all.add(symbol == Symbol.ONE ? Symbol.ONE_IN_NAME : symbol == Symbol.RUN ? Symbol.RUN_IN_NAME : symbol);
      }
      globs.add(of(all));
    }
    return globs;
  }

  /** A shape: {@code #} is a digit, {@code %} a hexadecimal digit, {@code ^} a character, {@code $} one but colon and slash, {@code ~} characters but colons, {@code *} any. */
  public static Glob shape(String text) {
    return new Glob(
        text.chars()
            .map(c -> switch (c) {
              case '#' -> Symbol.DIGIT;
              case '%' -> Symbol.HEX;
              case '~' -> Symbol.RUN_IN_SEGMENT;
              case '^' -> Symbol.ONE;
              case '$' -> Symbol.ONE_IN_NAME;
              case '*' -> Symbol.RUN;
              default -> c;
            })
            .toArray());
  }

  /** What may follow {@code start} in the texts of this. */
  public List<Glob> after(String start) {
    boolean[] reached = new boolean[symbols.length + 1];
    start(reached, 0);
    start.codePoints().forEach(c -> step(reached, 0, c));
    List<Glob> rests = new ArrayList<>();
    for (int p = 0; p <= symbols.length; p++) {
      boolean isInRun = p > 0 && reached[p - 1] && Symbol.isRun(symbols[p - 1]);
      if (reached[p] && !isInRun) {
        rests.add(new Glob(Arrays.copyOfRange(symbols, p, symbols.length)));
      }
    }
    return rests;
  }

  /** The texts of this, each behind {@code start}. */
  public Glob behind(String start) {
    return new Glob(IntStream.concat(start.codePoints(), IntStream.of(symbols)).toArray());
  }

  private static Glob of(List<Integer> symbols) {
    return new Glob(symbols.stream().mapToInt(Integer::intValue).toArray());
  }

  private static int[] symbols(Template template, int one, int run, boolean ignoreCase) {
    List<Integer> symbols = new ArrayList<>();
    for (Atom atom : template.atoms()) {
      switch (atom) {
        case Atom.Literal(String text) -> text.codePoints().forEach(c -> symbols.add(ignoreCase ? Symbol.anyCase(lower(c)) : c));
        case Atom.One _ -> symbols.add(one);
        case Atom.Run _, Atom.Variable _ -> symbols.add(run);
      }
    }
    return symbols.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int lower(int c) {
    return c <= Character.MAX_VALUE ? Fold.lower((char) c) : c;
  }

  /** The one text that it spells, if it does. */
  public Optional<String> exactText() {
    return exact;
  }

  /** A text that matches, runs being {@code run} and single wildcards {@code other}. */
  String example(String run, char other) {
    StringBuilder text = new StringBuilder();
    for (int symbol : symbols) {
      if (Symbol.isRun(symbol)) {
        text.append(run);
      } else {
        text.appendCodePoint(Symbol.example(symbol, other));
      }
    }
    return text.toString();
  }

  /** What stands before the first run and behind the last has its place in the text, and most texts differ there. */
  boolean matches(String text, Work work) {
    work.spend(symbols.length);
    int from = 0;
    int start = 0;
    while (from < symbols.length && !Symbol.isRun(symbols[from])) {
      if (start == text.length() || !Symbol.takes(symbols[from], text.codePointAt(start))) {
        return false;
      }
      start += Character.charCount(text.codePointAt(start));
      from++;
    }
    if (from == symbols.length) {
      return start == text.length();
    }
    int to = symbols.length;
    int end = text.length();
    while (!Symbol.isRun(symbols[to - 1])) {
      if (end == start || !Symbol.takes(symbols[to - 1], text.codePointBefore(end))) {
        return false;
      }
      end -= Character.charCount(text.codePointBefore(end));
      to--;
    }
    return to - from == 1 && symbols[from] == Symbol.RUN || matches(from, to, text.substring(start, end), work);
  }

  /** Whether the symbols of a part alone match. */
  private boolean matches(int from, int to, String text, Work work) {
    boolean[] reached = new boolean[to - from + 1];
    start(reached, from);
    for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      work.spend(to - from);
      if (!step(reached, from, c)) {
        return false;
      }
    }
    return reached[to - from];
  }

  /** Reads one character. @param reached before each of the symbols from {@code from} on, and behind the last @return whether anything is reached */
  private boolean step(boolean[] reached, int from, int c) {
    boolean previous = false;
    boolean any = false;
    for (int p = 0; p < reached.length; p++) {
      boolean here = reached[p];
      boolean stays = here && p < reached.length - 1 && Symbol.isRun(symbols[from + p]) && Symbol.takes(symbols[from + p], c);
      boolean comes = previous && !Symbol.isRun(symbols[from + p - 1]) && Symbol.takes(symbols[from + p - 1], c);
      boolean skips = p > 0 && reached[p - 1] && Symbol.isRun(symbols[from + p - 1]);
      previous = here;
      reached[p] = stays || comes || skips;
      any |= reached[p];
    }
    return any;
  }

  private void start(boolean[] reached, int from) {
    reached[0] = true;
    for (int p = 0; p < reached.length - 1 && Symbol.isRun(symbols[from + p]); p++) {
      reached[p + 1] = true;
    }
  }

  /**
   * Whether every text of {@code inner} is one of this. Wildcards of {@code inner} are taken as symbols that only wildcards can take, so a
   * yes is right, and a no may be wrong.
   */
  boolean surelyCovers(Glob inner, Work work) {
    work.spend((long) symbols.length * inner.symbols.length);
    boolean[] reached = new boolean[symbols.length + 1];
    start(reached, 0);
    for (int symbol : inner.symbols) {
      boolean[] next = new boolean[symbols.length + 1];
      for (int p = 0; p <= symbols.length; p++) {
        boolean stays = reached[p] && p < symbols.length && Symbol.isRun(symbols[p]) && Symbol.covers(symbols[p], symbol);
        boolean comes = p > 0 && reached[p - 1] && !Symbol.isRun(symbols[p - 1]) && !Symbol.isRun(symbol) && Symbol.covers(symbols[p - 1], symbol);
        boolean skips = p > 0 && next[p - 1] && Symbol.isRun(symbols[p - 1]);
        next[p] = stays || comes || skips;
      }
      reached = next;
    }
    return reached[symbols.length];
  }

  /** Whether no text is of both, as their literal beginnings or ends show; a no may be wrong. */
  boolean surelyMisses(Glob other) {
    int shorter = Math.min(symbols.length, other.symbols.length);
    for (int i = 0; i < shorter && !Symbol.isRun(symbols[i]) && !Symbol.isRun(other.symbols[i]); i++) {
      if (differ(symbols[i], other.symbols[i])) {
        return true;
      }
    }
    for (int i = 1; i <= shorter; i++) {
      int mine = symbols[symbols.length - i];
      int others = other.symbols[other.symbols.length - i];
      if (Symbol.isRun(mine) || Symbol.isRun(others)) {
        break;
      }
      if (differ(mine, others)) {
        return true;
      }
    }
    return false;
  }

  private static boolean differ(int a, int b) {
    return a >= 0 && !Symbol.takes(b, a) || b >= 0 && !Symbol.takes(a, b);
  }

  @Override
  public String toString() {
    return example("*", '?');
  }
}
