package dev.postern.core.policy;

/** How closely a statement's principals name the caller, from not at all. */
public enum Grant {
  NONE,
  /** The caller's account, which so may give the right on. */
  ACCOUNT,
  /** The role whose session calls, or the user that a federated user acts for: boundaries and session policies still limit it. */
  ROLE,
  /** The caller itself, or everybody. */
  DIRECT
}
