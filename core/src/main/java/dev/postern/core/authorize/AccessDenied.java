package dev.postern.core.authorize;

/** A request that policies do not allow; each service answers it with a code of its own. It has no stack trace because it is an answer. */
public final class AccessDenied extends RuntimeException {
  private final transient Judgement judgement;

  public AccessDenied(Judgement judgement) {
    super(judgement.message(), null, false, false);
    this.judgement = judgement;
  }

  public Judgement judgement() {
    return judgement;
  }

  /** The refusal as AWS words it: who, what, on which resource, and the type of policy that is why. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
