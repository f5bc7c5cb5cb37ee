package dev.postern.core.policy.json;

/** A text that is no JSON value, or not one that can be meant: what is wrong, and where. */
public final class MalformedJson extends RuntimeException {
  private final transient Place place;
  private final String problem;

  public MalformedJson(Place place, String problem) {
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
