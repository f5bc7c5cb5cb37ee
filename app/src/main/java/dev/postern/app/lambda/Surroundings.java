package dev.postern.app.lambda;

import dev.postern.app.process.Place;
import dev.postern.core.model.Function;
import java.util.Map;

/** What the world around a function is: where its processes run, and what they are told of it. */
public interface Surroundings {
  Place place(Function function);

  /** The variables for the trusted authority and the Region. */
  Map<String, String> variables(Function function);

  /** Whether the function's network is there. */
  boolean isReady(Function function);
}
