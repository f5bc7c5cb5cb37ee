package dev.postern.engine.s3;

import java.util.Optional;

/** The four settings of S3 Block Public Access of one bucket. */
record PublicBlocks(boolean blockPublicAcls, boolean ignorePublicAcls, boolean blockPublicPolicy, boolean restrictPublicBuckets) {
  private static final PublicBlocks NONE = new PublicBlocks(false, false, false, false);

  /** As a new bucket has them. <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html">AWS</a> */
  private static final PublicBlocks ALL = new PublicBlocks(true, true, true, true);

  /** @param stored what {@link #print} gave; absent when nobody has set or deleted them */
  static PublicBlocks of(Optional<String> stored) {
    if (stored.isEmpty()) {
      return ALL;
    }
    if (stored.get().equals(Setting.NONE)) {
      return NONE;
    }
    String[] four = stored.get().split(",");
    return new PublicBlocks(Boolean.parseBoolean(four[0]), Boolean.parseBoolean(four[1]), Boolean.parseBoolean(four[2]), Boolean.parseBoolean(four[3]));
  }

  String print() {
    return blockPublicAcls + "," + ignorePublicAcls + "," + blockPublicPolicy + "," + restrictPublicBuckets;
  }
}
