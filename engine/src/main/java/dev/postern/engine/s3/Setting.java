package dev.postern.engine.s3;

/** The names under which a bucket's settings are stored. */
final class Setting {
  static final String POLICY = "policy";
  static final String TAGGING = "tagging";
  static final String OWNERSHIP = "ownershipControls";
  static final String PUBLIC_ACCESS_BLOCK = "publicAccessBlock";
  static final String BUCKET_KEY = "encryption";
  static final String NONE = "none";

  private Setting() {}
}
