package dev.postern.core.policy;

/**
 * Where a policy is attached, which decides what its statements must have and how long it may be.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">AWS</a>
 */
public enum PolicyType {
  /** The longest there may be is all that a role has inline. */
  IDENTITY("identity-based policy", Names.FORBIDDEN, true, 10_240, Counts.NO_WHITE_SPACE),
  RESOURCE("resource-based policy", Names.REQUIRED, true, 20_480, Counts.BYTES),
  VPC_ENDPOINT("VPC endpoint policy", Names.REQUIRED, true, 20_480, Counts.CHARACTERS),
  BOUNDARY("permissions boundary", Names.FORBIDDEN, true, 6_144, Counts.NO_WHITE_SPACE),
  SESSION("session policy", Names.FORBIDDEN, true, 2_048, Counts.CHARACTERS),
  SCP("service control policy", Names.FORBIDDEN, true, 5_120, Counts.CHARACTERS),
  RCP("resource control policy", Names.REQUIRED, true, 5_120, Counts.CHARACTERS),
  /** Up to 4,096 characters after an increase of the quota. */
  ROLE_TRUST("role trust policy", Names.REQUIRED, false, 4_096, Counts.NO_WHITE_SPACE);

  /** Whether statements name principals. */
  enum Names {
    REQUIRED,
    FORBIDDEN
  }

  /** What a document's length is counted in. */
  enum Counts {
    CHARACTERS,
    BYTES,
    NO_WHITE_SPACE
  }

  private final String words;
  private final String allowReason;
  private final Names principals;
  private final boolean resources;
  private final int longest;
  private final Counts counts;

  PolicyType(String words, Names principals, boolean resources, int longest, Counts counts) {
    this.words = words;
    this.allowReason = "because a statement of the " + words + " allows it";
    this.principals = principals;
    this.resources = resources;
    this.longest = longest;
    this.counts = counts;
  }

  /** As AWS's messages call it. */
  public String words() {
    return words;
  }

  boolean namesPrincipals() {
    return principals == Names.REQUIRED;
  }

  boolean namesResources() {
    return resources;
  }

  public int longest() {
    return longest;
  }

  /** IAM and Organizations take only Latin-1 in a document, and only letters and digits in a statement's id. */
  boolean isLatin() {
    return switch (this) {
      case IDENTITY, BOUNDARY, SESSION, SCP, RCP, ROLE_TRUST -> true;
      case RESOURCE, VPC_ENDPOINT -> false;
    };
  }

  /** How much of {@link #longest} {@code text} takes. */
  public int length(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      length += weight(text.charAt(i));
    }
    return length;
  }

  int weight(char c) {
    return switch (counts) {
      case CHARACTERS -> 1;
      case BYTES -> c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
      case NO_WHITE_SPACE -> c == ' ' || c == '\t' || c == '\n' || c == '\r' ? 0 : 1;
    };
  }

  String unit() {
    return switch (counts) {
      case CHARACTERS -> "characters";
      case BYTES -> "bytes";
      case NO_WHITE_SPACE -> "characters without white space";
    };
  }

  /** Why a request is allowed that such a policy allows. */
  String allowReason() {
    return allowReason;
  }

  /** The clause with which AWS ends the refusal of a request that no such policy allows. */
  public String implicitReason(String action) {
    return "because no " + words + " allows the " + action + " action";
  }

  /** The clause with which AWS ends the refusal of a request that such a policy denies. */
  public String explicitReason() {
    return "with an explicit deny in " + (this == ROLE_TRUST ? "the " : this == IDENTITY ? "an " : "a ") + words;
  }
}
