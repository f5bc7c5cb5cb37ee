package dev.postern.core.policy;

/** What a statement that matches does. */
public enum Effect {
  ALLOW("Allow"),
  DENY("Deny");

  private final String word;

  Effect(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
