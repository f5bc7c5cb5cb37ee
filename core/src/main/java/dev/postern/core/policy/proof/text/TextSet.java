package dev.postern.core.policy.proof.text;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The texts of some globs. */
public final class TextSet {
  public static final TextSet ANY = new TextSet(List.of(Glob.any()));
  public static final TextSet NONE = new TextSet(List.of());

  private final List<Glob> globs;
  /** The texts of those globs that are one text. */
  private final Set<String> exact;
  private final Glob[] open;

  public TextSet(List<Glob> globs) {
    this.globs = List.copyOf(globs);
    this.exact = this.globs.stream().flatMap(glob -> glob.exactText().stream()).collect(Collectors.toUnmodifiableSet());
    this.open = this.globs.stream().filter(glob -> glob.exactText().isEmpty()).toArray(Glob[]::new);
  }

  public static TextSet of(Glob... globs) {
    return new TextSet(List.of(globs));
  }

  public static TextSet exactly(List<String> texts) {
    return new TextSet(texts.stream().map(Glob::exact).toList());
  }

  public List<Glob> globs() {
    return globs;
  }

  public boolean contains(String text) {
    return contains(text, Work.unbounded());
  }

  boolean contains(String text, Work work) {
    work.spend(1);
    if (exact.contains(text)) {
      return true;
    }
    for (Glob glob : open) {
      if (glob.matches(text, work)) {
        return true;
      }
    }
    return false;
  }

  boolean isFinite() {
    return open.length == 0;
  }

  @Override
  public String toString() {
    return globs.toString();
  }
}
