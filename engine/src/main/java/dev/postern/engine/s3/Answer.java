package dev.postern.engine.s3;

import dev.postern.wire.http.HttpReply;
import software.amazon.awssdk.core.SdkPojo;

/** What an operation answers with. */
sealed interface Answer {
  /** A response of the SDK's model, printed as the protocol says. */
  record Model(SdkPojo response) implements Answer {}

  /** A reply that carries an object's bytes, or none. */
  record Plain(HttpReply reply) implements Answer {}

  static Answer of(SdkPojo response) {
    return new Model(response);
  }

  static Answer noContent() {
    return new Plain(HttpReply.empty(204));
  }
}
