package dev.postern.bench;

import java.util.ArrayList;
import java.util.List;

/** How long {@code ./postern up --detach} takes until it is ready, warm: built, and with its AOT cache made. */
final class Start implements Part {
  private static final int ROUNDS = 7;

  @Override
  public List<Figure> measure() throws Exception {
    List<Double> seconds = new ArrayList<>();
    try (RunningCloud cloud = new RunningCloud()) {
      for (int round = 0; round <= ROUNDS; round++) {
        long start = System.nanoTime();
        cloud.up();
        if (round > 0) {
          seconds.add((System.nanoTime() - start) / 1e9);
        }
        cloud.down();
      }
    }
    return List.of(new Figure("up to ready, warm, median of " + ROUNDS, Figure.percentile(seconds, 0.5), "s", "1"));
  }
}
