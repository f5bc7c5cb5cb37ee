package dev.postern.core.policy;

/** What policies say of a request. */
public enum Verdict {
  ALLOWED("Allowed"),
  /** Some Deny statement matches. */
  EXPLICITLY_DENIED("ExplicitlyDenied"),
  /** Some policy that would have to allow it does not. */
  IMPLICITLY_DENIED("ImplicitlyDenied");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
