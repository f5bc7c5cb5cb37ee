package dev.postern.core.policy;

import dev.postern.core.policy.json.Place;

/** A text that is no policy of its type: what is wrong, and where. Each API words it with a code of its own. */
public final class MalformedPolicy extends RuntimeException {
  private final transient Place place;
  private final String problem;

  public MalformedPolicy(Place place, String problem) {
    super(place + ": " + problem, null, false, false);
    this.place = place;
    this.problem = problem;
  }

  public Place place() {
    return place;
  }

  public String problem() {
    return problem;
  }
}
