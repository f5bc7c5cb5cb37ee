package dev.postern.core.account;

/** An item of a list that is left out. */
final class UnreadableItem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean broken;

  private UnreadableItem(String why, boolean broken) {
    super(why);
    this.broken = broken;
  }

  /** It is nothing that Postern models, or is about something that the dump does not have. */
  UnreadableItem(String why) {
    this(why, false);
  }

  /** It is not as AWS prints it. */
  static UnreadableItem broken(String why) {
    return new UnreadableItem(why, true);
  }

  Gap gap(String where) {
    return new Gap(where, getMessage() + ": left out", broken);
  }
}
