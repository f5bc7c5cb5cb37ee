package dev.postern.core.policy.proof.text;

import java.util.List;

/** The texts of some globs. */
public record TextSet(List<Glob> globs) {
  public static final TextSet ANY = new TextSet(List.of(Glob.any()));
  public static final TextSet NONE = new TextSet(List.of());

  public TextSet {
    globs = List.copyOf(globs);
  }

  public static TextSet of(Glob... globs) {
    return new TextSet(List.of(globs));
  }

  public static TextSet exactly(List<String> texts) {
    return new TextSet(texts.stream().map(Glob::exact).toList());
  }

  public boolean contains(String text) {
    for (Glob glob : globs) {
      if (glob.matches(text)) {
        return true;
      }
    }
    return false;
  }

  boolean isFinite() {
    for (Glob glob : globs) {
      if (!glob.isExact()) {
        return false;
      }
    }
    return true;
  }
}
