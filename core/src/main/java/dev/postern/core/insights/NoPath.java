package dev.postern.core.insights;

import software.amazon.awssdk.services.ec2.model.Explanation;

/** The question itself rules a path out: an end that is not there, does not work or cannot be one. */
final class NoPath extends RuntimeException {
  private final transient Explanation why;

  NoPath(Explanation why) {
    super(why.explanationCode(), null, false, false);
    this.why = why;
  }

  Explanation why() {
    return why;
  }
}
