package dev.postern.app.http;

import dev.postern.wire.http.AwsService;

/** What answers the requests for one service. */
public record Backend(AwsService service, Source source) {
  /** Where a backend comes from, which says who judges its callers. */
  public enum Source {
    /** Postern itself: nobody unknown gets past the front door. */
    OWN,
    /**
     * An engine that the user attached. What Postern can tell from a signature it holds it to, and policies decide for its caller; what it
     * cannot, such as an API that needs none, is the engine's to judge.
     */
    ATTACHED,
    /** Nothing: the answer says how to attach an engine. */
    NONE
  }

  /** Whether there is something behind it. */
  boolean serves() {
    return switch (source) {
      case OWN, ATTACHED -> true;
      case NONE -> false;
    };
  }
}
